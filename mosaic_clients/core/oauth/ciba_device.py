"""CIBA and device requests, which a user approves elsewhere, and Mosaic's answers to them (docs/mosaic.md §6).

CIBA is OpenID Connect Client-Initiated Backchannel Authentication Core 1.0 (§7.1, §7.3), the device flow is RFC 8628.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from mosaic_clients.core.errors import AnswerUnusable, IdTokenRefused, ParameterRefused
from mosaic_clients.core.errors.codes import IdTokenCode
from mosaic_clients.core.oauth.id_token import check_hash, read
from mosaic_clients.core.oauth.request_parameters import form_of, require_text
from mosaic_clients.core.oauth.responses import Answer, read_json, read_seconds

DEFAULT_LIFETIME = 600
"""Seconds until a request expires, if Mosaic's answer does not say."""

LONGEST_LIFETIME = 24 * 3600
MAX_INTERVAL = 300
HINTS = ("login_hint", "login_hint_token", "id_token_hint")

AUTH_REQ_ID = "urn:openid:params:jwt:claim:auth_req_id"
RT_HASH = "urn:openid:params:jwt:claim:rt_hash"
"""Claims that tie an ID token to one backchannel request (CIBA Core §10.3.1): optional except in push mode."""

_is_binding_message = re.compile(r"[0-9A-Za-z\-._+/!?#]{1,20}").fullmatch


@dataclass(frozen=True, slots=True)
class BackchannelAnswer:
    """Mosaic's answer to an accepted CIBA request. Times are in seconds.

    ``interval`` is None and ``link`` is empty if the answer has none.
    """

    auth_req_id: str = field(repr=False)
    expires_in: int
    interval: float | None
    link: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeviceAnswer:
    """Mosaic's answer to an accepted device request. Times are in seconds; ``interval`` is None if it has none."""

    device_code: str = field(repr=False)
    user_code: str = field(repr=False)
    verification_uri: str
    verification_uri_complete: str = field(repr=False)
    expires_in: int
    interval: float | None


def backchannel_parameters(
    *, scope: str, binding_message: str, requested_expiry: int | None, **others: str | Mapping[str, Any] | None
) -> dict[str, str]:
    """The form of a CIBA request, checked here so that a mistake is not sent. ``others`` are sent unchanged.

    Raises ParameterRefused for no hint or several, a binding message that a phone may not show, or no openid scope.
    """
    if sum(bool(others.get(name)) for name in HINTS) != 1:
        raise ParameterRefused(f"Give exactly one of {', '.join(HINTS)}.")
    if binding_message and not _is_binding_message(str(binding_message)):  # form_of refuses anything but text
        raise ParameterRefused("A binding message must have 1 to 20 characters out of 0-9 A-Z a-z - . _ + / ! ? #.")
    if requested_expiry is not None and (type(requested_expiry) is not int or requested_expiry <= 0):
        raise ParameterRefused("The requested expiry must be a positive whole number of seconds.")
    if "openid" not in require_text("scope", scope).split():
        raise ParameterRefused("A backchannel authentication needs the scope openid.")
    return form_of(
        scope=scope,
        binding_message=binding_message,
        requested_expiry="" if requested_expiry is None else str(requested_expiry),
        **others,
    )


def read_backchannel_answer(answer: Answer, *, now: datetime) -> BackchannelAnswer:
    """Read an answer of the backchannel endpoint; raises MosaicRefusal or AnswerUnusable."""
    members = _Members("backchannel", read_json(answer, now=now), answer.status)
    return BackchannelAnswer(
        auth_req_id=members.code("auth_req_id"),
        expires_in=members.lifetime(),
        interval=members.interval(),
        link=members.url("link") if members.has("link") else "",
    )


def read_device_answer(answer: Answer, *, now: datetime) -> DeviceAnswer:
    """Read an answer of the device authorization endpoint (RFC 8628 §3.2); raises MosaicRefusal or AnswerUnusable.

    Accepts ``verification_url`` as well: Mosaic's specification has both spellings.
    """
    members = _Members("device", read_json(answer, now=now), answer.status)
    complete = "verification_uri_complete"
    return DeviceAnswer(
        device_code=members.code("device_code"),
        user_code=members.user_code(),
        verification_uri=members.url("verification_uri" if members.has("verification_uri") else "verification_url"),
        verification_uri_complete=members.url(complete) if members.has(complete) else "",
        expires_in=members.lifetime(),
        interval=members.interval(),
    )


@dataclass(frozen=True, slots=True)
class _Members:
    """The members of one answer, each read as its type; raises AnswerUnusable, which names the member."""

    kind: str
    payload: Mapping[str, Any] = field(repr=False)
    status: int

    def has(self, name: str) -> bool:
        return self.payload.get(name) is not None

    def code(self, name: str) -> str:
        """An opaque code that is sent back in a form: visible ASCII."""
        value = self.payload.get(name)
        if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable() or " " in value:
            raise self._unusable(name)
        return value

    def user_code(self) -> str:
        """The code that a person types; it may contain spaces."""
        value = self.payload.get("user_code")
        if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > 100:
            raise self._unusable("user_code")
        return value

    def url(self, name: str) -> str:
        """An https URL to show to people: a page must not contain any other scheme."""
        value = self.payload.get(name)
        try:
            parts = urlsplit(value) if isinstance(value, str) and value.isprintable() and " " not in value else None
        except ValueError:
            parts = None
        if not isinstance(value, str) or parts is None or parts.scheme != "https" or not parts.hostname:
            raise self._unusable(name)
        return value

    def lifetime(self) -> int:
        """``expires_in``, or Mosaic's own default if it is missing."""
        value = self._seconds("expires_in")
        return DEFAULT_LIFETIME if value is None else min(int(value) or 1, LONGEST_LIFETIME)

    def interval(self) -> float | None:
        """``interval``, at most MAX_INTERVAL, or None if it is missing."""
        value = self._seconds("interval")
        return None if value is None else min(value, float(MAX_INTERVAL))

    def _seconds(self, name: str) -> float | None:
        value = self.payload.get(name)
        try:
            return None if value is None else read_seconds(value)
        except ValueError:
            raise self._unusable(name) from None

    def _unusable(self, name: str) -> AnswerUnusable:
        return AnswerUnusable(f"The {name} of the {self.kind} answer is not usable.", status=self.status)


def check_backchannel_claims(id_token: str, *, auth_req_id: str, refresh_token: str) -> None:
    """Refuse a verified ID token that names another request or another refresh token.

    ``auth_req_id`` is empty for a device request, ``refresh_token`` if Mosaic gave none. Raises IdTokenRefused
    ``auth_req_id_mismatch`` or ``rt_hash_mismatch``.
    """
    unverified = read(id_token)
    claim = unverified.claims.get(AUTH_REQ_ID)
    if AUTH_REQ_ID in unverified.claims and not (
        isinstance(claim, str) and hmac.compare_digest(claim.encode("utf-8", "replace"), auth_req_id.encode())
    ):
        raise IdTokenRefused("The ID token answers another backchannel request.", code=IdTokenCode.AUTH_REQ_ID_MISMATCH)
    if RT_HASH in unverified.claims:
        check_hash(
            {"rt_hash": unverified.claims[RT_HASH]}, "rt_hash", refresh_token, algorithm=unverified.header["alg"]
        )
