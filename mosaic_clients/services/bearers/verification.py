"""Verifies an incoming bearer against the environments of its issuer.

A token that was verified with the current keys and policies is cached. The times and the certificate are checked on
every request, the signature is not.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time

from mosaic_clients.core.bearer import verification as core
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import BearerRefused, NoUsableSigningKeys
from mosaic_clients.core.errors.codes import BearerCode
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.jose.jws import UnverifiedJWS
from mosaic_clients.services.bearers import denylist, issuer_snapshot
from mosaic_clients.services.bearers.issuer_snapshot import IssuerSnapshot, TrustedIssuer
from mosaic_clients.services.bearers.verified_cache import CachedBearer, VerifiedCache, current_cache
from mosaic_clients.services.signing_keys.refetching import verify_with_current_keys
from mosaic_clients.services.signing_keys.refresh import renew_neglected

logger = logging.getLogger("mosaic_clients.bearer")


# Without sensitive_variables, which would slow down every request. The caller's decorator hides all frames below.
def verify(token: str, *, presented_x5t_s256: str | None, require_bound: bool = False) -> VerifiedBearer:
    """Verify a bearer, binding included.

    ``presented_x5t_s256`` is the thumbprint of the caller's certificate, or None. ``require_bound`` refuses tokens
    without ``cnf``, as do the setting REQUIRE_BOUND_TOKENS and an environment's ``require_bound``. Raises BearerRefused
    or NoUsableSigningKeys, and DatabaseError if the database cannot be read and there is no earlier reading.
    """
    try:
        digest, cache = _digest(token), current_cache()
        cached = cache.get(digest)
        if cached is not None and _is_valid(cached, presented_x5t_s256, require_bound=require_bound):
            return cached.bearer
        return _verify(token, digest, cache, presented_x5t_s256, require_bound=require_bound)
    except BearerRefused as error:
        logger.info("bearer refused: %s", error.code)
        raise


def _digest(token: str) -> bytes:
    if len(token) > core.MAX_TOKEN:
        raise BearerRefused("The token is too large.", code=BearerCode.TOO_LARGE)
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _is_valid(cached: CachedBearer, presented: str | None, *, require_bound: bool) -> bool:
    """Return whether a cached bearer is valid now and with this certificate. If not, verify it again for the reason."""
    bearer, begins_at, ends_at = cached
    if not begins_at <= time.time() < ends_at:
        return False
    expected = bearer.x5t_s256
    if expected is None:
        return not require_bound
    return presented is not None and hmac.compare_digest(expected.encode(), presented.encode())


def _verify(
    token: str, digest: bytes, cache: VerifiedCache, presented: str | None, *, require_bound: bool
) -> VerifiedBearer:
    if denylist.is_denied(token, cache.revoked.value):  # before parsing, so that opaque tokens are refused too
        raise BearerRefused("The token was revoked.", code=BearerCode.REVOKED)
    issuers = cache.issuers.value
    bearer, issuer = _verify_by_any(issuers, core.parse(token), presented, require_bound=require_bound)
    cache.put(digest, CachedBearer(bearer, *core.validity_window(bearer, issuer.policy, until=issuer.ends_at)))
    return bearer


def _verify_by_any(
    issuers: IssuerSnapshot, unverified: UnverifiedJWS, presented: str | None, *, require_bound: bool
) -> tuple[VerifiedBearer, TrustedIssuer]:
    """Try each environment of the unverified issuer. Each one verifies the issuer itself."""
    name = unverified.claims.get("iss")
    refused: BearerRefused | None = None
    keyless: NoUsableSigningKeys | None = None
    for issuer in issuers.by_issuer.get(name, ()) if isinstance(name, str) else ():
        try:
            return _verify_by(issuer, unverified, presented, require_bound=require_bound), issuer
        except BearerRefused as error:
            refused = error
        except NoUsableSigningKeys as error:  # another environment of that issuer may have keys
            keyless = error
    raise keyless or refused or BearerRefused("The token's iss is not accepted.", code=BearerCode.ISSUER)


def _verify_by(
    issuer: TrustedIssuer, unverified: UnverifiedJWS, presented: str | None, *, require_bound: bool
) -> VerifiedBearer:
    now, policy = time.time(), issuer.bound_policy if require_bound else issuer.policy
    has_keys = issuer.keys is not None and now < issuer.ends_at
    if not has_keys:
        core.check_all_but_signature(unverified, policy, presented_x5t_s256=presented, now=now)

    def verify_with(keys: SigningKeys) -> VerifiedBearer:
        return core.verify(unverified, keys, policy, presented_x5t_s256=presented, now=now)

    bearer = verify_with_current_keys(
        issuer.environment,
        verify_with,
        keys=issuer.keys if has_keys else None,
        on_new_keys=issuer_snapshot.invalidate,
    )
    if issuer.is_neglected and renew_neglected(issuer.environment):
        issuer_snapshot.invalidate()
    return bearer
