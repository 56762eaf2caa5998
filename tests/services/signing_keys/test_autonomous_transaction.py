"""Requests that are transactions: what is committed separately, and what stays in a TestCase."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import TestCase

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import autonomous_transaction
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys.autonomous_transaction import run_autonomously
from tests.mosaic import KEYS, add_environment, closed_port, counting

ON_SQLITE = connection.vendor == "sqlite"  # which allows only one writer, the request


class TestOfAProject(TestCase):
    """A project's TestCase: its rows are in a transaction that is never committed."""

    @pytest.fixture(autouse=True)
    def _sandbox(self, mosaic: Sandbox) -> None:
        self.mosaic = mosaic

    @pytest.fixture(autouse=True)
    def _atomic_requests(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)

    def test_api_accepts_bearer_of_environment_created_in_the_test(self) -> None:
        add_environment(self.mosaic)
        with counting(self.mosaic) as calls:
            for _ in range(2):
                answer = self.client.get("/api/whoami", headers={"Authorization": f"Bearer {self.mosaic.mint()}"})
                assert answer.status_code == 200, answer.content
        assert calls[KEYS] == 1
        assert SigningKeySet.objects.get().kids

    def test_environment_changed_in_the_test_uses_its_new_address(self) -> None:
        environment = add_environment(self.mosaic, base_url=f"https://127.0.0.1:{closed_port()}/cis")
        environment.base_url = self.mosaic.base_url
        environment.save()
        assert signing_key_refresh.usable_keys(environment).keys

    def test_no_rows_of_other_tests_remain(self) -> None:
        assert not Environment.objects.exists()
        assert not SigningKeySet.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestOfARequest:
    """A request of a project with ATOMIC_REQUESTS, with committed rows."""

    @pytest.fixture(autouse=True)
    def _atomic_requests(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)

    def test_fetched_keys_stay_although_the_request_rolls_back(self, mosaic: Sandbox, environment: Environment) -> None:
        signing_key_refresh.refresh(environment)
        kid = mosaic.rotate_signing_key()
        ago = datetime.now(UTC) - timedelta(minutes=1)
        SigningKeySet.objects.update(attempted_at=ago)
        with pytest.raises(BearerRefused), transaction.atomic():
            bearer_verification.verify(mosaic.mint(aud="elsewhere"), presented_x5t_s256=None)
        with pytest.raises(BearerRefused), transaction.atomic():
            bearer_verification.verify(mosaic.mint(header={"kid": "unknown"}), presented_x5t_s256=None)
        assert (kid in SigningKeySet.objects.get().kids) is not ON_SQLITE
        assert (SigningKeySet.objects.get().attempted_at > ago) is not ON_SQLITE

    def test_environment_added_by_the_request_is_usable_in_it(self, mosaic: Sandbox) -> None:
        with transaction.atomic():
            environment = add_environment(mosaic)
            assert signing_key_refresh.usable_keys(environment).keys
            issuer_snapshot.invalidate()
            assert bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None).subject

    def test_address_changed_by_the_request_is_used_in_it(self, mosaic: Sandbox, environment: Environment) -> None:
        Environment.objects.update(base_url=f"https://127.0.0.1:{closed_port()}/cis")
        with transaction.atomic():
            Environment.objects.update(base_url=mosaic.base_url)
            assert signing_key_refresh.usable_keys(Environment.objects.get()).keys

    @pytest.mark.parametrize("is_stored", [False, True])
    def test_rows_written_by_the_request_do_not_block_it(
        self, is_stored: bool, mosaic: Sandbox, environment: Environment
    ) -> None:
        if is_stored:
            signing_key_refresh.refresh(environment)
        with transaction.atomic():
            ago = datetime.now(UTC) - timedelta(minutes=1)
            SigningKeySet.objects.update_or_create(environment=environment, defaults={"attempted_at": ago})
            assert bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None).subject
            with pytest.raises(BearerRefused):
                bearer_verification.verify(mosaic.mint(header={"kid": "unknown"}), presented_x5t_s256=None)

    def test_answer_by_another_process_between_reads_is_not_a_change(
        self, environment: Environment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        signing_key_refresh.refresh(environment)
        read, threads = autonomous_transaction._rows, []

        def read_then_store(*arguments: Any) -> Any:
            rows = read(*arguments)
            if not threads:  # this is the other connection, which is in no transaction
                SigningKeySet.objects.update(answered_at=datetime.now(UTC))
            threads.append(threading.get_ident())
            return rows

        monkeypatch.setattr(autonomous_transaction, "_rows", read_then_store)
        with transaction.atomic():
            worker = run_autonomously(environment, threading.get_ident)
        assert (worker != threading.get_ident()) is not ON_SQLITE
        assert len(threads) == (0 if ON_SQLITE else 4)

    def test_failed_work_is_not_repeated(self, environment: Environment) -> None:
        work = mock.Mock(side_effect=ValueError("once"))
        with pytest.raises(ValueError, match="once"), transaction.atomic():
            run_autonomously(environment, work)
        assert work.call_count == 1

    def test_no_other_connection_is_opened_outside_a_transaction(self, environment: Environment) -> None:
        connections = []
        run_autonomously(environment, lambda: connections.append(connection.connection))
        assert connections == [connection.connection]
