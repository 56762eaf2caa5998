"""A client without any usable credential: what Mosaic holds is remembered until an operator removes it."""

from __future__ import annotations

import pytest

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.state import Step, WaitingFor
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.clients.status import statuses
from mosaic_clients.services.credentials import transitions
from mosaic_clients.services.rotation import emergency_revocation, publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import activate, add_client, client_api
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import kids_at


def _end(client: Client) -> rotation_runner.RotationRun:
    """Revokes the only key and retires its successor."""
    emergency_revocation.revoke(client, client.credentials.active().get().kid, actor=ACTOR)
    for pending in client.credentials.pending():
        transitions.retire(client, pending.kid, actor=ACTOR)
    return rotation_runner.advance(client, actor=ACTOR)


def test_revoked_key_must_be_withdrawn_until_operator_confirms(mosaic: Sandbox, environment: Environment) -> None:
    client = add_client(mosaic, environment, "shop", publication="manual")
    activate(mosaic, client)
    step = _end(client).next_step
    assert step is not None
    assert (step.step, step.waiting_for) == (Step.WITHDRAW, WaitingFor.OPERATOR)
    assert publication.key_set(client) == {"keys": []}
    assert "remove the old key from Mosaic" in statuses(step.at, only=client)[0].next_step
    with pytest.raises(MoveRefused, match="Mosaic still holds"):
        client_registry.remove(client, actor=ACTOR)
    publication.confirm(client, actor=ACTOR, displayed=frozenset())
    step = rotation_runner.advance(client, actor=ACTOR).next_step
    assert step is None or step.step is Step.DESTROY
    client_registry.remove(client, actor=ACTOR)
    assert not Client.objects.filter(pk=client.pk).exists()


def test_empty_key_set_is_never_pushed(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(mosaic, managed, "till")
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    kids_before = kids_at(mosaic, client)
    transitions.revoke(client, client.credentials.active().get().kid, actor=ACTOR)
    with pytest.raises(MoveRefused, match="then confirm the publication"):
        publication.push(client, client_api(mosaic, client), actor=ACTOR)
    assert kids_at(mosaic, client) == kids_before


def test_confirm_refuses_while_chain_is_awaited(mosaic: Sandbox, ca_signed: Client) -> None:
    Client.objects.filter(pk=ca_signed.pk).update(certificate_authority=None)
    ca_signed.refresh_from_db()
    published = ca_signed.published
    emergency_revocation.revoke(ca_signed, ca_signed.credentials.active().get().kid, actor=ACTOR)
    with pytest.raises(MoveRefused, match="no credential to publish"):
        publication.confirm(ca_signed, actor=ACTOR)
    ca_signed.refresh_from_db()
    assert ca_signed.published == published
