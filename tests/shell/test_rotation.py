"""mosaic rotate, with a local CA too; reseal. All against the sandbox."""

from __future__ import annotations

import re

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Event
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.flows.rotating import end_overlap, manage
from tests.mosaic import TOKEN, publish
from tests.services.rotation.wire import at, interfere, refusing
from tests.shell.rotation_output import active_kid, steps, waits


def test_rotate_prints_steps_done_and_what_it_waits_for(do, managed_client):
    printed = do("rotate", managed_client.name)
    assert steps(printed) == ["stage", "publish", "prove", "activate"]
    first = active_kid(managed_client)
    assert f"done   activate {first}" in printed
    printed = do("rotate", managed_client.name)
    assert steps(printed) == ["stage", "publish", "prove", "activate"]
    assert re.match(r"until 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, then: ", waits(printed))
    assert f"then: retire {first} (its overlap is over)" in waits(printed)
    assert Event.objects.filter(client=managed_client, kind="activated").first().actor == "shell"


def test_manual_rotation_waits_for_the_operator_then_completes(do, run, mosaic, manual_client):
    outcome = run("rotate", manual_client.name)
    assert outcome.code == 0
    assert steps(outcome.out) == ["stage"]
    assert "for the operator, then: publish" in waits(outcome.out)
    assert "invalid_client" in outcome.err[0]
    kid = manual_client.credentials.staged().get().kid
    publish(mosaic, manual_client)  # the operator registers it
    printed = do("rotate", manual_client.name)
    assert steps(printed) == ["prove", "activate"]
    assert active_kid(manual_client) == kid


def test_manual_rotation_keeps_old_credential_until_mosaic_knows_the_new_one(do, run, mosaic, manual_client):
    run("rotate", manual_client.name)
    publish(mosaic, manual_client)
    do("rotate", manual_client.name)
    old = active_kid(manual_client)
    assert run("rotate", manual_client.name).code == 0
    assert active_kid(manual_client) == old
    assert token_refresh.current(manual_client).credential.kid == old
    assert run("rotate", manual_client.name).code == 0  # each run asks Mosaic again
    assert manual_client.credentials.count() == 2
    publish(mosaic, manual_client)
    assert steps(do("rotate", manual_client.name)) == ["prove", "activate"]
    assert active_kid(manual_client) != old


def test_manual_rotation_fails_on_other_errors_than_missing_registration(run, monkeypatch, mosaic, manual_client):
    for status in (400, 403, 429, 500):
        with monkeypatch.context() as broken:
            interfere(broken, mosaic, at("POST", TOKEN, refusing(status)))
            outcome = run("rotate", manual_client.name)
        assert outcome.code == 1
        assert f"HTTP {status}" in outcome.err[-1]
    run("publish", manual_client.name, "--confirm")  # although it was not registered
    outcome = run("rotate", manual_client.name)
    assert outcome.code == 1
    assert "invalid_client" in outcome.err[-1]


def test_token_fresh_fetches_a_new_token(do, managed_client):
    do("rotate", managed_client.name)
    token = do("token", managed_client.name)
    assert do("token", managed_client.name) == token
    assert do("token", managed_client.name, "--fresh") != token


def test_ca_in_the_database_signs_without_an_operator(do, refuse, mosaic, environment):
    assert do("authority", "list") == ""
    certificate = do("authority", "add", "ours", "--subject", "CN=Our CA,O=Example", "--leaf-days", "7")
    assert certificate.startswith("-----BEGIN CERTIFICATE-----")
    assert "PRIVATE" not in certificate
    assert do("authority", "list").startswith("ours  CN=Our CA,O=Example  until 20")
    assert "already" in refuse("authority", "add", "ours", "--subject", "CN=Other")
    assert "cannot exceed the CA" in refuse("authority", "add", "x", "--subject", "CN=x", "--days", "1")
    manage(mosaic, environment)
    how = ("--auth-method", AuthMethod.CA_SIGNED.value, "--key-algorithm", "EC-P256", "--app-id", mosaic.app_id)
    options = (*how, "--publication", "management-api", "--certificate-authority", "ours", "--bound")
    do("client", "add", "ledger", "--environment", environment.name, "--client-id", "ledger.own", *options)
    mosaic.add_client("ledger.own", AuthMethod.CA_SIGNED)
    assert steps(do("rotate", "ledger")) == ["stage", "certify", "publish", "prove", "activate"]
    assert steps(do("rotate", "ledger")) == ["stage", "certify", "prove", "activate"]
    assert "retire" in steps(_rotated_after_overlap(do, "ledger"))
    credential = Client.objects.get(name="ledger").credentials.active().get()
    assert (credential.not_after - credential.not_before).days == 7


def _rotated_after_overlap(do, name):
    end_overlap(Client.objects.get(name=name))
    return do("rotate", name)


@pytest.mark.parametrize("days", ["1e7", "nan", "inf", "1e12", "-1e300", "40000"])
@pytest.mark.parametrize("option", ["--days", "--leaf-days"])
def test_authority_add_refuses_impossible_validity_in_one_line(refuse, db, option, days):
    line = refuse("authority", "add", "ours", "--subject", "CN=Our CA", f"{option}={days}")
    assert re.search("not a valid number of days|at most 100 years|validity of issued certificates", line)


def test_client_add_refuses_unknown_authority_and_lists_the_known_ones(refuse, eu):
    method = ("--auth-method", AuthMethod.CA_SIGNED.value, "--certificate-authority", "unknown")
    words = ("client", "add", "x", "--environment", eu, "--client-id", "x", *method)
    assert refuse(*words) == "There is no certificate authority 'unknown'. Known: none yet."


def test_reseal_uses_first_key_and_counts_values_that_do_not_open(do, run, settings, managed_client):
    do("rotate", managed_client.name)
    token_refresh.current(managed_client)
    original = settings.MOSAIC_CLIENTS
    old = original["ENCRYPTION_KEYS"][0]
    new = "YW5vdGhlci10ZXN0LWVuY3J5cHRpb24ta2V5LTAwMDI"
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (new, old)}
    assert "0 left unchanged" in do("reseal")
    assert do("reseal").startswith("0 values re-encrypted")
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (new,)}
    assert token_refresh.current(managed_client).value
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (old,)}
    outcome = run("reseal")
    assert outcome.code == 1
    assert outcome.out.startswith("0 values re-encrypted")
    assert "0 left" not in outcome.out


def test_rotation_subcommands_refuse_unknown_client(refuse, managed_client):
    for words in (("rotate",), ("publish",), ("publish", "--check"), ("credential", "rollback")):
        assert "no client 'ghost'" in refuse(*words, "ghost")
