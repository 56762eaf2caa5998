"""Discovery documents are read again by the beat, for the environments that use them and no others."""

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


def test_the_sweep_reads_the_document_of_those_that_use_it(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    add_environment(mosaic, "another", issuers=["https://another.test"])
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, "userinfo_endpoint": "https://mtls.test/me"})
    scripted.take_over(environment)
    Environment.objects.filter(pk=environment.pk).update(use_discovery=True)
    tasks.refresh_discoveries.delay()
    wait_until(lambda: Event.objects.filter(kind="discovered").exists(), "the reading")
    environment.refresh_from_db()
    assert environment.endpoints.userinfo == "https://mtls.test/me"
    assert Environment.objects.get(name="another").discovered_at is None
    assert Event.objects.get(kind="discovered").actor == "worker"


def test_a_reading_that_fails_is_tried_again_and_keeps_the_document(
    scripted: ScriptedMosaic, environment: Environment, no_waiting: list[int]
) -> None:
    kept = {"issuer": "https://kept.test"}
    scripted.take_over(environment)
    Environment.objects.update(use_discovery=True, discovered=kept, discovered_at=timezone.now())
    scripted.answers[WELL_KNOWN] = Reply(503, {"message": "busy", "error_code": 503})
    tasks.refresh_discovery.delay(str(environment.pk))
    wait_until(lambda: len(scripted.requests) == 3, "three tries")
    wait_until(lambda: Environment.objects.get().discovery_problem, "the note")
    assert Environment.objects.get().discovered == kept
    assert no_waiting == [1, 2]


def test_an_environment_that_is_gone_or_left_discovery_is_no_error(environment: Environment) -> None:
    tasks.refresh_discovery(str(environment.pk))
    gone = str(environment.pk)
    environment.delete()
    tasks.refresh_discovery(gone)
    assert not Event.objects.filter(kind__startswith="discover").exists()
