"""Projects with ATOMIC_REQUESTS: a refusal rolls back the request, but not the cooldown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from mosaic_clients.core.errors import BearerRefused, NoUsableSigningKeys
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import KEYS, add_environment, counting, go_down

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _atomic_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)


def request(token: str) -> None:
    """Verify in a transaction, as Django does. DRF rolls it back if the answer is an error."""
    with transaction.atomic():
        bearer_verification.verify(token, presented_x5t_s256=None)


def test_unknown_kids_cause_one_fetch_although_every_refusal_rolls_back(
    mosaic: Sandbox, environment: Environment
) -> None:
    signing_key_refresh.refresh(environment)
    SigningKeySet.objects.update(attempted_at=datetime.now(UTC) - timedelta(minutes=1))
    with counting(mosaic) as calls:
        for number in range(3):
            with pytest.raises(BearerRefused):
                request(mosaic.mint(header={"kid": f"unknown-{number}"}))
    on_sqlite = connection.vendor == "sqlite"  # which allows only one writer, the request
    assert calls[KEYS] == (3 if on_sqlite else 1)


def test_first_bearer_fetches_the_keys_once(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as calls:
        request(mosaic.mint())
        request(mosaic.mint())
    assert calls[KEYS] == 1
    assert SigningKeySet.objects.get().kids


def test_missing_keys_are_reported_in_a_transaction(mosaic: Sandbox, environment: Environment) -> None:
    go_down(environment)
    with pytest.raises(NoUsableSigningKeys, match=r"cannot be reached|none were fetched"):
        request(mosaic.mint())


def test_environment_added_in_the_open_transaction_is_usable(mosaic: Sandbox) -> None:
    """As in a TestCase, no other connection sees the environment of the keys."""
    with transaction.atomic():
        new = add_environment(mosaic, "added-in-this-request")
        assert signing_key_refresh.usable_keys(new)
        assert SigningKeySet.objects.filter(environment=new).exists()
        transaction.set_rollback(True)
    assert not SigningKeySet.objects.exists()
