"""Reads the error of a ``WWW-Authenticate`` header: why a protected resource refuses a bearer (RFC 6750 §3)."""

from __future__ import annotations

import re

MAX_HEADER = 2048
MAX_DESCRIPTION = 300

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - the grammar of RFC 9110 §5.6.2
# One step through a list of challenges (RFC 9110 §11.6.1): a scheme, a parameter, or a scheme with its first parameter.
_STEP = re.compile(
    rf"(?:(?P<scheme>{_TOKEN})(?:[ ]+|(?=,)|$))?"
    rf'(?:(?P<name>{_TOKEN})[ \t]*=[ \t]*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>{_TOKEN})))?'
    r"[ \t]*(?:,[ \t]*|$)"
)
_is_code = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}").fullmatch
# The characters of RFC 6750 §3, as prose: a longer run without a space is not a word and may be the token itself.
_is_prose = re.compile(r"(?:[\x21\x23-\x5b\x5d-\x7e]{1,24}(?: +|$))+").fullmatch


def read_error(header: str) -> tuple[str, str]:
    """The ``error`` and ``error_description`` of the header's Bearer challenge; both empty if there is none.

    Both are also empty for a header that violates RFC 9110, is too long, or repeats a parameter.
    """
    parameters: dict[str, str] = {}
    scheme, position = "", 0
    if len(header) > MAX_HEADER:
        return "", ""
    while position < len(header):
        step = _STEP.match(header, position)
        if step is None or step.end() == position:
            return "", ""
        position = step.end()
        scheme = (step["scheme"] or scheme).lower()
        if scheme != "bearer" or step["name"] is None:
            continue
        name, value = step["name"].lower(), step["bare"] or step["quoted"] or ""
        if name in parameters:
            return "", ""
        parameters[name] = value
    code, description = parameters.get("error", ""), parameters.get("error_description", "")[:MAX_DESCRIPTION]
    return (code, description if _is_prose(description) else "") if _is_code(code) else ("", "")
