"""The material for Mosaic, registered manually or pushed through its client API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mosaic_clients.core.errors import MosaicError, MosaicRefusal, MoveRefused
from mosaic_clients.core.jose.public_jwk import PRIVATE_MEMBERS
from mosaic_clients.models import Client, Event
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.credentials import proving, staging, transitions
from mosaic_clients.services.rotation import publication
from tests.mosaic import ACTOR, Reply, ScriptedMosaic, activate, client_api, configuration_at_mosaic, publish, stage

pytestmark = pytest.mark.django_db


def test_key_set_has_every_needed_public_key_oldest_first(mosaic: Sandbox, payments: Client) -> None:
    kids = [activate(mosaic, payments).kid, activate(mosaic, payments).kid, stage(mosaic, payments).kid]
    key_set = publication.key_set(payments)
    assert [key["kid"] for key in key_set["keys"]] == kids
    assert not any(PRIVATE_MEMBERS & key.keys() for key in key_set["keys"])
    transitions.retire(payments, kids[0], actor=ACTOR)
    assert [key["kid"] for key in publication.key_set(payments)["keys"]] == kids[1:]


def test_retired_key_is_refused_after_push(mosaic: Sandbox, payments: Client) -> None:
    first = activate(mosaic, payments)
    activate(mosaic, payments)
    transitions.retire(payments, first.kid, actor=ACTOR)
    publish(mosaic, payments)
    remote = configuration_at_mosaic(mosaic, payments)
    assert remote["jwks"] == publication.key_set(payments)
    assert first.kid not in json.dumps(remote)


def test_push_of_chain_keeps_other_settings(mosaic: Sandbox, ledger: Client) -> None:
    settings = {"method": "tls_client_auth", "tls_client_auth": {"ocsp_on": True, "ocsp_fail_open": True}}
    client_api(mosaic, ledger).replace(ledger.app_id, ledger.client_id, settings)
    stage(mosaic, ledger)
    remote = configuration_at_mosaic(mosaic, ledger)
    assert remote["tls_client_auth"]["ocsp_on"] is True
    assert remote["tls_client_auth"]["ocsp_fail_open"] is True
    assert remote["tls_client_auth"]["certificate_chain"] == publication.chain(ledger)
    assert remote["tls_client_auth"]["distinguished_name"] == publication.subject_dn(ledger)
    assert remote["isMtlsCertTokenBound"] is True


def test_chain_is_of_staged_credential_else_of_active_one(mosaic: Sandbox, ledger: Client) -> None:
    active = activate(mosaic, ledger)
    waiting = staging.stage(ledger, actor=ACTOR)
    assert publication.chain(ledger) == active.chain  # the next one has none yet
    staged = staging.attach(ledger, ClientCA().issue(waiting.csr), actor=ACTOR)
    assert publication.chain(ledger) == staged.chain


def test_missing_material_is_refused_with_reason(payments: Client, ledger: Client) -> None:
    with pytest.raises(MoveRefused, match="CA-signed"):
        publication.key_set(ledger)
    for ask in (publication.key_set, publication.authentication_configuration):
        with pytest.raises(MoveRefused, match="no credential to publish"):
            ask(payments)
    for ask in (publication.chain, publication.subject_dn):
        with pytest.raises(MoveRefused, match="no certificate to register"):
            ask(ledger)


def test_refused_push_is_not_recorded_as_published(mosaic: Sandbox, payments: Client) -> None:
    staging.stage(payments, actor=ACTOR)
    payments.client_id = "unknown"
    with pytest.raises(MosaicRefusal, match="not found"):
        publish(mosaic, payments)
    assert not Event.objects.filter(kind="published").exists()


def test_push_that_was_not_applied_is_detected(mosaic: Sandbox, scripted: ScriptedMosaic, payments: Client) -> None:
    staging.stage(payments, actor=ACTOR)
    path = f"/cis/v1/applications/{payments.app_id}/clients/{payments.client_id}"
    scripted.answers[path] = Reply(200, {"authentication_configuration": {"method": "client_secret_basic"}})
    scripted.take_over(payments.environment)
    with pytest.raises(MosaicError, match="holds"):
        publish(mosaic, payments)
    assert set(scripted.requests) == {path}
    assert not Event.objects.filter(kind="published").exists()


def test_registered_subject_matches_the_one_mosaic_checks(mosaic: Sandbox, ledger: Client) -> None:
    ledger.subject = "CN=ledger,OU=A+OU=B,O=Caf\u00e9\\, Ltd"
    ledger.save()
    stage(mosaic, ledger)
    proven: Any = proving.prove(ledger, actor=ACTOR)
    assert proven.subject_dn == publication.subject_dn(ledger)
