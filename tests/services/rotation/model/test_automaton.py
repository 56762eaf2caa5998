"""Any action at any time, with any failure: the invariants of a client hold."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.rotation.model.imaginary import ImaginaryMosaic
from tests.services.rotation.model.operator_actions import ACTOR, DAY, OperatorActions, numbers

pytestmark = pytest.mark.slow(50)

EXAMPLES = int(os.environ.get("MOSAIC_FUZZ_EXAMPLES", "30"))
START = datetime(2026, 1, 1, tzinfo=UTC)
FAULTS = st.sampled_from(["refuse", "lost", "late", "dead", "dead after", ""])


class RotationMachine(OperatorActions):
    """One client, and every action of operators, the beat and Mosaic."""

    environment: Environment

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self.unproven: set[str] = set()
        self.wire.faults.clear()
        self.wire.distrusted.clear()
        self.wire.clock.now = START

    def teardown(self) -> None:
        try:
            if hasattr(self, "client"):
                self._completes_rotation()
        finally:
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)

    @initialize(
        method=st.sampled_from(list(AuthMethod)),
        is_pushed=st.booleans(),
        local=st.booleans(),
        automatic=st.booleans(),
        life=st.sampled_from([timedelta(hours=6), 90 * DAY, 800 * DAY]),
    )
    def register_client(
        self, method: AuthMethod, is_pushed: bool, local: bool, automatic: bool, life: timedelta
    ) -> None:
        name, self.life = f"monkey-{next(numbers)}", life
        self.authority = authorities.add_authority(
            name, subject_dn=f"CN={name}", lifetime=36_500 * DAY, leaf_lifetime=life, actor=ACTOR
        )
        self.client = client_registry.add(
            name,
            self.environment,
            actor=ACTOR,
            client_id=name,
            app_id="app",
            auth_method=method.value,
            key_algorithm="EC-P256",
            publication="management-api" if is_pushed else "manual",
            certificate_authority=self.authority if local and method is AuthMethod.CA_SIGNED else None,
            lifetime=life,
            automatic=automatic,
        )

    @rule()
    def run_without_faults(self) -> None:
        """Nothing fails, the operator does what is needed, and callers use tokens."""
        self.wire.faults.clear()
        self._do(rotation_runner.rotate)
        if self.client.credentials.pending().exists():  # it waits for the operator
            self.attach()
            self.confirm(True)
            self._do(rotation_runner.rotate)
        self.confirm(True)
        self._do(rotation_runner.advance)
        self.call_mosaic()

    @rule()
    def sweep(self) -> None:
        if self.client.pk in rotation_runner.due(self.wire.clock.now):
            self._do(rotation_runner.advance)

    @rule()
    def call_mosaic(self) -> None:
        self._do(lambda client, **_: token_refresh.current(client))

    @rule(span=st.sampled_from([timedelta(minutes=1), timedelta(minutes=70), 2 * DAY, 20 * DAY, 65 * DAY, 400 * DAY]))
    def advance_clock(self, span: timedelta) -> None:
        self.wire.clock.go(span)

    @rule(faults=st.lists(FAULTS, min_size=1, max_size=6))
    def add_faults(self, faults: list[str]) -> None:
        self.wire.faults.extend(faults)

    @rule()
    def clear_faults(self) -> None:
        self.wire.faults.clear()

    @rule()
    def mosaic_never_accepts_staged(self) -> None:
        in_use = self.client.credentials.active().values_list("material", flat=True)
        staged = self.client.credentials.staged().exclude(material__in=list(in_use))
        self.wire.distrusted.update(staged.values_list("material", flat=True))

    @rule()
    def take_lease_of_killed_run(self) -> None:
        until = self.wire.clock.now + timedelta(minutes=2)
        Client.objects.filter(pk=self.client.pk).update(claim=self.client.pk, claimed_until=until)

    def _completes_rotation(self) -> None:
        """Checks that after the faults, and with the operator's steps, one rotation completes.

        A rotation in progress may complete first. Then the new credential gets its certificate, is registered at Mosaic
        and activated.
        """
        self.wire.faults.clear()
        self.wire.distrusted.clear()
        self.wire.clock.go(timedelta(hours=2))
        for _ in range(5):
            self.attach()
            run = rotation_runner.rotate(self._fresh(), actor=ACTOR)
            if run.failure is None and self.client.credentials.active().filter(created_at=self.wire.clock.now).exists():
                break
            self.confirm(True)
        active = self.client.credentials.active().get()
        assert active.proven_at
        assert self.wire.accepts(self.client, active)
        assert self._fresh().rotation_problem == ""
        self.wire.clock.go(timedelta(hours=1, minutes=6))
        # One run does a limited number of steps.
        all(rotation_runner.advance(self._fresh(), actor=ACTOR).done for _ in range(9))
        assert not self.client.credentials.filter(status=CredentialStatus.RETIRING.value).exists()


def test_invariants_hold_after_any_actions(environment: Environment, imaginary: ImaginaryMosaic) -> None:
    RotationMachine.wire, RotationMachine.environment = imaginary, environment
    run_state_machine_as_test(
        RotationMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=35,
            deadline=None,
            derandomize="MOSAIC_FUZZ_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        ),
    )
