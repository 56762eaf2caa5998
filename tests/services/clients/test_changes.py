"""Changes to a client with credentials: what is refused, what is reset, what is recorded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import ConfigurationError, NoAccessToken
from mosaic_clients.models import AccessToken, Client, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging, transitions
from mosaic_clients.transport import oidc
from tests.mosaic import ACTOR, add_environment

pytestmark = pytest.mark.django_db


def test_auth_method_cannot_change_while_client_has_credentials(mosaic: Sandbox, active: Client) -> None:
    active.auth_method = AuthMethod.CA_SIGNED.value
    with pytest.raises(ConfigurationError, match="cannot be changed while the client has credentials"):
        client_registry.change(active, ["auth_method"], actor=ACTOR)
    stored = Client.objects.get(pk=active.pk)
    assert stored.method is AuthMethod.SELF_SIGNED
    transitions.revoke(stored, stored.credentials.get().kid, actor=ACTOR)
    client_registry.change(active, ["auth_method"], actor=ACTOR)
    assert Client.objects.get(pk=active.pk).method is AuthMethod.CA_SIGNED


def test_auth_method_cannot_change_while_csr_is_pending(ledger: Client) -> None:
    staging.stage(ledger, actor=ACTOR)
    ledger.auth_method = AuthMethod.SELF_SIGNED.value
    with pytest.raises(ConfigurationError, match="while the client has credentials"):
        client_registry.change(ledger, ["auth_method"], actor=ACTOR)


def test_environment_cannot_change_while_client_has_credentials(mosaic: Sandbox, active: Client) -> None:
    old, active.environment = active.environment, add_environment(mosaic, "other")
    with pytest.raises(ConfigurationError, match=r"environment cannot be changed.*\. Add another client in the new"):
        client_registry.change(active, ["environment"], actor=ACTOR)
    stored = Client.objects.get(pk=active.pk)
    assert stored.environment == old
    transitions.revoke(stored, stored.credentials.get().kid, actor=ACTOR)
    client_registry.change(active, ["environment"], actor=ACTOR)
    moved = Client.objects.get(pk=active.pk)
    assert (moved.environment.name, moved.published) == ("other", [])
    assert Event.objects.get(kind="client_changed").detail == "environment: local → other"


def test_environment_cannot_change_when_credential_is_staged_during_change(
    mosaic: Sandbox, payments: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check of the form and the save."""
    payments.environment = add_environment(mosaic, "other")
    check = client_registry.check

    def then_stage(client: Client) -> None:
        check(client)
        staging.stage(Client.objects.get(pk=client.pk), actor=ACTOR)

    monkeypatch.setattr(client_registry, "check", then_stage)
    with pytest.raises(ConfigurationError, match="while the client has credentials"):
        client_registry.change(payments, ["environment"], actor=ACTOR)


def test_new_client_id_drops_tokens_and_makes_them_due(mosaic: Sandbox, active: Client) -> None:
    token_refresh.current(active)
    old, active.client_id = active.client_id, "another.transmit"
    client_registry.change(active, ["client_id"], actor=ACTOR)
    row = AccessToken.objects.get()
    assert (row.value, row.credential, row.expires_at) == ("", None, None)
    assert token_refresh.due(datetime.now(UTC)) == [row.pk]
    assert Event.objects.get(kind="client_changed").detail == f"client_id: {old} → another.transmit"


def test_token_requested_before_change_is_not_stored(
    mosaic: Sandbox, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client ID changes while Mosaic answers."""
    ask = oidc.client_credentials

    def change_during_call(*args: object, **kwargs: object) -> object:
        answer = ask(*args, **kwargs)  # type: ignore[arg-type]
        changed = Client.objects.get(pk=active.pk)
        changed.client_id = "another.transmit"
        client_registry.change(changed, ["client_id"], actor=ACTOR)
        return answer

    monkeypatch.setattr(oidc, "client_credentials", change_during_call)
    with pytest.raises(NoAccessToken):
        token_refresh.current(active)
    assert AccessToken.objects.get().value == ""


def test_change_of_other_column_keeps_tokens(active: Client) -> None:
    token_refresh.current(active)
    active.automatic, active.alternative_names = True, ["dns:a.test", "dns:b.test"]
    client_registry.change(active, ["automatic", "alternative_names", "client_id"], actor=ACTOR)
    assert AccessToken.objects.get().value
    expected = "automatic: none → True, alternative_names: none → dns:a.test, dns:b.test"
    assert Event.objects.get(kind="client_changed").detail == expected


def test_summary_cuts_long_values_and_reports_no_change(payments: Client) -> None:
    client_registry.change(payments, ["app_id"], actor=ACTOR)
    old, payments.app_id = payments.app_id, "x" * 200
    client_registry.change(payments, ["app_id"], actor=ACTOR)
    details = Event.objects.filter(kind="client_changed").order_by("at").values_list("detail", flat=True)
    assert list(details) == ["nothing changed", f"app_id: {old} → {'x' * 79}…"]
