"""The authorization endpoint's answer, which the browser brings back: the code of our request, or a refusal.

The checks are in the order in which they are applied: an answer that is not to our request is not read any further.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from mosaic_clients.core.errors import AuthorizationRefused, CallbackRefused, ParameterRefused
from mosaic_clients.core.errors.codes import CallbackCode

MAX_PARAMETERS = 50
MAX_VALUE = 4096
MAX_CODE = 64
MAX_DESCRIPTION = 300


def pairs_of(answer: str | Mapping[str, Any]) -> list[tuple[str, str]]:
    """All parameters of an answer, including repeated ones.

    ``answer`` is the whole URL that the browser returned to, only its query, or a mapping such as ``request.GET``.
    Raises CallbackRefused ``malformed``, or ParameterRefused if it is none of these.
    """
    if isinstance(answer, str):
        query = answer.partition("#")[0].partition("?")[2] if "?" in answer else answer
        try:
            return parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS)
        except ValueError:
            raise CallbackRefused("The answer is not a readable query.", code=CallbackCode.MALFORMED) from None
    if not isinstance(answer, Mapping) and not hasattr(answer, "lists"):
        raise ParameterRefused("The answer must be a URL, a query, or a mapping such as request.GET.")
    lists = getattr(answer, "lists", None)  # as a mapping, Django's QueryDict has only the last of several values
    if lists is None:
        return [(str(name), str(value)) for name, value in answer.items()]
    return [(name, value) for name, values in lists() for value in values]


def read_code(
    parameters: Iterable[tuple[str, str]], *, state: str, issuers: frozenset[str], issuer_required: bool
) -> str:
    """The authorization code of an answer to the request that had this ``state``.

    ``parameters`` are all pairs of the query, including repeated ones. ``iss`` must be one of ``issuers`` if it is
    present, and must be present if Mosaic announces it (RFC 9207 §2.4). Raises CallbackRefused ``duplicate_parameter``,
    ``malformed``, ``state_mismatch``, ``issuer_missing``, ``issuer_mismatch``, ``code_missing``, or
    AuthorizationRefused with Mosaic's own code.
    """
    by_name = _each_once(parameters)
    if not state or not hmac.compare_digest(by_name.get("state", "").encode(), state.encode()):
        raise CallbackRefused("The answer belongs to another login. Log in again.", code=CallbackCode.STATE_MISMATCH)
    _check_issuer(by_name.get("iss"), issuers, required=issuer_required)
    if "error" in by_name:
        raise _refusal(by_name)
    code = by_name.get("code", "")
    if not code or not code.isascii():  # RFC 6749 §A.11
        raise CallbackRefused("The answer has no usable authorization code.", code=CallbackCode.CODE_MISSING)
    return code


def _each_once(parameters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Refuse a repeated parameter: every reader of an answer must see the same value (RFC 6749 §3.1)."""
    by_name: dict[str, str] = {}
    for name, value in parameters:
        if name in by_name:
            raise CallbackRefused("The answer repeats a parameter.", code=CallbackCode.DUPLICATE_PARAMETER)
        if len(value) > MAX_VALUE or not value.isprintable():
            raise CallbackRefused("The answer has a parameter that is not usable.", code=CallbackCode.MALFORMED)
        by_name[name] = value
    return by_name


def _check_issuer(issuer: str | None, issuers: frozenset[str], *, required: bool) -> None:
    """Check whose answer it is: otherwise one server could pass its code off as another server's (RFC 9207 §4)."""
    if issuer is None:
        if required:
            raise CallbackRefused("The answer does not name its issuer.", code=CallbackCode.ISSUER_MISSING)
    elif issuer not in issuers:
        raise CallbackRefused("The answer is from another issuer.", code=CallbackCode.ISSUER_MISMATCH)


def _refusal(parameters: dict[str, str]) -> AuthorizationRefused:
    code = parameters["error"]
    if not (0 < len(code) <= MAX_CODE and code.isascii() and code.replace("_", "").replace("-", "").isalnum()):
        code = "unknown_error"
    description = parameters.get("error_description", "")[:MAX_DESCRIPTION] or "no description"
    return AuthorizationRefused(f"The login was refused ({code}): {description}", code=code)
