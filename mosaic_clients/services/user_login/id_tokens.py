"""Verifies ID tokens with the same signing keys as bearers."""

from __future__ import annotations

import time
from datetime import datetime

from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.oauth import id_token as core
from mosaic_clients.core.oauth.id_token import Expected, IdToken, IdTokenPolicy
from mosaic_clients.models import Client
from mosaic_clients.services.signing_keys.refetching import verify_with_current_keys


@sensitive_variables()
def verify(client: Client, token: str, expected: Expected, *, received_at: datetime | None = None) -> IdToken:
    """Verify an ID token that was issued to ``client``. Fetches new signing keys once if they may help.

    Checks its times as of ``received_at`` (aware), by default now. Raises IdTokenRefused, or NoUsableSigningKeys if
    there are no keys to verify it with.
    """
    environment = client.environment
    policy = IdTokenPolicy(
        issuers=frozenset(environment.issuers),
        algorithms=frozenset(environment.algorithms),
        client_id=client.client_id,
        leeway=conf.current().LEEWAY,
    )
    unverified = core.read(token)
    now = time.time() if received_at is None else received_at.timestamp()

    def verify_with(keys: SigningKeys) -> IdToken:
        return core.verify(unverified, keys, policy, expected, now=now)

    return verify_with_current_keys(environment, verify_with)
