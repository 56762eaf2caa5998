"""Verify an ID token with the same signing keys that bearers are verified with."""

from __future__ import annotations

import time
from datetime import datetime

from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import IdTokenRefused
from mosaic_clients.core.oauth import id_token as core
from mosaic_clients.core.oauth.id_token import Expected, IdToken, IdTokenPolicy
from mosaic_clients.models import Client
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh

_MENDED_BY_NEW_KEYS = {"unknown_kid", "bad_signature"}


@sensitive_variables()
def verify(client: Client, token: str, expected: Expected, *, received_at: datetime | None = None) -> IdToken:
    """Verify an ID token that was issued to ``client``; new signing keys are fetched once where that may help.

    Its times are judged as of ``received_at`` (aware), by default now. Raises IdTokenRefused, or NoUsableSigningKeys
    where there are none to verify it with.
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
    keys = signing_key_refresh.usable(environment)
    try:
        return core.verify(unverified, keys, policy, expected, now=now)
    except IdTokenRefused as error:
        refetched = signing_key_refresh.refetch(environment, keys) if error.code in _MENDED_BY_NEW_KEYS else None
        if refetched is None:
            raise
    return core.verify(unverified, refetched, policy, expected, now=now)
