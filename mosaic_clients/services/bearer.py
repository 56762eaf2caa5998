"""Verify an incoming bearer against the environment that its issuer names.

A token that was verified with the current keys and policies is not verified again: the clock and the certificate are
checked on every request, the signature is not.
"""

from __future__ import annotations

import logging
import time

from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core import bearer as core
from mosaic_clients.core.bearer import BearerPolicy, VerifiedBearer
from mosaic_clients.core.errors import BearerRefused, NoUsableSigningKeys
from mosaic_clients.core.signed_text import UnverifiedText
from mosaic_clients.services import denylist, signing_keys, trust
from mosaic_clients.services.trust import Beliefs, Trust
from mosaic_clients.services.verified_bearers import Remembered, verified

logger = logging.getLogger("mosaic_clients.bearer")

_MENDED_BY_NEW_KEYS = {"unknown_kid", "bad_signature"}


@sensitive_variables()
def verify(token: str, *, presented_x5t_s256: str | None, require_bound: bool = False) -> VerifiedBearer:
    """Verify a bearer, binding included.

    ``presented_x5t_s256`` is the thumbprint of the certificate the caller holds, or None; ``require_bound`` refuses
    tokens without ``cnf`` (so do the setting REQUIRE_BOUND_TOKENS and an environment's ``require_bound``).
    Raises BearerRefused or NoUsableSigningKeys, and DatabaseError where the database was never read and cannot be.
    """
    try:
        return _recall(token, presented_x5t_s256, require_bound=require_bound) or _verify(
            token, presented_x5t_s256, require_bound=require_bound
        )
    except BearerRefused as error:
        logger.info("bearer refused: %s", error.code)
        raise


# No decorator from here on: that of ``verify``, which alone calls it, hides the variables of every frame below.
def _recall(token: str, presented: str | None, *, require_bound: bool) -> VerifiedBearer | None:
    if len(token) > core.MAX_TOKEN:
        raise BearerRefused("The token is too large.", code="too_large")  # before it is hashed
    if not verified.is_current():
        _rely_on_what_holds_now()
        if denylist.is_denied(token):
            return None
    return verified.recall(token, presented, require_bound=require_bound)


def _verify(token: str, presented: str | None, *, require_bound: bool) -> VerifiedBearer:
    under = verified.under
    if denylist.is_denied(token):  # whatever it looks like
        raise BearerRefused("The token was revoked.", code="revoked")
    bearer, by = _verify_by_any(trust.beliefs(), core.parse(token), presented, require_bound=require_bound)
    verified.keep(token, under, Remembered(bearer, *core.good_between(bearer, by.policy, until=by.ends_at)))
    return bearer


def _rely_on_what_holds_now() -> None:
    """Read beliefs and denylist where they are too old; forget what was verified where either has changed."""
    beliefs, denied = trust.beliefs(), denylist.current()
    # Of a denylist that is too long to be held, the database must be asked for each token.
    until = min(beliefs.read_at, denied.read_at) + conf.current().REREAD if denied.is_whole else 0.0
    verified.rely_on((beliefs.version, denied.digests), beliefs.made_with, until=until)


def _verify_by_any(
    beliefs: Beliefs, unverified: UnverifiedText, presented: str | None, *, require_bound: bool
) -> tuple[VerifiedBearer, Trust]:
    """Ask each environment that accepts the (still unverified) issuer; each verifies it again, exactly."""
    issuer = unverified.claims.get("iss")
    refused: BearerRefused | None = None
    keyless: NoUsableSigningKeys | None = None
    for candidate in beliefs.by_issuer.get(issuer, ()) if isinstance(issuer, str) else ():
        try:
            return _verify_by(candidate, unverified, presented, require_bound=require_bound), candidate
        except BearerRefused as error:
            refused = error
        except NoUsableSigningKeys as error:  # another environment of that issuer may have them
            keyless = error
    raise keyless or refused or BearerRefused("The token's iss is not accepted.", code="issuer")


def _verify_by(
    candidate: Trust, unverified: UnverifiedText, presented: str | None, *, require_bound: bool
) -> VerifiedBearer:
    now, policy, keys = time.time(), _policy(candidate, require_bound=require_bound), candidate.keys
    if keys is None or now >= candidate.ends_at:
        keys = signing_keys.usable(candidate.environment)
        trust.forget()
    try:
        return core.verify(unverified, keys, policy, presented_x5t_s256=presented, now=now)
    except BearerRefused as error:
        if error.code not in _MENDED_BY_NEW_KEYS:
            raise
        refetched = signing_keys.refetch(candidate.environment, keys)
        if refetched is None:
            raise
        trust.forget()
    return core.verify(unverified, refetched, policy, presented_x5t_s256=presented, now=now)


def _policy(candidate: Trust, *, require_bound: bool) -> BearerPolicy:
    return candidate.bound_policy if require_bound else candidate.policy
