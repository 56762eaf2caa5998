"""The error of a ``WWW-Authenticate`` header: where a protected resource says why it refuses a bearer (RFC 6750 §3)."""

from __future__ import annotations

import re

MAX_HEADER = 2048
MAX_DESCRIPTION = 300

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110 §5.6.2, a grammar
# One step through a list of challenges (RFC 9110 §11.6.1): a scheme, a parameter, or the first behind the second.
_STEP = re.compile(
    rf"(?:(?P<scheme>{_TOKEN})(?:[ ]+|(?=,)|$))?"
    rf'(?:(?P<name>{_TOKEN})[ \t]*=[ \t]*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>{_TOKEN})))?'
    r"[ \t]*(?:,[ \t]*|$)"
)
_is_code = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}").fullmatch
# RFC 6750 §3's characters, as prose: what has no blank for so long is no word, and may be the token sent back.
_is_prose = re.compile(r"(?:[\x21\x23-\x5b\x5d-\x7e]{1,24}(?: +|$))+").fullmatch


def read_error(header: str) -> tuple[str, str]:
    """The ``error`` and ``error_description`` of the header's Bearer challenge; empty where there is none to be read.

    A header that is not as RFC 9110 writes it, is too long, or gives a parameter twice says nothing at all.
    """
    given: dict[str, str] = {}
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
        if name in given:
            return "", ""
        given[name] = value
    code, description = given.get("error", ""), given.get("error_description", "")[:MAX_DESCRIPTION]
    return (code, description if _is_prose(description) else "") if _is_code(code) else ("", "")
