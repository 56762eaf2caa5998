"""The result of each step of a connection check, and what to do if it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused, MosaicError, MosaicRefusal
from mosaic_clients.core.errors.codes import (
    AnswerCode,
    BearerCode,
    ConfigurationCode,
    ErrorCode,
    MaterialCode,
    MoveCode,
    TLSCode,
    UnreachableCode,
)
from mosaic_clients.core.errors.oauth_codes import OAuthErrorCode
from mosaic_clients.core.remedies import Remedy, RemedyKind, join_remedies


class CheckState(StrEnum):
    """The result of a step. ``skipped`` is no failure: there was nothing to check, or no way to check it."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOT_REACHED = "not reached"


class StepName(StrEnum):
    """The steps of a connection check, in order."""

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
class CheckStep:
    """One step: its result, what was observed, and what to do (None if it did not fail)."""

    name: StepName
    state: CheckState
    seen: str
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All steps of one client's connection to ``url``, with the credential ``kid`` (empty for none)."""

    client: str
    url: str
    kid: str
    steps: tuple[CheckStep, ...]

    @property
    def failed(self) -> tuple[CheckStep, ...]:
        """The steps that failed, without those that were not reached."""
        return tuple(step for step in self.steps if step.state is CheckState.FAILED)

    @property
    def is_healthy(self) -> bool:
        """Whether no step failed."""
        return not self.failed


@dataclass(frozen=True, slots=True)
class RemedyContext:
    """The names that the remedies of a client contain."""

    client: str
    environment: str
    client_id: str
    auth_method: AuthMethod
    resource: str
    is_registered_manually: bool = False
    """Whether an operator registers the client's material at Mosaic manually."""


_UNAUTHORIZED = 401

CODES_AFTER_AUTHENTICATION = frozenset({OAuthErrorCode.UNAUTHORIZED_CLIENT, OAuthErrorCode.UNSUPPORTED_GRANT_TYPE})
"""Error codes for a client that Mosaic has recognized by its certificate (RFC 6749 §5.2)."""

_BY_CODE = {
    UnreachableCode.DNS: (RemedyKind.CHECK_HOST_NAME,),
    UnreachableCode.PRIVATE_ADDRESS: (RemedyKind.ALLOW_PRIVATE_ADDRESSES,),
    ErrorCode.UNREACHABLE: (RemedyKind.CHECK_HOST_AND_PORT,),
    ErrorCode.TIMED_OUT: (RemedyKind.CHECK_FIREWALLS,),
    TLSCode.SERVER_NOT_TRUSTED: (RemedyKind.ADD_TRUSTED_CA, RemedyKind.CHECK_SERVER_IDENTITY),
    ErrorCode.TLS_FAILURE: (RemedyKind.CHECK_TLS,),
    TLSCode.RESET: (RemedyKind.CHECK_ENVIRONMENT,),
    OAuthErrorCode.INVALID_TARGET: (RemedyKind.CHANGE_RESOURCE,),
    OAuthErrorCode.INVALID_SCOPE: (RemedyKind.ALLOW_SCOPE,),
    AnswerCode.NOT_BOUND: (RemedyKind.MATCH_TOKEN_BINDING,),
    AnswerCode.BOUND_TO_OTHER: (RemedyKind.CONNECT_DIRECTLY,),
    BearerCode.ISSUER: (RemedyKind.ADD_ISSUER,),
    BearerCode.AUDIENCE: (RemedyKind.ADD_AUDIENCE,),
    BearerCode.EXPIRED: (RemedyKind.COMPARE_CLOCKS,),
    BearerCode.NOT_YET_VALID: (RemedyKind.COMPARE_CLOCKS,),
    ErrorCode.NO_USABLE_SIGNING_KEYS: (RemedyKind.CHECK_SIGNING_KEYS,),
    BearerCode.UNKNOWN_KID: (RemedyKind.CHECK_SIGNING_KEYS_ENDPOINT,),
    BearerCode.BAD_SIGNATURE: (RemedyKind.CHECK_SIGNING_KEYS_ENDPOINT,),
    BearerCode.ALGORITHM: (RemedyKind.ACCEPT_ALGORITHM,),
    BearerCode.TOKEN_TYPE: (RemedyKind.ACCEPT_TOKEN_TYPE,),
    ErrorCode.ANSWER_UNUSABLE: (RemedyKind.CHECK_TOKEN_ENDPOINT,),
    AnswerCode.REDIRECT: (RemedyKind.CHECK_TOKEN_ENDPOINT,),
    "http_404": (RemedyKind.CHECK_TOKEN_ENDPOINT,),
    ConfigurationCode.CERTIFICATE_NOT_ASKED: (RemedyKind.DISCOVER_ENDPOINTS,),
    MoveCode.NO_CREDENTIAL: (RemedyKind.STAGE, RemedyKind.PUBLISH),
    MoveCode.AWAITING_CERTIFICATE: (RemedyKind.ATTACH_CERTIFICATE,),
    ErrorCode.SEALING: (RemedyKind.RESTORE_ENCRYPTION_KEY,),
    ErrorCode.UNKNOWN_ENCRYPTION_KEY: (RemedyKind.RESTORE_ENCRYPTION_KEY,),
    ConfigurationCode.CLOCK_SKEW: (RemedyKind.SET_CLOCK,),
    ConfigurationCode.FAPI: (RemedyKind.MEET_FAPI,),
}
_FOR_UNKNOWN_CLIENT = (RemedyKind.PUBLISH, RemedyKind.CHECK_REGISTRATION)


def remedy_for(error: MosaicError, context: RemedyContext) -> Remedy:
    """Returns what to do about a failure: the error's own remedy, otherwise the remedy of its code."""
    if error.remedy is not None:
        return error.remedy.with_names(client=context.client, environment=context.environment)
    first, *others = (_remedy(kind, context) for kind in _kinds(error))
    return join_remedies(first, *others) or first


def _kinds(error: MosaicError) -> tuple[RemedyKind, ...]:
    if is_unknown_client(error):
        return _FOR_UNKNOWN_CLIENT
    if isinstance(error, MaterialRefused):
        return (RemedyKind.WAIT_OR_SET_CLOCK if error.code == MaterialCode.NOT_YET_VALID else RemedyKind.ROTATE,)
    return _BY_CODE.get(error.code, (RemedyKind.TRY_AGAIN_LATER if error.retryable else RemedyKind.CORRECT_CAUSE,))


def _remedy(kind: RemedyKind, context: RemedyContext) -> Remedy:
    if kind is RemedyKind.PUBLISH and context.is_registered_manually:
        kind = RemedyKind.REGISTER_AND_CONFIRM
    return Remedy(
        kind,
        client=context.client,
        client_id=context.client_id,
        auth_method=context.auth_method,
        environment=context.environment,
        resource=context.resource,
    )


def is_unknown_client(error: MosaicError | None) -> bool:
    """Whether Mosaic reports that it does not know the client by its certificate (RFC 6749 §5.2)."""
    return isinstance(error, MosaicRefusal) and (
        error.status == _UNAUTHORIZED or error.code == OAuthErrorCode.INVALID_CLIENT
    )


def skew(headers: Mapping[str, str], *, issued_at: float | None, now: datetime) -> timedelta | None:
    """Returns how far our clock is ahead of Mosaic's: the larger difference of ``Date`` header and token's ``iat``.

    None if there is neither.
    """
    differences = []
    try:
        date = parsedate_to_datetime(headers.get("date", ""))
        differences.append(now - (date if date.tzinfo else date.replace(tzinfo=UTC)))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if issued_at is not None:
        differences.append(timedelta(seconds=now.timestamp() - issued_at))
    return max(differences, key=abs, default=None)
