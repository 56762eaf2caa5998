"""Turns the arguments of a call into form parameters, and refuses those that Mosaic could not accept.

No error text contains a value: it may be a secret.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from mosaic_clients.core.encoding import is_clean_text, parse_json_object
from mosaic_clients.core.errors import ParameterRefused

MAX_TOKEN = 16 * 1024
CLIENT_AUTHENTICATION = frozenset({"client_id", "client_secret", "client_assertion", "client_assertion_type"})
"""Parameters that identify and authenticate the client: they come from its row and certificate, never from a caller."""

_is_visible = re.compile(r"[\x21-\x7e]+").fullmatch


def form_of(**parameters: object) -> dict[str, str]:
    """The parameters that are not empty, a mapping as JSON; raises ParameterRefused if a form cannot carry one."""
    form = {}
    for name, value in parameters.items():
        if name in CLIENT_AUTHENTICATION:
            raise ParameterRefused(f"The parameter {name} cannot be set by the caller: it comes from the client.")
        if value not in (None, "", {}):
            form[name] = json_text(name, value) if isinstance(value, Mapping) else require_text(name, value)
    return form


def json_text(name: str, value: object) -> str:
    """A JSON object as text: serializes a mapping and keeps a text unchanged. Raises ParameterRefused."""
    try:
        text = _serialized(value) if isinstance(value, Mapping) else require_text(name, value)
        parse_json_object(text.encode())
    except (TypeError, ValueError, RecursionError):
        raise ParameterRefused(f"The parameter {name} is not a JSON object. Give a mapping or JSON text.") from None
    return text


def require_text(name: str, value: object) -> str:
    """Return ``value`` if it is text that a form and a database can carry; raises ParameterRefused."""
    if isinstance(value, str) and is_clean_text(value):
        return value
    raise ParameterRefused(f"The parameter {name} is not text.")


def require_token(value: object) -> str:
    """Return ``value`` if it can be a token or code: visible ASCII (RFC 6749 §A.12, §A.17), at most MAX_TOKEN long.

    Raises ParameterRefused.
    """
    if isinstance(value, str) and len(value) <= MAX_TOKEN and _is_visible(value):
        return value
    raise ParameterRefused("This is not a token: it is empty, too long, not text, or contains invalid characters.")


def _serialized(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), separators=(",", ":"), ensure_ascii=False, allow_nan=False)


_LONGEST_RESOURCE = 500


def is_resource(text: str) -> bool:
    """Whether it can be a token's resource: an absolute URI without fragment (RFC 8707 §2), at most 500 characters."""
    try:
        is_short = len(text) <= _LONGEST_RESOURCE and text.isprintable() and " " not in text
        return is_short and bool(urlsplit(text).scheme) and "#" not in text
    except ValueError:
        return False
