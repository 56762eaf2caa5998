"""Checks whether a public endpoint accepts a forged client-certificate header.

Sends a real bearer, bound to a certificate that is NOT presented in TLS, with that certificate in every header instead.
Control requests run before and after: without them an endpoint that refuses everything would pass the check, and one
that accepts everything would fail it for another reason.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import AnswerUnusable, CheckProvesNothing, TimedOut
from mosaic_clients.core.errors.codes import AnswerCode
from mosaic_clients.core.forwarded_certificate.forgeries import (
    Forgery,
    Verdict,
    default_targets,
    forgeries,
    judge,
    parse_target,
)
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.core.pki.certificate_creation import self_sign
from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.pki.chains import find_leaf, parse_certificates
from mosaic_clients.core.pki.identity import Identity, load_stored_identity, new_identity
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, dump_private_key, generate, load_private_key
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.models import Client
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.transport.connections import PrivateAddressRefused
from mosaic_clients.transport.raw_requests import RawCaller


@dataclass(frozen=True, slots=True)
class Holder:
    """A bound token and its identity. The forgeries use the certificate alone, the control request the key as well."""

    token: str = field(repr=False)
    identity: Identity = field(repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """The endpoint to check. ``trusted_ca`` is PEM, or empty for the system's; ``seconds`` limits the whole check."""

    url: str
    trusted_ca: str = ""
    allow_private: bool = False
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Finding:
    """The statuses for one forgery, sent without a certificate and with another one; None is a closed connection."""

    forgery: Forgery
    without: int | None
    stranger: int | None
    verdict: Verdict


@sensitive_variables()
def holder_of(client: Client, resource: str | None = None) -> Holder:
    """A client's current access token and its certificate.

    Raises what ``access_tokens.refresh.current`` raises, or AnswerUnusable where the token is not bound.
    """
    token = token_refresh.current(client, resource)
    return _holder(token.value, token.credential.identity())


@sensitive_variables()
def holder_from(token: str, certificate_pem: bytes, key_pem: bytes, passphrase: str | None) -> Holder:
    """A token obtained elsewhere with its certificate and key; raises MaterialRefused or AnswerUnusable."""
    key, chain = load_private_key(key_pem, passphrase), parse_certificates(certificate_pem)
    leaf = find_leaf(chain, key.public_key())
    ordered = [leaf, *(certificate for certificate in chain if certificate is not leaf)]
    pem = "".join(to_pem(certificate) for certificate in ordered)
    return _holder(token.strip(), load_stored_identity(dump_private_key(key), pem))


@sensitive_variables()
def _holder(token: str, identity: Identity) -> Holder:
    require_bound_to(token, identity.x5t_s256, binding_expected=True)
    if not token.isascii() or not token.isprintable():
        raise AnswerUnusable(
            "This is not a token: it has characters that a header cannot contain.", code=AnswerCode.NOT_A_TOKEN
        )
    return Holder(token, identity)


def targets(headers: Iterable[str]) -> list[tuple[str, str]]:
    """The header of every format, the one configured here, and ``headers``; raises ConfigurationError."""
    results = default_targets()
    source = conf.current().certificate_source
    if source is not None and source.is_header:
        own = source.environ_key.removeprefix("HTTP_").replace("_", "-").title()
        if own.lower() not in {header.lower() for header, _ in results}:
            results.append((own, "" if source.format == "wsgi" else source.format))
    return [*results, *map(parse_target, headers)]


def send_forgeries(target: Target, holder: Holder, wanted: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Sends every forgery, with control requests before and after.

    Raises CheckProvesNothing where a control fails or the time is over, a TransportError where the endpoint cannot be
    reached, ConfigurationError for a URL or CA that cannot be used.
    """
    ends_at = time.monotonic() + target.seconds
    with ExitStack() as stack:
        own, anonymous, stranger = (
            stack.enter_context(_caller(target, identity)) for identity in (holder.identity, None, _other_identity())
        )
        _require_controls(holder, own, anonymous, stranger)
        for forgery in forgeries(holder.identity.leaf, wanted):
            if time.monotonic() > ends_at:
                raise CheckProvesNothing(
                    f"The check stopped after {target.seconds:g} seconds, before every forgery was sent.",
                    remedy=Remedy(RemedyKind.ALLOW_MORE_TIME),
                )
            statuses = _request(anonymous, holder, forgery), _request(stranger, holder, forgery)
            verdicts = {judge(status) for status in statuses}
            worst = next(each for each in (Verdict.THROUGH, Verdict.UNCLEAR, Verdict.REFUSED) if each in verdicts)
            yield Finding(forgery, *statuses, worst)
        _require_controls(
            holder, own, anonymous, stranger
        )  # the token was valid all the time, and no caller was blocked


def _caller(target: Target, identity: Identity | None) -> RawCaller:
    return RawCaller(
        target.url,
        identity,
        trusted_ca=target.trusted_ca,
        allow_private=target.allow_private,
        limits=conf.current().limits,
    )


def _other_identity() -> Identity:
    """A new certificate that no token is bound to: for the caller who has a certificate, but not the right one."""
    now = timezone.now()
    key = generate(KeyAlgorithm.EC_P256)
    leaf = self_sign(key, "CN=Mosaic spoof check", now=now, lifetime=timedelta(days=1))
    return new_identity(key, [leaf], AuthMethod.SELF_SIGNED, now=now)


@sensitive_variables()
def _request(caller: RawCaller, holder: Holder, forgery: Forgery | None = None) -> int | None:
    """The status, None for a closed connection, 0 without a usable answer."""
    fields = (("Authorization", f"Bearer {holder.token}"), ("Accept", "application/json"))
    try:
        return caller.status((*fields, *(forgery.fields if forgery else ())))
    except (TimedOut, AnswerUnusable):
        return 0
    except PrivateAddressRefused as refusal:
        refusal.remedy = Remedy(RemedyKind.ALLOW_PRIVATE_TARGET)
        raise


def _require_controls(holder: Holder, own: RawCaller, anonymous: RawCaller, stranger: RawCaller) -> None:
    status = _request(own, holder)
    if judge(status) is not Verdict.THROUGH:
        raise CheckProvesNothing(
            f"The check proves nothing: the right token and certificate are answered {status_text(status)}, not 200. "
            "Give the URL of a resource that this token may GET."
        )
    for caller, how in ((anonymous, "without a certificate"), (stranger, "with another certificate")):
        status = _request(caller, holder)
        if judge(status) is Verdict.THROUGH:
            raise CheckProvesNothing(
                f"The endpoint accepts the bound token {how} and without any header ({status}): it does not check the "
                "binding at all."
            )
        if judge(status) is Verdict.UNCLEAR:
            raise CheckProvesNothing(
                f"The check proves nothing: the token {how} is answered {status_text(status)}, not 401."
            )


def status_text(status: int | None) -> str:
    """A status in words."""
    return "with a closed connection" if status is None else str(status) if status else "without a usable status"
