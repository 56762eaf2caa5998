"""Checks an access token as its recipient will. The doctor obtains the token only for this, and does not store it."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.bearer import verification
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose import jws
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.signing_keys.refetching import verify_with_current_keys

_UNRESTRICTED = frozenset[str]()


def is_opaque(token: str) -> bool:
    """Return whether a token is not a JWS, so that only Mosaic can read it."""
    return token.count(".") != 2


@sensitive_variables()
def issued_at(token: str) -> float | None:
    """Return the token's ``iat`` without verification, in seconds since the epoch, or None."""
    value = jws.parse(token).claims.get("iat")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


@sensitive_variables()
def verify(token: str, client: Client, credential: Credential) -> VerifiedBearer:
    """Check signature, issuer, audience, times and binding. Fetches new signing keys once if they may help.

    Raises BearerRefused or AnswerUnusable with the reason, NoUsableSigningKeys or ConfigurationError.
    """
    require_bound_to(token, credential.x5t_s256, binding_expected=client.bound)
    unverified = jws.parse(token)
    policy, now = _policy(client), timezone.now().timestamp()

    def verify_with(keys: SigningKeys) -> VerifiedBearer:
        return verification.verify(unverified, keys, policy, presented_x5t_s256=credential.x5t_s256, now=now)

    try:
        return verify_with_current_keys(client.environment, verify_with)
    except BearerRefused as refusal:
        raise _with_claim_value(refusal, unverified) from None


def _policy(client: Client) -> BearerPolicy:
    """Return the environment's policy plus the client's own resource, without the allow-lists for our own callers."""
    policy = client.environment.bearer_policy(leeway=conf.current().LEEWAY, require_bound=client.bound)
    audiences = policy.audiences | ({client.resource} if client.resource else _UNRESTRICTED)
    return replace(policy, audiences=audiences, tenants=_UNRESTRICTED, app_ids=_UNRESTRICTED, client_ids=_UNRESTRICTED)


def _with_claim_value(refusal: BearerRefused, unverified: jws.UnverifiedJWS) -> BearerRefused:
    """Return the refusal with the refused value, which is not secret."""
    place = {"issuer": ("iss", unverified.claims), "audience": ("aud", unverified.claims)}
    place |= {"algorithm": ("alg", unverified.header), "token_type": ("typ", unverified.header)}
    if refusal.code not in place:
        return refusal
    name, where = place[refusal.code]
    return BearerRefused(
        f"{refusal.description} The token has {name} {str(where.get(name))[:200]!r}.", code=refusal.code
    )
