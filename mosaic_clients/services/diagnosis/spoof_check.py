"""Whether a public endpoint can be fooled with a forged client-certificate header.

The one proof that means anything: a real bearer, bound to a certificate that is NOT presented in TLS, and that
certificate in every header instead. Two controls stand around it, for a check against an endpoint that refuses
everything, or takes everything, would pass or fail for nothing.
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
from mosaic_clients.core.forwarded_certificate.forgeries import (
    Forgery,
    Verdict,
    default_targets,
    forgeries,
    judge,
    parse_target,
)
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.core.pki.certificates import self_sign, to_pem
from mosaic_clients.core.pki.chains import find_leaf, parse_certificates
from mosaic_clients.core.pki.identity import Identity, accept, restore
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, dump_private_key, generate, load_private_key
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.models import Client
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.transport.raw_requests import RawCaller
from mosaic_clients.transport.sessions import PrivateAddressRefused


@dataclass(frozen=True, slots=True)
class Holder:
    """A bound token and the identity it is bound to: the certificate is forged with, key and all only controls."""

    token: str = field(repr=False)
    identity: Identity = field(repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """What is fired at. ``trusted_ca`` is PEM, or empty for the system's; ``seconds`` bounds the whole check."""

    url: str
    trusted_ca: str = ""
    allow_private: bool = False
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Finding:
    """How one forgery ended, sent without a certificate and with a stranger's; None is a closed connection."""

    forgery: Forgery
    without: int | None
    stranger: int | None
    verdict: Verdict


@sensitive_variables()
def holder_of(client: Client, resource: str | None = None) -> Holder:
    """A client's current access token and its certificate.

    Raises what ``access_tokens.current`` raises, or AnswerUnusable where the token is bound to nothing.
    """
    live = token_refresh.current(client, resource)
    return _holder(live.value, live.credential.identity())


@sensitive_variables()
def holder_from(token: str, certificate_pem: bytes, key_pem: bytes, passphrase: str | None) -> Holder:
    """A token obtained elsewhere with its certificate and key; raises MaterialRefused or AnswerUnusable."""
    key, chain = load_private_key(key_pem, passphrase), parse_certificates(certificate_pem)
    leaf = find_leaf(chain, key.public_key())
    ordered = [leaf, *(certificate for certificate in chain if certificate is not leaf)]
    pem = "".join(to_pem(certificate) for certificate in ordered)
    return _holder(token.strip(), restore(dump_private_key(key), pem))


@sensitive_variables()
def _holder(token: str, identity: Identity) -> Holder:
    require_bound_to(token, identity.x5t_s256, binding_expected=True)
    if not token.isascii() or not token.isprintable():
        raise AnswerUnusable("This is no token: it holds characters that no header can carry.", code="not_a_token")
    return Holder(token, identity)


def targets(headers: Iterable[str]) -> list[tuple[str, str]]:
    """Every format's own header, the one that is configured here, and ``headers``; raises ConfigurationError."""
    found = default_targets()
    source = conf.current().certificate_source
    if source is not None and source.is_header:
        own = source.environ_key.removeprefix("HTTP_").replace("_", "-").title()
        if own.lower() not in {header.lower() for header, _ in found}:
            found.append((own, "" if source.format == "wsgi" else source.format))
    return [*found, *map(parse_target, headers)]


def fire(target: Target, holder: Holder, wanted: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Fire every forgery, between the controls.

    Raises CheckProvesNothing where a control fails or time runs out, a TransportError where the endpoint cannot be
    reached, ConfigurationError for a URL or CA that cannot be used.
    """
    ends_at = time.monotonic() + target.seconds
    with ExitStack() as stack:
        own, nobody, stranger = (
            stack.enter_context(_caller(target, identity)) for identity in (holder.identity, None, _stranger())
        )
        _require_controls(holder, own, nobody, stranger)
        for forgery in forgeries(holder.identity.leaf, wanted):
            if time.monotonic() > ends_at:
                raise CheckProvesNothing(
                    f"{target.seconds:g} seconds are over and not every forgery was fired.",
                    remedy=Remedy(RemedyKind.ALLOW_MORE_TIME),
                )
            statuses = _ask(nobody, holder, forgery), _ask(stranger, holder, forgery)
            verdicts = {judge(status) for status in statuses}
            worst = next(each for each in (Verdict.THROUGH, Verdict.UNCLEAR, Verdict.REFUSED) if each in verdicts)
            yield Finding(forgery, *statuses, worst)
        _require_controls(holder, own, nobody, stranger)  # that the token lived, and nobody was locked out meanwhile


def _caller(target: Target, identity: Identity | None) -> RawCaller:
    return RawCaller(
        target.url,
        identity,
        trusted_ca=target.trusted_ca,
        allow_private=target.allow_private,
        limits=conf.current().limits,
    )


def _stranger() -> Identity:
    """A certificate of nobody's: the caller who has one, and not the right one."""
    now = timezone.now()
    key = generate(KeyAlgorithm.EC_P256)
    leaf = self_sign(key, "CN=Mosaic spoof check", now=now, lifetime=timedelta(days=1))
    return accept(key, [leaf], AuthMethod.SELF_SIGNED, now=now)


@sensitive_variables()
def _ask(caller: RawCaller, holder: Holder, forgery: Forgery | None = None) -> int | None:
    """The status, None for a closed connection, 0 where nothing came that could be judged."""
    fields = (("Authorization", f"Bearer {holder.token}"), ("Accept", "application/json"))
    try:
        return caller.status((*fields, *(forgery.fields if forgery else ())))
    except (TimedOut, AnswerUnusable):
        return 0
    except PrivateAddressRefused as refusal:
        refusal.remedy = Remedy(RemedyKind.ALLOW_PRIVATE_TARGET)
        raise


def _require_controls(holder: Holder, own: RawCaller, nobody: RawCaller, stranger: RawCaller) -> None:
    status = _ask(own, holder)
    if judge(status) is not Verdict.THROUGH:
        raise CheckProvesNothing(
            f"The check proves nothing: token and certificate as they should be are answered {said(status)}, not 200. "
            "Give the URL of a resource that this token may GET."
        )
    for caller, who in ((nobody, "without a certificate"), (stranger, "with another certificate")):
        status = _ask(caller, holder)
        if judge(status) is Verdict.THROUGH:
            raise CheckProvesNothing(
                f"The endpoint takes the bound token {who} and without any header ({status}): it does not check the "
                "binding at all."
            )
        if judge(status) is Verdict.UNCLEAR:
            raise CheckProvesNothing(f"The check proves nothing: the token {who} is answered {said(status)}, not 401.")


def said(status: int | None) -> str:
    """A status as a word."""
    return "with a closed connection" if status is None else str(status) if status else "with nothing usable"
