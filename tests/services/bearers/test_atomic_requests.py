"""A project whose requests are transactions: a refusal rolls back, but not the cooldown."""

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
    """As Django does it, and DRF, which rolls back what it answers with an error."""
    with transaction.atomic():
        bearer_verification.verify(token, presented_x5t_s256=None)


def test_unknown_kids_cause_one_fetch_though_every_refusal_rolls_back(
    mosaic: Sandbox, environment: Environment
) -> None:
    signing_key_refresh.refresh(environment)
    SigningKeySet.objects.update(attempted_at=datetime.now(UTC) - timedelta(minutes=1))
    with counting(mosaic) as asked:
        for number in range(3):
            with pytest.raises(BearerRefused):
                request(mosaic.mint(header={"kid": f"nobody-{number}"}))
    on_sqlite = connection.vendor == "sqlite"  # where the request is the one writer there can be
    assert asked[KEYS] == (3 if on_sqlite else 1)


def test_the_first_bearer_of_all_fetches_the_keys(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as asked:
        request(mosaic.mint())
        request(mosaic.mint())
    assert asked[KEYS] == 1
    assert SigningKeySet.objects.get().kids


def test_that_there_are_no_keys_is_told_all_the_same(mosaic: Sandbox, environment: Environment) -> None:
    go_down(environment)
    with pytest.raises(NoUsableSigningKeys, match=r"cannot be reached|none were fetched"):
        request(mosaic.mint())


def test_environment_of_the_open_transaction_is_served_in_it(mosaic: Sandbox) -> None:
    """As in a TestCase: no other connection sees the row that the keys belong to."""
    with transaction.atomic():
        added = add_environment(mosaic, "added-in-this-request")
        assert signing_key_refresh.usable(added)
        assert SigningKeySet.objects.filter(environment=added).exists()
        transaction.set_rollback(True)
    assert not SigningKeySet.objects.exists()
