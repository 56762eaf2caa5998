"""An access token that we obtained, looked at as its receiver will: for the doctor, who forgets it at once."""

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
from mosaic_clients.services.signing_keys.current_keys import verify_with_current_keys

_UNRESTRICTED = frozenset[str]()


def is_opaque(token: str) -> bool:
    """Whether a token is no JWS, so that only Mosaic can read it."""
    return token.count(".") != 2


@sensitive_variables()
def issued_at(token: str) -> float | None:
    """The token's ``iat`` before anything is verified, in seconds since the epoch; None where it has none."""
    value = jws.parse(token).claims.get("iat")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


@sensitive_variables()
def verify(token: str, client: Client, credential: Credential) -> VerifiedBearer:
    """Check signature, issuer, audience, times and binding; new signing keys are fetched once where they may help.

    Raises BearerRefused or AnswerUnusable, which say what is wrong, NoUsableSigningKeys, ConfigurationError.
    """
    require_bound_to(token, credential.x5t_s256, binding_expected=client.bound)
    unverified = jws.parse(token)
    policy, now = _policy(client), timezone.now().timestamp()

    def verify_with(keys: SigningKeys) -> VerifiedBearer:
        return verification.verify(unverified, keys, policy, presented_x5t_s256=credential.x5t_s256, now=now)

    try:
        return verify_with_current_keys(client.environment, verify_with)
    except BearerRefused as refusal:
        raise _with_the_claim(refusal, unverified) from None


def _policy(client: Client) -> BearerPolicy:
    """What the environment vouches for, and the client's own resource; who may call us is no question here."""
    policy = client.environment.bearer_policy(leeway=conf.current().LEEWAY, require_bound=client.bound)
    audiences = policy.audiences | ({client.resource} if client.resource else _UNRESTRICTED)
    return replace(policy, audiences=audiences, tenants=_UNRESTRICTED, app_ids=_UNRESTRICTED, client_ids=_UNRESTRICTED)


def _with_the_claim(refusal: BearerRefused, unverified: jws.UnverifiedJWS) -> BearerRefused:
    """The refusal with what the token says, which is no secret of its own."""
    place = {"issuer": ("iss", unverified.claims), "audience": ("aud", unverified.claims)}
    place |= {"algorithm": ("alg", unverified.header), "token_type": ("typ", unverified.header)}
    if refusal.code not in place:
        return refusal
    name, where = place[refusal.code]
    return BearerRefused(f"{refusal.description} It says {name} {str(where.get(name))[:200]!r}.", code=refusal.code)
