"""What a browser brings back from the authorization endpoint: the code of our request, or a named refusal.

The rules stand in the order they are applied: an answer that is not to our request says nothing we listen to.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from mosaic_clients.core.errors import AuthorizationRefused, CallbackRefused, ParameterRefused

MAX_PARAMETERS = 50
MAX_VALUE = 4096
MAX_CODE = 64
MAX_DESCRIPTION = 300


def pairs_of(answer: str | Mapping[str, Any]) -> list[tuple[str, str]]:
    """All parameters of an answer, repeated ones too.

    ``answer`` is the whole address that the browser came back to, its query alone, or a mapping of them, such as a
    request's ``GET``. Raises CallbackRefused ``malformed``, ParameterRefused where it is none of them.
    """
    if isinstance(answer, str):
        query = answer.partition("#")[0].partition("?")[2] if "?" in answer else answer
        try:
            return parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS)
        except ValueError:
            raise CallbackRefused("The answer is not a query that can be read.", code="malformed") from None
    if not isinstance(answer, Mapping) and not hasattr(answer, "lists"):
        raise ParameterRefused("The answer is an address, a query, or a mapping such as request.GET.")
    lists = getattr(answer, "lists", None)  # Django's QueryDict shows the last value of several only
    if lists is None:
        return [(str(name), str(value)) for name, value in answer.items()]
    return [(name, value) for name, values in lists() for value in values]


def read_code(
    parameters: Iterable[tuple[str, str]], *, state: str, issuers: frozenset[str], issuer_required: bool
) -> str:
    """The authorization code of an answer to the request that had this ``state``.

    ``parameters`` are all pairs of the query, repeated ones too. ``iss`` must be one of ``issuers`` where it is given,
    and must be given where Mosaic says it sends it (RFC 9207 §2.4). Raises CallbackRefused ``duplicate_parameter``,
    ``malformed``, ``state_mismatch``, ``issuer_missing``, ``issuer_mismatch``, ``code_missing``, or
    AuthorizationRefused with Mosaic's own code.
    """
    given = _each_once(parameters)
    if not state or not hmac.compare_digest(given.get("state", "").encode(), state.encode()):
        raise CallbackRefused("The answer belongs to another login: start again.", code="state_mismatch")
    _check_issuer(given.get("iss"), issuers, required=issuer_required)
    if "error" in given:
        raise _refusal(given)
    code = given.get("code", "")
    if not code or not code.isascii():  # RFC 6749 §A.11
        raise CallbackRefused("The answer holds no usable authorization code.", code="code_missing")
    return code


def _each_once(parameters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Two readers of one answer must see one thing (RFC 6749 §3.1)."""
    given: dict[str, str] = {}
    for name, value in parameters:
        if name in given:
            raise CallbackRefused("The answer repeats a parameter.", code="duplicate_parameter")
        if len(value) > MAX_VALUE or not value.isprintable():
            raise CallbackRefused("The answer holds a parameter that is not usable.", code="malformed")
        given[name] = value
    return given


def _check_issuer(issuer: str | None, issuers: frozenset[str], *, required: bool) -> None:
    """Whose answer it is: with two servers, one could pass its code off as the other's (RFC 9207 §4)."""
    if issuer is None:
        if required:
            raise CallbackRefused("The answer does not say which issuer it is from.", code="issuer_missing")
    elif issuer not in issuers:
        raise CallbackRefused("The answer is from another issuer.", code="issuer_mismatch")


def _refusal(given: dict[str, str]) -> AuthorizationRefused:
    code = given["error"]
    if not (0 < len(code) <= MAX_CODE and code.isascii() and code.replace("_", "").replace("-", "").isalnum()):
        code = "unknown_error"
    description = given.get("error_description", "")[:MAX_DESCRIPTION] or "no description"
    return AuthorizationRefused(f"The login was refused ({code}): {description}", code=code)
