"""What ties an ID token to one backchannel request (CIBA Core §10.3.1): required when pushed, checked when there."""

from __future__ import annotations

import hmac

from mosaic_clients.core.errors import IdTokenRefused
from mosaic_clients.core.id_token import check_hash, read

AUTH_REQ_ID = "urn:openid:params:jwt:claim:auth_req_id"
RT_HASH = "urn:openid:params:jwt:claim:rt_hash"


def check_backchannel_claims(id_token: str, *, auth_req_id: str, refresh_token: str) -> None:
    """Refuse an ID token, verified before, that names another request or another refresh token.

    ``auth_req_id`` is empty for a device request, ``refresh_token`` where none came. Raises IdTokenRefused
    ``auth_req_id_mismatch`` or ``rt_hash_mismatch``.
    """
    unverified = read(id_token)
    given = unverified.claims.get(AUTH_REQ_ID)
    if AUTH_REQ_ID in unverified.claims and not (
        isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), auth_req_id.encode())
    ):
        raise IdTokenRefused("The ID token answers another backchannel request.", code="auth_req_id_mismatch")
    if RT_HASH in unverified.claims:
        check_hash(
            {"rt_hash": unverified.claims[RT_HASH]}, "rt_hash", refresh_token, algorithm=unverified.header["alg"]
        )
