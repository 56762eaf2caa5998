"""The only rule about ``cnf``, for a bearer's own claims and for those of an introspection answer (RFC 8705 §3.1-2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.errors.codes import BearerCode

_is_thumbprint = re.compile(r"[A-Za-z0-9_-]{43}").fullmatch


def check_binding(claims: Mapping[str, Any], presented_x5t_s256: str | None, *, require_bound: bool) -> str | None:
    """Return the thumbprint that the claims are bound to, or None if they are unbound and may be.

    ``presented_x5t_s256`` is the thumbprint of the certificate that the caller proved to hold in TLS, or None. A
    ``cnf`` of a kind that we cannot check is refused (RFC 8705 §3.1, RFC 7800 §3.1). Raises BearerRefused
    ``not_bound``, ``unknown_binding``, ``certificate_missing`` or ``certificate_mismatch``.
    """
    if "cnf" not in claims:
        if require_bound:
            raise BearerRefused("A certificate-bound token is required.", code=BearerCode.NOT_BOUND)
        return None
    confirmation = claims["cnf"]
    if not isinstance(confirmation, dict) or len(confirmation) != 1 or "x5t#S256" not in confirmation:
        raise BearerRefused(
            "The token is bound to something other than a certificate.", code=BearerCode.UNKNOWN_BINDING
        )
    expected = confirmation["x5t#S256"]
    if not isinstance(expected, str) or not _is_thumbprint(expected):
        raise BearerRefused("The token's certificate thumbprint is malformed.", code=BearerCode.UNKNOWN_BINDING)
    if presented_x5t_s256 is None:
        raise BearerRefused(
            "The token is bound to a certificate, and none was presented.", code=BearerCode.CERTIFICATE_MISSING
        )
    if not presented_x5t_s256.isascii() or not compare_digest(expected, presented_x5t_s256):
        raise BearerRefused("The token is bound to another certificate.", code=BearerCode.CERTIFICATE_MISMATCH)
    return expected
