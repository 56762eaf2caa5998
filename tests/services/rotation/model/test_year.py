"""A year of automatic rotations: a published, valid and proven credential exists at any time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mosaic_clients import tasks
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.planner import wake_at
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.planning.plan import plan
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.conftest import ACTOR
from tests.services.rotation.model.imaginary import TOKEN_LIFE, ImaginaryMosaic, give_manager

pytestmark = pytest.mark.slow(30)

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
OVERLAP = timedelta(seconds=TOKEN_LIFE) + 5 * MINUTE
DESTROY_AFTER = 30 * DAY


def _client(environment: Environment, method: AuthMethod, life: timedelta) -> Client:
    """A client that rotates, publishes and certifies automatically, with an active key."""
    give_manager(environment)
    authority = None
    if method is AuthMethod.CA_SIGNED:
        authority = authorities.add_authority(
            "issuing", subject_dn="CN=Issuing CA", lifetime=3650 * DAY, leaf_lifetime=life, actor=ACTOR
        )
    client = client_registry.add(
        "yearly",
        environment,
        actor=ACTOR,
        client_id="yearly",
        app_id="app",
        auth_method=method.value,
        key_algorithm="EC-P256",
        publication="management-api",
        certificate_authority=authority,
        lifetime=life,
        automatic=True,
    )
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    return client


class Watch:
    """Runs the beat and callers at every step of the clock, and checks the invariants after each."""

    def __init__(self, client: Client, wire: ImaginaryMosaic) -> None:
        self.client, self.wire, self.clock = client, wire, wire.clock

    def until(self, end: timedelta, longest_step: timedelta, step_in_a_rotation: timedelta) -> None:
        last = self.clock.now + end
        while self.clock.now < last:
            step = step_in_a_rotation if self._under_way() else self._until_planned(longest_step)
            self.clock.go(min(step, last - self.clock.now))
            for client_id in rotation_runner.due(self.clock.now):
                tasks.rotate_client(str(client_id))
            token = token_refresh.current(self.client)
            self._holds(token.credential)

    def _until_planned(self, longest_step: timedelta) -> timedelta:
        """The time until the next planned step, but at most ``longest_step``, also if the plan is wrong."""
        self.client.refresh_from_db()
        now = self.clock.now
        wake = wake_at(plan(self.client, now))
        return min(wake - now, longest_step) if wake and wake > now else longest_step

    def _under_way(self) -> bool:
        idle = (CredentialStatus.ACTIVE.value, CredentialStatus.RETIRED.value)
        return self.client.credentials.exclude(status__in=idle).exists()

    def _holds(self, served_with: Credential) -> None:
        now = self.clock.now
        credentials = list(self.client.credentials.all())
        (active,) = [each for each in credentials if each.state is CredentialStatus.ACTIVE]
        assert active.proven_at
        assert active.not_before <= now < active.not_after
        assert self.wire.accepts(self.client, active)
        assert self.wire.accepts(self.client, served_with)
        for each in credentials:
            if each.retired_at:
                assert each.retired_at - each.retiring_at >= min(OVERLAP, each.not_after - each.retiring_at)
            if each.key_destroyed_at:
                assert each.key_destroyed_at - each.retired_at >= DESTROY_AFTER
                assert self.client.method is AuthMethod.CA_SIGNED or not self.wire.accepts(self.client, each)
            if each.state is CredentialStatus.RETIRING and each.not_after > now:
                assert self.wire.accepts(self.client, each)


@pytest.mark.parametrize("method", list(AuthMethod))
def test_client_has_valid_credential_for_a_year(
    method: AuthMethod, environment: Environment, imaginary: ImaginaryMosaic
) -> None:
    client = _client(environment, method, 90 * DAY)
    Watch(client, imaginary).until(365 * DAY, longest_step=10 * DAY, step_in_a_rotation=10 * MINUTE)
    client.refresh_from_db()
    credentials = list(client.credentials.order_by("created_at"))
    assert 7 <= len(credentials) <= 8  # a little before two thirds of 90 days
    retired = [each for each in credentials if each.retired_at and each.retired_at < imaginary.clock.now - 31 * DAY]
    assert len(retired) >= 5
    assert all(each.key_destroyed_at and not each.private_key for each in retired)
    assert (client.rotation_problem, client.problem, client.rotation_failures) == ("", "", 0)
    if method is AuthMethod.SELF_SIGNED:
        assert len(imaginary.configurations["yearly"]["jwks"]["keys"]) == 1


@pytest.mark.parametrize("method", list(AuthMethod))
def test_certificates_valid_for_hours_are_rotated_in_time(
    method: AuthMethod, environment: Environment, imaginary: ImaginaryMosaic
) -> None:
    client = _client(environment, method, 6 * HOUR)
    Watch(client, imaginary).until(DAY, longest_step=40 * MINUTE, step_in_a_rotation=10 * MINUTE)
    assert 6 <= client.credentials.count() <= 8


def test_long_certificate_is_not_renewed_early(environment: Environment, imaginary: ImaginaryMosaic) -> None:
    client = _client(environment, AuthMethod.SELF_SIGNED, 730 * DAY)
    Watch(client, imaginary).until(365 * DAY, longest_step=20 * DAY, step_in_a_rotation=HOUR)
    assert client.credentials.count() == 1
    Watch(client, imaginary).until(200 * DAY, longest_step=10 * DAY, step_in_a_rotation=HOUR)
    assert client.credentials.count() == 2


def test_client_survives_outage_of_days_before_renewal(
    environment: Environment, imaginary: ImaginaryMosaic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client API refuses for two weeks, starting before the renewal; tokens can still be obtained."""
    client = _client(environment, AuthMethod.SELF_SIGNED, 90 * DAY)
    first = client.credentials.get()
    watch = Watch(client, imaginary)
    watch.until(54 * DAY, longest_step=10 * DAY, step_in_a_rotation=HOUR)
    with monkeypatch.context() as outage:
        outage.setattr(type(imaginary.api(client)), "replace", lambda *_: imaginary.apply_fault("refuse"))
        watch.until(14 * DAY, longest_step=DAY, step_in_a_rotation=6 * HOUR)
        client.refresh_from_db()
        assert client.credentials.active().get() == first
        assert "publish" in client.rotation_problem
    watch.until(1 * DAY, longest_step=6 * HOUR, step_in_a_rotation=10 * MINUTE)
    client.refresh_from_db()
    assert client.credentials.active().get() != first
    assert client.rotation_problem == ""
