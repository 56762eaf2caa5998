"""Drift between Mosaic and here: reported until it ends, and what a push restores or keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import proving, staging
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import client_api, configuration_at_mosaic, counting, publish
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import interfere, kids_at, path_of, stranger, token_refused


def test_foreign_key_is_kept_and_reported_until_removed(mosaic: Sandbox, self_signed: Client) -> None:
    remote = configuration_at_mosaic(mosaic, self_signed)
    remote["jwks"]["keys"].append(stranger())
    client_api(mosaic, self_signed).replace(self_signed.app_id, self_signed.client_id, remote)
    assert rotation_runner.rotate(self_signed, actor=ACTOR).failure is None
    assert "stranger" in kids_at(mosaic, self_signed)
    api = publication.client_api(self_signed)
    assert publication.compare(self_signed, api, actor=ACTOR).differences == ["Mosaic also holds key stranger."]
    self_signed.refresh_from_db()
    assert "stranger" in self_signed.drift
    remote["jwks"] = publication.key_set(self_signed)
    client_api(mosaic, self_signed).replace(self_signed.app_id, self_signed.client_id, remote)
    assert publication.compare(self_signed, api, actor=ACTOR).differences == []
    self_signed.refresh_from_db()
    assert self_signed.drift == ""
    kinds = list(Event.objects.filter(client=self_signed, kind__startswith="drift").values_list("kind", flat=True))
    assert sorted(kinds) == ["drift", "drift_ended"]


def test_own_key_with_another_kid_at_mosaic_is_removed_when_retired(mosaic: Sandbox, self_signed: Client) -> None:
    """A portal may set its own kid for a pasted key; the key must be removed when it retires."""
    remote = configuration_at_mosaic(mosaic, self_signed)
    old = self_signed.credentials.active().get()
    remote["jwks"]["keys"][0]["kid"] = "renamed-by-the-portal"
    client_api(mosaic, self_signed).replace(self_signed.app_id, self_signed.client_id, remote)
    rotation_runner.rotate(self_signed, actor=ACTOR)
    self_signed.credentials.filter(pk=old.pk).update(retiring_at=timezone.now() - timedelta(days=1))
    run = rotation_runner.advance(self_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.RETIRE, Step.WITHDRAW]
    assert kids_at(mosaic, self_signed) == {self_signed.credentials.active().get().kid}


def test_removed_key_is_drift_and_push_restores_it(mosaic: Sandbox, self_signed: Client) -> None:
    api, kid = publication.client_api(self_signed), self_signed.credentials.active().get().kid
    remote = configuration_at_mosaic(mosaic, self_signed)
    empty = {**remote, "jwks": {"keys": []}, "isMtlsCertTokenBound": False}
    client_api(mosaic, self_signed).replace(self_signed.app_id, self_signed.client_id, empty)
    comparison = publication.compare(self_signed, api, actor=ACTOR).differences
    assert comparison == ["Token binding is off at Mosaic.", f"Mosaic does not hold key {kid}."]
    publication.push(self_signed, api, actor=ACTOR)
    self_signed.refresh_from_db()
    assert (self_signed.drift, configuration_at_mosaic(mosaic, self_signed)) == ("", remote)


def test_rotation_publishes_removed_staged_key_again(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the refused proof the runner compares with Mosaic and publishes again."""
    before = configuration_at_mosaic(mosaic, self_signed)
    real = publication.push

    def push_and_lose(client: Client, *args: Any, **kwargs: Any) -> None:
        real(client, *args, **kwargs)
        monkeypatch.setattr(publication, "push", real)
        client_api(mosaic, client).replace(client.app_id, client.client_id, before)

    monkeypatch.setattr(publication, "push", push_and_lose)
    run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert run.failure is None
    assert [step.step for step in run.done] == [Step.STAGE, Step.PUBLISH, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    assert self_signed.credentials.active().get().kid in kids_at(mosaic, self_signed)


def _manager(client: Client) -> Client:
    manager = client.environment.management_client
    assert manager is not None
    return manager


def test_refused_proof_of_published_key_fails_and_compares_once(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = proving.prove

    def refused(client: Client, **kwargs: Any) -> Credential:
        interfere(monkeypatch, mosaic, token_refused(client))
        return real(client, **kwargs)

    token_refresh.current(_manager(self_signed))
    monkeypatch.setattr(proving, "prove", refused)
    with counting(mosaic) as request_counts:
        run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert isinstance(run.failure, MosaicRefusal)
    assert [step.step for step in run.done] == [Step.STAGE, Step.PUBLISH]
    assert request_counts[path_of(self_signed)] == 5  # two reads, one write, one read back; and one comparison


def test_compare_drops_published_material_missing_at_mosaic(mosaic: Sandbox, ca_signed: Client) -> None:
    api, remote = publication.client_api(ca_signed), configuration_at_mosaic(mosaic, ca_signed)
    material = list(ca_signed.published)
    publication.compare(ca_signed, api, actor=ACTOR)
    assert ca_signed.published == material
    other = {**remote, "tls_client_auth": {**remote["tls_client_auth"], "distinguished_name": "CN=other"}}
    client_api(mosaic, ca_signed).replace(ca_signed.app_id, ca_signed.client_id, other)
    publication.compare(ca_signed, api, actor=ACTOR)
    ca_signed.refresh_from_db()
    assert (ca_signed.published, bool(ca_signed.drift)) == ([], True)


@pytest.mark.parametrize("column", ["client_id", "app_id", "publication"])
def test_change_of_client_id_resets_published_and_proven(mosaic: Sandbox, self_signed: Client, column: str) -> None:
    staging.stage(self_signed, actor=ACTOR)
    publish(mosaic, self_signed)
    proving.prove(self_signed, actor=ACTOR)
    client_registry.change(self_signed, [column], actor=ACTOR)  # saved unchanged
    assert self_signed.published
    setattr(self_signed, column, "manual")
    client_registry.change(self_signed, [column], actor=ACTOR)
    self_signed.refresh_from_db()
    assert (self_signed.published, self_signed.published_at) == ([], None)
    assert not self_signed.credentials.filter(proven_at__isnull=False).exists()


def test_push_of_changed_authority_keeps_ocsp_settings(mosaic: Sandbox, ca_signed: Client) -> None:
    remote = configuration_at_mosaic(mosaic, ca_signed)
    remote["tls_client_auth"] |= {"ocsp_on": False, "ocsp_fail_open": True, "ocsp_responder_uri": "http://ocsp.test"}
    client_api(mosaic, ca_signed).replace(ca_signed.app_id, ca_signed.client_id, remote)
    ca_signed.certificate_authority = authorities.add_authority(
        "next", subject_dn="CN=Next CA", lifetime=timedelta(days=99), leaf_lifetime=timedelta(days=9), actor=ACTOR
    )
    ca_signed.save()
    run = rotation_runner.rotate(ca_signed, actor=ACTOR)
    assert Step.PUBLISH in {step.step for step in run.done}
    remote_after = configuration_at_mosaic(mosaic, ca_signed)["tls_client_auth"]
    for name in ("ocsp_on", "ocsp_fail_open", "ocsp_responder_uri"):
        assert remote_after[name] == remote["tls_client_auth"][name]
    assert remote_after["certificate_chain"] != remote["tls_client_auth"]["certificate_chain"]


def test_push_turns_token_binding_on_and_never_off(mosaic: Sandbox, self_signed: Client) -> None:
    remote = configuration_at_mosaic(mosaic, self_signed)
    unbound = {**remote, "isMtlsCertTokenBound": False}
    client_api(mosaic, self_signed).replace(self_signed.app_id, self_signed.client_id, unbound)
    for bound, is_held in ((False, False), (True, True), (False, True)):
        self_signed.bound = bound
        self_signed.save()
        assert rotation_runner.rotate(self_signed, actor=ACTOR).failure is None
        assert configuration_at_mosaic(mosaic, self_signed)["isMtlsCertTokenBound"] is is_held
    comparison = publication.compare(self_signed, publication.client_api(self_signed), actor=ACTOR)
    assert comparison.differences == []
    assert comparison.remarks == [
        "Token binding is on at Mosaic and off here. A push keeps it on; turn it on here as well."
    ]
    self_signed.refresh_from_db()
    assert self_signed.drift == ""
