"""The lifecycle of a credential, against a Mosaic that checks the certificate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from mosaic_clients.core.errors import MosaicRefusal, MoveRefused, UnknownName
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import AccessToken, Client, Credential, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import events, sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving, staging, transitions
from tests.mosaic import ACTOR, activate, counting, stage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["payments", "ledger"])
def test_credential_lifecycle_from_staging_to_revocation(
    name: str, mosaic: Sandbox, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(name)
    first = activate(mosaic, client)
    old = token_refresh.current(client)
    assert old.credential == first

    second = stage(mosaic, client)
    assert _statuses(client) == {first.kid: "ACTIVE", second.kid: "STAGED"}
    proving.prove(client, actor=ACTOR)
    activation.activate(client, actor=ACTOR)
    assert _statuses(client) == {first.kid: "RETIRING", second.kid: "ACTIVE"}

    new = token_refresh.current(client)
    assert new.value != old.value
    assert new.credential == second

    transitions.retire(client, first.kid, actor=ACTOR)
    transitions.revoke(client, second.kid, actor=ACTOR)
    assert _statuses(client) == {first.kid: "RETIRED", second.kid: "REVOKED"}
    kinds = list(Event.objects.filter(client=client).order_by("pk").values_list("kind", flat=True))
    steps = ["staged", *(["attached"] if name == "ledger" else []), "published", "proven"]
    assert kinds == ["client_added", *steps, "activated", *steps, "retiring", "activated", "retired", "revoked"]


def _statuses(client: Client) -> dict[str, str]:
    return dict(client.credentials.values_list("kid", "status"))


def test_token_of_retiring_credential_is_served_until_new_one_arrives(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    stage(mosaic, active)
    activation.activate(active, actor=ACTOR, unproven=True)  # no token was obtained with the new one yet
    row = active.access_tokens.get()
    assert row.unseal("value") == old.value
    assert row.credential.state is CredentialStatus.RETIRING
    assert token_refresh.due(datetime.now(UTC)) == [row.pk]
    sessions.session(active.environment, old.credential)  # its certificate can still be presented


def test_activate_refuses_unproven_credential(mosaic: Sandbox, payments: Client) -> None:
    credential = stage(mosaic, payments)
    with pytest.raises(MoveRefused, match="not proven"):
        activation.activate(payments, actor=ACTOR)
    credential.refresh_from_db()
    assert credential.state is CredentialStatus.STAGED
    assert not AccessToken.objects.exists()


def test_activate_unproven_is_recorded(payments: Client) -> None:
    staging.stage(payments, actor=ACTOR)
    assert activation.activate(payments, actor=ACTOR, unproven=True).state is CredentialStatus.ACTIVE
    assert Event.objects.get(kind="activated").detail == "unproven"


@pytest.mark.parametrize("name", ["payments", "ledger"])
def test_stage_refuses_second_pending_credential(name: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(name)
    first = staging.stage(client, actor=ACTOR)
    with pytest.raises(MoveRefused, match=first.kid):
        staging.stage(client, actor=ACTOR)
    assert list(client.credentials.all()) == [first]


def test_prove_and_activate_refuse_without_staged_credential(payments: Client, ledger: Client) -> None:
    for step in (proving.prove, activation.activate):
        with pytest.raises(MoveRefused, match="Stage a credential first"):
            step(payments, actor=ACTOR)
    staging.stage(ledger, actor=ACTOR)
    with pytest.raises(MoveRefused, match="waits for its certificate"):
        proving.prove(ledger, actor=ACTOR)


def test_prove_fails_for_unpublished_key(payments: Client) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    with pytest.raises(MosaicRefusal, match="invalid_client"):
        proving.prove(payments, actor=ACTOR)
    credential.refresh_from_db()
    assert credential.proven_at is None
    assert "invalid_client" in Event.objects.get(kind="proof_failed").detail


def test_prove_stores_no_token(mosaic: Sandbox, payments: Client) -> None:
    stage(mosaic, payments)
    with counting(mosaic) as request_counts:
        proving.prove(payments, actor=ACTOR)
    assert request_counts["/cis/oidc/token"] == 1
    assert not AccessToken.objects.exists()


def test_retire_refuses_active_credential(active: Client) -> None:
    kid = active.credentials.get().kid
    with pytest.raises(MoveRefused, match="is active"):
        transitions.retire(active, kid, actor=ACTOR)
    assert active.credentials.get().state is CredentialStatus.ACTIVE


def test_retire_discards_staged_credential(payments: Client) -> None:
    first = staging.stage(payments, actor=ACTOR)
    transitions.retire(payments, first.kid, actor=ACTOR)
    assert staging.stage(payments, actor=ACTOR).kid != first.kid


def test_revoke_destroys_key_and_drops_tokens(active: Client) -> None:
    token_refresh.current(active)
    revoked = transitions.revoke(active, active.credentials.get().kid, actor=ACTOR)
    row = active.access_tokens.get()
    assert (revoked.private_key, row.value, row.credential) == ("", "", None)
    with pytest.raises(MoveRefused, match="no private key"):
        revoked.identity()
    with pytest.raises(MoveRefused, match="no other status"):
        transitions.retire(active, revoked.kid, actor=ACTOR)
    assert token_refresh.due(datetime.now(UTC)) == []


def test_revoked_certificate_is_not_presented_on_open_connection(active: Client) -> None:
    credential = active.credentials.get()
    sessions.session(active.environment, credential)
    revoked = transitions.revoke(active, credential.kid, actor=ACTOR)
    with pytest.raises(MoveRefused, match="no private key"):
        sessions.session(active.environment, revoked)


def test_kid_prefix_is_case_sensitive(mosaic: Sandbox, active: Client) -> None:
    credential = active.credentials.get()
    assert transitions.credential_by_kid(active, credential.kid[:8]) == credential
    for kid in (credential.kid.swapcase(), "", "%", credential.kid[:-1] + "_"):
        with pytest.raises(UnknownName, match="no credential"):
            transitions.credential_by_kid(active, kid)


def test_ambiguous_kid_prefix_is_refused(active: Client) -> None:
    kid = active.credentials.get().kid
    other = "a" if kid[20] != "a" else "b"
    twin = Credential(client=active, kid=kid[:20] + other * 23, status="RETIRED", created_at=datetime.now(UTC))
    twin.save()
    with pytest.raises(UnknownName, match="more than one"):
        transitions.credential_by_kid(active, kid[:20])
    assert transitions.credential_by_kid(active, kid[:21]).kid == kid


def test_failed_activation_keeps_active_credential(
    mosaic: Sandbox, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = active.credentials.get()
    stage(mosaic, active)
    proving.prove(active, actor=ACTOR)

    real = events.record

    def fail(kind: str, **kwargs: Any) -> Any:
        if kind == "activated":
            raise RuntimeError("the database went away")
        return real(kind, **kwargs)

    monkeypatch.setattr(events, "record", fail)
    with pytest.raises(RuntimeError):
        activation.activate(active, actor=ACTOR)
    assert active.credentials.active().get() == before
    assert active.credentials.staged().exists()


def test_activation_clears_problem_of_missing_credential(mosaic: Sandbox, payments: Client) -> None:
    with pytest.raises(MoveRefused, match="no active credential"):
        token_refresh.current(payments)
    assert "no active credential" in Client.objects.get(pk=payments.pk).problem
    activate(mosaic, payments)
    stored = Client.objects.get(pk=payments.pk)
    assert (stored.problem, stored.problem_at) == ("", None)
    assert Event.objects.filter(client=payments, kind="problem_solved").count() == 1
