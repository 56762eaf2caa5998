"""Events: what is recorded and logged."""

from __future__ import annotations

import logging

import pytest

from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.services import events
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging
from tests.mosaic import ACTOR

pytestmark = pytest.mark.django_db


def test_event_has_actor_kind_and_client(payments: Client, caplog: pytest.LogCaptureFixture) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    with caplog.at_level(logging.INFO, "mosaic_clients"):
        event = events.record("proven", actor=ACTOR, client=payments, credential=credential, detail="it works")
    assert (event.client_name, event.kid, event.environment) == ("payments", credential.kid, payments.environment)
    assert caplog.messages == [f"proven client=payments kid={credential.kid} actor=operator it works"]
    assert str(event).endswith("proven payments")


def test_event_cannot_be_changed(environment: Environment) -> None:
    event = events.record("changed", actor=ACTOR, environment=environment)
    event.detail = "it was not me"
    with pytest.raises(TypeError, match="cannot be changed"):
        event.save()
    event.refresh_from_db()
    assert event.detail == ""


def test_long_texts_are_cut_to_column_length(db: None) -> None:
    event = events.record("x", actor="a" * 200, detail="d" * 600)
    assert (len(event.actor), len(event.detail)) == (150, 500)


def test_line_break_in_detail_does_not_forge_log_line(caplog: pytest.LogCaptureFixture, db: None) -> None:
    with caplog.at_level(logging.INFO, "mosaic_clients"):
        events.record("x", actor="a\nb", detail="one\nrevoked client=payments")
    assert "\n" not in caplog.messages[0]


def test_events_keep_name_of_removed_client(payments: Client) -> None:
    client_registry.remove(payments, actor=ACTOR)
    assert set(Event.objects.exclude(kind="environment_added").values_list("client_name", flat=True)) == {"payments"}
