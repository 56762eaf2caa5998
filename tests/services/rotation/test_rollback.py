"""Rollback, and what Mosaic is known to hold without a confirmation: whatever it accepted in a proof."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicRefusal, MoveRefused
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.credentials import activation, proving, staging
from mosaic_clients.services.rotation import publication
from tests.mosaic import add_client, client_api, stage
from tests.services.conftest import ACTOR
from tests.services.rotation.manual_registration import register


def test_proven_key_counts_as_published(mosaic: Sandbox, manual_client: Client) -> None:
    """Without any confirmation, rollback and withdrawal still know what Mosaic holds."""
    first = manual_client.credentials.active().get()
    staging.stage(manual_client, actor=ACTOR)
    register(mosaic, manual_client)
    second = proving.prove(manual_client, actor=ACTOR)
    assert {first.material, second.material} <= set(manual_client.published)
    activation.activate(manual_client, actor=ACTOR)
    assert activation.roll_back(manual_client, actor=ACTOR) == first


def test_roll_back_refuses_credential_that_mosaic_refuses(mosaic: Sandbox, manual_client: Client) -> None:
    """No token is alive that must be obtained again: Mosaic is still asked."""
    staging.stage(manual_client, actor=ACTOR)
    register(mosaic, manual_client)
    new = proving.prove(manual_client, actor=ACTOR)
    activation.activate(manual_client, actor=ACTOR)
    remote = dict(publication.authentication_configuration(manual_client))
    remote["jwks"] = {"keys": [key for key in remote["jwks"]["keys"] if key["kid"] == new.kid]}
    client_api(mosaic, manual_client).replace(manual_client.app_id, manual_client.client_id, remote)
    assert not [token for token in manual_client.access_tokens.all() if token.is_alive(timezone.now())]
    with pytest.raises(MosaicRefusal):
        activation.roll_back(manual_client, actor=ACTOR)
    assert manual_client.credentials.active().get() == new


def test_roll_back_refuses_credential_of_another_authority(mosaic: Sandbox, ledger: Client) -> None:
    """Mosaic holds one chain of a CA-signed client: that of the active credential."""
    stage(mosaic, ledger)
    proving.prove(ledger, actor=ACTOR)
    activation.activate(ledger, actor=ACTOR)
    waiting = staging.stage(ledger, actor=ACTOR)
    staging.attach(ledger, ClientCA().issue(waiting.csr), actor=ACTOR)
    publication.push(ledger, client_api(mosaic, ledger), actor=ACTOR)
    proving.prove(ledger, actor=ACTOR)
    new = activation.activate(ledger, actor=ACTOR)
    assert ledger.published == [new.material]
    with pytest.raises(MoveRefused, match="no longer holds"):
        activation.roll_back(ledger, actor=ACTOR)
    assert ledger.credentials.active().get() == new


def test_proof_of_ca_signed_client_replaces_published_chain(mosaic: Sandbox, environment: Environment) -> None:
    client = add_client(mosaic, environment, "chains", AuthMethod.CA_SIGNED, publication="manual")
    for _ in range(2):
        waiting = staging.stage(client, actor=ACTOR)
        staging.attach(client, ClientCA().issue(waiting.csr), actor=ACTOR)
        register(mosaic, client)
        proven = proving.prove(client, actor=ACTOR)
        assert client.published == [proven.material]
        activation.activate(client, actor=ACTOR)
