"""The arguments of a call as the parameters of a form, refused here where Mosaic could not take them.

No message holds a value: it may be a secret, and it may be anything at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from mosaic_clients.core.encoding import is_clean_text, parse_json_object
from mosaic_clients.core.errors import ParameterRefused

MAX_TOKEN = 16 * 1024
WHO_WE_ARE = frozenset({"client_id", "client_secret", "client_assertion", "client_assertion_type"})
"""What says who calls, and proves it: that is the client's row and its certificate, never an argument."""

_is_visible = re.compile(r"[\x21-\x7e]+").fullmatch


def form_of(**parameters: object) -> dict[str, str]:
    """Only what says something; a mapping is sent as JSON. Raises ParameterRefused for what no form can carry."""
    form = {}
    for name, value in parameters.items():
        if name in WHO_WE_ARE:
            raise ParameterRefused(f"The parameter {name} is not yours to set: the client's row and certificate do.")
        if value not in (None, "", {}):
            form[name] = json_text(name, value) if isinstance(value, Mapping) else require_text(name, value)
    return form


def json_text(name: str, value: object) -> str:
    """A JSON object as text: a mapping written, and a text that is one already as it is. Raises ParameterRefused."""
    try:
        text = _written(value) if isinstance(value, Mapping) else require_text(name, value)
        parse_json_object(text.encode())
    except (TypeError, ValueError, RecursionError):
        raise ParameterRefused(f"The parameter {name} is no JSON object: give a mapping or its text.") from None
    return text


def require_text(name: str, value: object) -> str:
    """A text that a form and a database can carry; raises ParameterRefused for any other value."""
    if isinstance(value, str) and is_clean_text(value):
        return value
    raise ParameterRefused(f"The parameter {name} is not text.")


def require_token(value: object) -> str:
    """A token, code or the like: visible ASCII (RFC 6749 §A.12, §A.17) within reason; raises ParameterRefused."""
    if isinstance(value, str) and len(value) <= MAX_TOKEN and _is_visible(value):
        return value
    raise ParameterRefused("That is no token: it is empty, too long, no text, or holds what no token holds.")


def _written(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), separators=(",", ":"), ensure_ascii=False, allow_nan=False)


_LONGEST_RESOURCE = 500


def is_resource(text: str) -> bool:
    """Whether a token may be asked for it: an absolute URI without fragment (RFC 8707 §2), at most 500 characters."""
    try:
        is_short = len(text) <= _LONGEST_RESOURCE and text.isprintable() and " " not in text
        return is_short and bool(urlsplit(text).scheme) and "#" not in text
    except ValueError:
        return False
