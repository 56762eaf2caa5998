"""Tests that the beat rereads discovery documents of the environments that use them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.models import Environment, Event
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import Reply, ScriptedMosaic, add_environment
from tests.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

WELL_KNOWN = "/cis/oidc/.well-known/openid-configuration"


def test_sweep_reads_document_of_environment_that_uses_discovery(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    add_environment(mosaic, "another", issuers=["https://another.test"])
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, "userinfo_endpoint": "https://mtls.test/me"})
    scripted.take_over(environment)
    Environment.objects.filter(pk=environment.pk).update(use_discovery=True)
    tasks.refresh_discoveries.delay()
    wait_until(lambda: Event.objects.filter(kind="discovered").exists(), "the discovery")
    environment.refresh_from_db()
    assert environment.endpoints.userinfo == "https://mtls.test/me"
    assert Environment.objects.get(name="another").discovered_at is None
    assert Event.objects.get(kind="discovered").actor == "worker"


def test_failed_discovery_is_retried_and_keeps_document(
    scripted: ScriptedMosaic, environment: Environment, no_waiting: list[int]
) -> None:
    stored = {"issuer": "https://stored.test"}
    scripted.take_over(environment)
    Environment.objects.update(use_discovery=True, discovered=stored, discovered_at=timezone.now())
    scripted.answers[WELL_KNOWN] = Reply(503, {"message": "busy", "error_code": 503})
    tasks.refresh_discovery.delay(str(environment.pk))
    wait_until(lambda: len(scripted.requests) == 3, "three tries")
    wait_until(lambda: Environment.objects.get().discovery_problem, "the problem")
    assert Environment.objects.get().discovered == stored
    assert no_waiting == [1, 2]


def test_deleted_environment_or_disabled_discovery_is_ignored(environment: Environment) -> None:
    tasks.refresh_discovery(str(environment.pk))
    deleted_id = str(environment.pk)
    environment.delete()
    tasks.refresh_discovery(deleted_id)
    assert not Event.objects.filter(kind__startswith="discover").exists()
