"""Reads Mosaic's answers: a token response, or one of its four error formats (docs/mosaic.md §2.3, §2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from mosaic_clients.core.encoding import is_clean_text, parse_json_object
from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal
from mosaic_clients.core.errors.codes import AnswerCode
from mosaic_clients.core.oauth.www_authenticate import read_error

DEFAULT_LIFETIME = 300
"""Seconds assumed if ``expires_in`` is missing, which RFC 6749 §5.1 allows."""

ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a name of RFC 8693 §3
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a name of RFC 8693 §2.1

MAX_LIFETIME = 24 * 3600
MAX_RETRY_AFTER = 3600.0
MAX_DESCRIPTION = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """One unchanged HTTP answer: status, headers with lower-case names, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """A successful answer of the token endpoint (RFC 6749 §5.1). ``expires_in`` is in seconds.

    Missing members are empty. ``issued_token_type`` belongs to a token exchange (RFC 8693 §2.2.1); ``is_access_token``
    is False if the exchange gave another kind of token, which resource servers do not accept.
    """

    access_token: str = field(repr=False)
    expires_in: int
    scope: str
    refresh_token: str = field(default="", repr=False)
    id_token: str = field(default="", repr=False)
    issued_token_type: str = ""
    is_access_token: bool = True


def read_token_answer(answer: Answer, *, now: datetime, grant_type: str = "") -> TokenAnswer:
    """Read an answer of the token endpoint to this grant; only an exchange may give a token that is no access token.

    Raises MosaicRefusal if Mosaic refuses, AnswerUnusable if the answer is not one of Mosaic's.
    """
    payload = read_json(answer, now=now)
    token, token_type = payload.get("access_token"), payload.get("token_type")
    if not isinstance(token, str) or not token or not token.isascii() or not token.isprintable() or " " in token:
        raise AnswerUnusable("The token answer has no usable access_token.", status=answer.status)
    issued_token_type = _token_text(payload, "issued_token_type", answer.status)
    is_other = grant_type == TOKEN_EXCHANGE and issued_token_type not in ("", ACCESS_TOKEN)
    kind = token_type.lower() if isinstance(token_type, str) else ""
    if kind != "bearer" and not (is_other and kind == "n_a"):
        raise AnswerUnusable("The token answer's token_type is not Bearer.", status=answer.status)
    scope = payload.get("scope", "")
    if not is_clean_text(scope):
        raise AnswerUnusable("The token answer's scope is not text.", status=answer.status)
    return TokenAnswer(
        token,
        _lifetime(payload.get("expires_in"), answer.status),
        scope,
        refresh_token=_token_text(payload, "refresh_token", answer.status),
        id_token=_token_text(payload, "id_token", answer.status),
        issued_token_type=issued_token_type,
        is_access_token=kind == "bearer",
    )


def read_json(answer: Answer, *, now: datetime) -> dict[str, Any]:
    """The JSON object of a successful answer; raises MosaicRefusal or AnswerUnusable."""
    if answer.status not in (200, 201):
        raise refusal(answer, now=now)
    try:
        return parse_json_object(answer.body)
    except ValueError:
        raise AnswerUnusable(
            f"The answer is not a JSON object ({_content_type(answer)}).", status=answer.status
        ) from None


def refusal(answer: Answer, *, now: datetime) -> MosaicRefusal | AnswerUnusable:
    """The exception for an answer that is not a success, in any of Mosaic's error formats."""
    if 300 <= answer.status < 400:
        return AnswerUnusable(
            "The server answers with a redirect, which is never followed.",
            code=AnswerCode.REDIRECT,
            status=answer.status,
        )
    try:
        payload = parse_json_object(answer.body)
    except ValueError:
        payload = {}
    code, description = _code(payload), _description(payload)
    if not code:  # an endpoint that takes a bearer, such as userinfo, sends its error in a header (RFC 6750 §3)
        code, in_header = read_error(answer.headers.get("www-authenticate", ""))
        description = description or in_header
    if not code and not description:
        return AnswerUnusable(
            f"HTTP {answer.status} without an error message ({_content_type(answer)}).",
            status=answer.status,
            retry_after=retry_after(answer.headers, now=now),
        )
    return MosaicRefusal(
        f"Mosaic refuses (HTTP {answer.status}, {code or 'no code'}): {description or 'no description'}",
        code=code or f"http_{answer.status}",
        status=answer.status,
        retry_after=retry_after(answer.headers, now=now),
    )


def retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds to wait by ``Retry-After``, which is a number or a date (RFC 9110 §10.2.3): at most an hour."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:10]), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), MAX_RETRY_AFTER)


def _token_text(payload: Mapping[str, Any], member: str, status: int) -> str:
    value = payload.get(member)
    if value is None:
        return ""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or " " in value:
        raise AnswerUnusable(f"The token answer's {member} is not usable.", status=status)
    return value


def read_seconds(value: object) -> float:
    """A positive number of seconds, written as 60, 60.0 or "60"; raises ValueError."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:10])
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise ValueError("not a positive number of seconds")
    return float(value)


def _lifetime(value: object, status: int) -> int:
    if value is None:
        return DEFAULT_LIFETIME
    try:
        return min(int(read_seconds(value)) or 1, MAX_LIFETIME)
    except ValueError as error:
        raise AnswerUnusable(f"The token answer's expires_in is {error}.", status=status) from None


def _code(payload: Mapping[str, Any]) -> str:
    for member in ("error", "ts_error_code", "error_code"):
        value = payload.get(member)
        if isinstance(value, str) and value.isprintable() and 0 < len(value) <= 64:  # a code, not a sentence
            return value
    number = payload.get("error_code")
    return f"http_{number}" if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1000 else ""


def _description(payload: Mapping[str, Any]) -> str:
    value = payload.get("error_description") or payload.get("message") or ""
    if isinstance(value, list):
        value = "; ".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    return "".join(character if character.isprintable() else " " for character in value)[:MAX_DESCRIPTION]


def _content_type(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind if kind.isascii() and kind.isprintable() and 0 < len(kind) <= 64 else "no content type"
