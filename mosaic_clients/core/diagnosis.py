"""What a step of a connection showed, in plain words, and what to do where it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused, MosaicError, MosaicRefusal


class State(StrEnum):
    """How a step ended. ``skipped`` is no failure: there was nothing to check, or nobody can tell."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOT_REACHED = "not reached"


class StepName(StrEnum):
    """The steps of a connection, in order."""

    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"
    SERVER_CHAIN = "server_chain"
    CERTIFICATE_REQUEST = "certificate_request"
    OUR_CERTIFICATE = "our_certificate"
    OAUTH = "oauth"
    TOKEN = "token"  # noqa: S105 - the name of a step
    CLOCK = "clock"
    FAPI = "fapi"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: how it ended, what was seen, and what to do (empty where it did not fail)."""

    name: StepName
    state: State
    seen: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Every step of one client's connection to ``url``, with the credential of that ``kid`` (empty for none)."""

    client: str
    url: str
    kid: str
    steps: tuple[Step, ...]

    @property
    def failed(self) -> tuple[Step, ...]:
        """The steps that did not hold, without those that were not reached for it."""
        return tuple(step for step in self.steps if step.state is State.FAILED)

    @property
    def is_healthy(self) -> bool:
        """Whether every step held."""
        return not self.failed


@dataclass(frozen=True, slots=True)
class Patient:
    """The names that a remedy spells out."""

    client: str
    environment: str
    client_id: str
    auth_method: AuthMethod
    resource: str
    by_hand: bool = False
    """Whether an operator registers at Mosaic what it must hold."""


_REPLACE = "Make a new one: mosaic rotate {client}."
_BY_MATERIAL = {
    "not_yet_valid": "Wait until then, or set the clock of this machine by NTP if it is behind.",
    "expired": "Make a new one and register it in Mosaic: mosaic rotate {client}.",
}

_UNAUTHORIZED = 401

AUTHENTICATED = frozenset({"unauthorized_client", "unsupported_grant_type"})
"""Refusals of a client that Mosaic has recognized by its certificate (RFC 6749 §5.2)."""

_BY_CODE = {
    "dns": "Check the host name of the token endpoint, and the resolver of this machine.",
    "private_address": "Allow private addresses on the environment (--allow-private) if that host is yours.",
    "unreachable": "Check host and port of the token endpoint, and the firewalls in between.",
    "timed_out": "Check the firewalls in between, or try again when Mosaic is less busy.",
    "server_not_trusted": "Give the environment the CA that signed the server's certificate (--trusted-ca), and check "
    "that the host is the one you mean and nobody intercepts TLS.",
    "tls_failure": "Check that this port speaks TLS 1.2 or later, and that the server takes certificates of our kind.",
    "reset": "The server, or something in front of it, hung up: it may refuse the client certificate. See that "
    "{environment} is the right environment and that the certificate is registered there.",
    "invalid_target": "Attach the resource {resource!r} to client {client_id} in Mosaic, or change it here.",
    "invalid_scope": "Allow the client a scope in Mosaic.",
    "not_bound": "Switch token binding on for client {client_id} in Mosaic, or off here.",
    "bound_to_other": "Something between us and Mosaic presents another certificate: a TLS proxy? Connect directly.",
    "issuer": "If it is Mosaic's own, add it to the issuers of {environment}.",
    "audience": "If it is meant, add it to the audiences of {environment}.",
    "expired": "Compare the clocks, below.",
    "not_yet_valid": "Compare the clocks, below.",
    "no_usable_signing_keys": "See why the signing keys of {environment} cannot be fetched.",
    "unknown_kid": "The signing keys endpoint of {environment} is not that of whoever signed the token: check both.",
    "bad_signature": "The signing keys endpoint of {environment} is not that of whoever signed the token: check both.",
    "algorithm": "Add the algorithm to those that {environment} accepts.",
    "token_type": "Add the token type to those that {environment} accepts.",
    "answer_unusable": "Something other than Mosaic answers there: check the token endpoint of {environment}.",
    "redirect": "Something other than Mosaic answers there: check the token endpoint of {environment}.",
    "certificate_not_asked": "Use the address that asks for one: mTLS may have a host or port of its own "
    "(mosaic environment discover {environment} --use).",
    "no_credential": "Stage one (mosaic credential stage {client}), then {publish}.",
    "awaiting_certificate": "Have the output of 'mosaic csr {client}' signed, then attach the answer: "
    "mosaic credential attach {client} --chain FILE.",
    "sealing": "See that ENCRYPTION_KEYS still holds the key it was sealed with.",
    "unknown_encryption_key": "Put that key back into ENCRYPTION_KEYS.",
    "clock_skew": "Set the clock of this machine by NTP: certificates and tokens are judged by it.",
    "fapi": "Correct what is named there, or take the FAPI 2.0 mark off the client.",
    "http_404": "There is no token endpoint at that address: check the base URL and the overrides of {environment}.",
}


def remedy(error: MosaicError, patient: Patient) -> str:
    """What to do about a failure."""
    if is_unknown_client(error):
        return _not_recognized(patient)
    if isinstance(error, MaterialRefused):
        words = _BY_MATERIAL.get(error.code, _REPLACE)
    else:
        words = _BY_CODE.get(error.code, "Try again later." if error.retryable else "Correct what is named there.")
    return words.format(
        client=patient.client,
        environment=patient.environment,
        client_id=patient.client_id,
        resource=patient.resource,
        publish=_publish(patient),
    )


def is_unknown_client(error: MosaicError | None) -> bool:
    """Whether Mosaic says that it does not know the client by its certificate (RFC 6749 §5.2)."""
    return isinstance(error, MosaicRefusal) and (error.status == _UNAUTHORIZED or error.code == "invalid_client")


def hand_over(client: str, auth_method: AuthMethod) -> str:
    """What an operator registers at Mosaic by hand, with the commands that print it."""
    if auth_method is AuthMethod.SELF_SIGNED:
        return f"register the output of 'mosaic jwks {client}' at Mosaic"
    return f"register the outputs of 'mosaic chain {client}' and 'mosaic subject-dn {client}' at Mosaic"


def skew(headers: Mapping[str, str], *, issued_at: float | None, now: datetime) -> timedelta | None:
    """How far our clock is ahead of Mosaic's, by the ``Date`` header and, if it says more, a token's ``iat``.

    None where neither tells.
    """
    seen = []
    try:
        said = parsedate_to_datetime(headers.get("date", ""))
        seen.append(now - (said if said.tzinfo else said.replace(tzinfo=UTC)))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if issued_at is not None:
        seen.append(timedelta(seconds=now.timestamp() - issued_at))
    return max(seen, key=abs, default=None)


def _not_recognized(patient: Patient) -> str:
    return (
        f"Mosaic does not know this certificate for client ID {patient.client_id}: {_publish(patient)}, and see that "
        f"the client ID and its authentication method in Mosaic ({patient.auth_method}) are these."
    )


def _publish(patient: Patient) -> str:
    if patient.by_hand:
        told = f"mosaic publish {patient.client} --confirm"
        return f"{hand_over(patient.client, patient.auth_method)}, then say so ({told})"
    held = "the JWK set" if patient.auth_method is AuthMethod.SELF_SIGNED else "the chain and the subject DN"
    return f"publish {held} (mosaic publish {patient.client})"
