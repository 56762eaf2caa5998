"""The first push of a client, which has no token yet to authorize it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.remedies import RemedyKind
from mosaic_clients.core.rotation.state import Step, WaitingFor
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.clients.status import statuses
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.issuing.local import LocalIssuer
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.flows.rotating import add_authority, steps
from tests.mosaic import activate, add_client, publish
from tests.services.conftest import ACTOR


@pytest.fixture
def first(mosaic: Sandbox, environment: Environment) -> Client:
    """A client that should be pushed, without a management client."""
    return add_client(mosaic, environment, "first")


def test_first_push_waits_for_operator_with_remedy(first: Client) -> None:
    run = rotation_runner.rotate(first, actor=ACTOR)
    assert run.is_unregistered  # known from Mosaic's refusal of the proof; it waits and has not failed
    assert run.next_step is not None
    assert (run.next_step.step, run.next_step.waiting_for) == (Step.PUBLISH, WaitingFor.OPERATOR)
    (status,) = statuses(timezone.now(), only=first)
    assert (status.next_action.at, status.next_action.waiting_for, status.problem) == (None, WaitingFor.OPERATOR, "")
    with pytest.raises(MoveRefused, match="Set a management client for environment 'local'") as refused:
        publication.client_api(first)
    steps_to_do = list(refused.value.remedy or ())
    assert [step.kind for step in steps_to_do] == [
        RemedyKind.SET_MANAGEMENT_CLIENT, RemedyKind.REGISTER_AND_CONFIRM, RemedyKind.PROVE,
    ]  # fmt: skip
    assert {(step.client, step.environment) for step in steps_to_do} == {("first", "local")}
    assert status.next_action.remedy == refused.value.remedy
    first.refresh_from_db()
    assert first.problem == ""
    assert not Event.objects.filter(kind="comparison_failed").exists()


def test_rotation_continues_after_manual_registration_and_then_pushes(mosaic: Sandbox, first: Client) -> None:
    rotation_runner.rotate(first, actor=ACTOR)
    publish(mosaic, first)  # what the operator registered
    assert steps(rotation_runner.rotate(first, actor=ACTOR)) == ["prove", "activate"]
    assert steps(rotation_runner.rotate(first, actor=ACTOR)) == ["stage", "publish", "prove", "activate"]


def test_rotation_continues_when_management_client_is_set(mosaic: Sandbox, first: Client) -> None:
    rotation_runner.rotate(first, actor=ACTOR)
    assert first.pk not in rotation_runner.due(timezone.now())
    manager = add_client(mosaic, first.environment, "manager")
    activate(mosaic, manager)
    first.environment.management_client = manager
    environment_registry.change(first.environment, ["management_client"], actor=ACTOR)
    assert first.pk in rotation_runner.due(timezone.now())
    assert steps(rotation_runner.advance(Client.objects.get(pk=first.pk), actor="worker")) == [
        "publish",
        "prove",
        "activate",
    ]


def test_management_client_cannot_push_itself_first(mosaic: Sandbox, first: Client) -> None:
    first.environment.management_client = first
    environment_registry.change(first.environment, ["management_client"], actor=ACTOR)
    assert rotation_runner.rotate(first, actor=ACTOR).is_unregistered


def test_ca_signed_client_must_register_chain_and_subject(mosaic: Sandbox, environment: Environment) -> None:
    client = add_client(mosaic, environment, "vault", AuthMethod.CA_SIGNED, certificate_authority=add_authority())
    assert isinstance(issuer_of(client), LocalIssuer)
    assert rotation_runner.rotate(client, actor=ACTOR).is_unregistered
    with pytest.raises(MoveRefused, match="Register the certificate chain and the subject DN in the Admin Portal"):
        publication.client_api(client)
