"""The record of what happened."""

from __future__ import annotations

import logging

import pytest

from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.services import events
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging
from tests.mosaic import ACTOR

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_which_client(payments: Client, caplog: pytest.LogCaptureFixture) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    with caplog.at_level(logging.INFO, "mosaic_clients"):
        event = events.record("proven", actor=ACTOR, client=payments, credential=credential, detail="it works")
    assert (event.client_name, event.kid, event.environment) == ("payments", credential.kid, payments.environment)
    assert caplog.messages == [f"proven client=payments kid={credential.kid} actor=operator it works"]
    assert str(event).endswith("proven payments")


def test_an_event_is_never_changed(environment: Environment) -> None:
    event = events.record("changed", actor=ACTOR, environment=environment)
    event.detail = "it was not me"
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    event.refresh_from_db()
    assert event.detail == ""


def test_long_texts_are_cut_to_what_every_database_takes(db: None) -> None:
    event = events.record("x", actor="a" * 200, detail="d" * 600)
    assert (len(event.actor), len(event.detail)) == (150, 500)


def test_a_line_break_in_a_detail_does_not_forge_a_log_line(caplog: pytest.LogCaptureFixture, db: None) -> None:
    with caplog.at_level(logging.INFO, "mosaic_clients"):
        events.record("x", actor="a\nb", detail="one\nrevoked client=payments")
    assert "\n" not in caplog.messages[0]


def test_a_name_stays_in_the_record_of_a_client_that_is_gone(payments: Client) -> None:
    client_registry.remove(payments, actor=ACTOR)
    assert set(Event.objects.exclude(kind="environment_added").values_list("client_name", flat=True)) == {"payments"}
