"""The end of a credential: its key stays as long as it is needed."""

from __future__ import annotations

import pytest

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.models import Client
from mosaic_clients.services.credentials import staging, transitions
from tests.mosaic import ACTOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["AWAITING_CERTIFICATE", "STAGED", "ACTIVE", "RETIRING"])
def test_destroy_key_refuses_credential_that_is_still_needed(status: str, payments: Client) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    payments.credentials.update(status=status)
    with pytest.raises(MoveRefused, match=f"is {status}: its key is still needed"):
        transitions.destroy_key(payments, credential.kid, actor=ACTOR)
    credential.refresh_from_db()
    assert credential.private_key
    assert credential.key_destroyed_at is None
