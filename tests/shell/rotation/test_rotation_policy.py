"""mosaic client add and set, environment set-manager: the rotation policy and the management client."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.services.rotation import runner as rotation_runner

SELF_SIGNED = ("--auth-method", AuthMethod.SELF_SIGNED.value, "--key-algorithm", "EC-P256")


def _row(name="till"):
    return Client.objects.get(name=name)


def _policy(client):
    return client.automatic, client.lifetime, client.renew_before, client.overlap


@pytest.fixture
def add(eu):
    """Returns the arguments that add the client `till`."""
    return lambda *options: (
        "client", "add", "till", "--environment", eu, "--client-id", "till.transmit", *SELF_SIGNED, *options
    )  # fmt: skip


def test_client_without_options_uses_the_settings(do, add):
    do(*add())
    assert _policy(_row()) == (None, None, None, None)


def test_client_add_stores_the_rotation_policy(do, add):
    do(*add("--automatic", "--lifetime", "90d", "--renew-before", "14d12h", "--overlap", "12h"))
    assert _policy(_row()) == (
        True,
        timedelta(days=90),
        timedelta(days=14, hours=12),
        timedelta(hours=12),
    )


def test_certificates_have_the_configured_lifetime(do, add):
    do(*add("--lifetime", "6h"))
    do("credential", "stage", "till")
    credential = _row().credentials.get()
    assert timedelta(hours=6) <= credential.not_after - credential.not_before <= timedelta(hours=6, minutes=10)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("30m", 1800), ("1h30m", 5400), ("1d1h1m1s", 90061), ("365d", 365 * 86400), ("036h", 129600)],
)
def test_duration_is_a_number_and_a_unit(text, seconds, do, add):
    do(*add("--lifetime", text))
    assert _row().lifetime == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "90", "d", "0d", "0d0h", "-1d", "1.5d", "1 d", "h1", "12h1d", "1w", "1d1d", "99999999999d", "٣d", "1D"]
)
def test_invalid_duration_is_a_usage_error(text, run, add):
    outcome = run(*add(f"--overlap={text}"))
    assert outcome.code == 2
    assert "is not a duration" in outcome.err[-1]
    assert not Client.objects.exists()


@pytest.mark.parametrize("option", ["--lifetime", "--renew-before", "--overlap"])
def test_duration_over_100_years_is_refused(option, refuse, add):
    assert "at most 100 years" in refuse(*add(option, "365250d"))


@pytest.mark.parametrize("text", ["1s", "299s"])
def test_overlap_below_5_minutes_is_refused(text, do, refuse, add):
    assert "An overlap below 5 minutes has no effect" in refuse(*add("--overlap", text))
    do(*add("--overlap", "5m"))


def test_client_set_changes_only_given_options(do, run, add):
    do(*add("--lifetime", "90d", "--overlap", "12h", "--resource", "https://pay.test"))
    outcome = run("client", "set", "till", "--automatic", "--overlap", "1d", "--renew-before", "7d")
    assert (outcome.code, outcome.out) == (0, "")
    assert "automatic" in outcome.err[0]
    row = _row()
    assert _policy(row) == (True, timedelta(days=90), timedelta(days=7), timedelta(days=1))
    assert (row.resource, row.client_id) == ("https://pay.test", "till.transmit")
    do("client", "set", "till", "--no-automatic")
    assert _row().automatic is False
    do("client", "set", "till", "--automatic-by-settings", "--lifetime", "default", "--overlap", "default")
    assert _policy(_row()) == (None, None, timedelta(days=7), None)
    assert Event.objects.filter(kind="client_changed", client__name="till", actor="shell").count() == 3


def test_client_set_changes_the_registration(do, refuse, add):
    do(*add())
    assert "--app-id" in refuse("client", "set", "till", "--publication", "management-api")
    do("client", "set", "till", "--publication", "management-api", "--app-id", "app-1", "--subject", "CN=other")
    row = _row()
    assert (row.publication, row.app_id, row.subject) == ("management-api", "app-1", "CN=other")
    assert "distinguished name" in refuse("client", "set", "till", "--subject", "nonsense")
    assert "resource" in refuse("client", "set", "till", "--resource", "pay.test")


def test_client_set_without_changes_is_a_usage_error(run, shop):
    assert run("client", "set", shop).code == 2
    assert run("client", "set", shop, "--automatic", "--no-automatic").code == 2
    assert run("client", "set", shop, "--environment", "other").code == 2


def test_certificate_authority_is_for_ca_signed_clients_only(do, refuse, bank, shop):
    do("authority", "add", "ours", "--subject", "CN=Our CA")
    assert "CA-signed clients only" in refuse("client", "set", shop, "--certificate-authority", "ours")
    do("client", "set", bank, "--certificate-authority", "ours")
    assert _row(bank).certificate_authority.name == "ours"
    do("client", "set", bank, "--certificate-authority", "")
    assert _row(bank).certificate_authority is None


def test_client_switched_to_automatic_is_due_immediately(do, add):
    """Its last run had nothing left to do, so it would be due only before its certificate expires."""
    do(*add())
    client = _row()
    rotation_runner.advance(client, actor="worker")
    assert client.pk not in rotation_runner.due(timezone.now())
    assert client.pk in rotation_runner.due(timezone.now() + timedelta(days=1, minutes=1))
    do("client", "set", "till", "--automatic")
    assert client.pk in rotation_runner.due(timezone.now())


def test_set_manager_sets_and_clears_the_management_client(do, run, eu, shop, bank):
    outcome = run("environment", "set-manager", eu, shop)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", ["eu: pushes are authorized by shop."])
    assert Environment.objects.get(name=eu).management_client == _row(shop)
    do("environment", "set-manager", eu, bank)
    do("environment", "set-manager", eu, "--none")
    assert Environment.objects.get(name=eu).management_client is None


def test_set_manager_refuses_client_of_another_environment(do, refuse, shop):
    do("environment", "add", "us", "--region", "us")
    assert "another environment" in refuse("environment", "set-manager", "us", shop)
    assert "no client 'ghost'" in refuse("environment", "set-manager", "us", "ghost")
    assert "no environment 'mars'" in refuse("environment", "set-manager", "mars", shop)


def test_set_manager_without_client_or_none_is_a_usage_error(run, eu, shop):
    assert run("environment", "set-manager", eu).code == 2
    assert run("environment", "set-manager", eu, shop, "--none").code == 2
