"""mosaic rotate, publish, credential rollback and revoke, against the sandbox."""

from __future__ import annotations

import json
import re

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.flows.rotating import end_overlap, manage
from tests.mosaic import TOKEN, add_client, client_api, configuration_at_mosaic, publish, stage
from tests.services.rotation.wire import at, interfere, refusing


def _steps(printed):
    """Returns the steps that the output lists as done, without the kids."""
    return [line.split()[1] for line in printed.splitlines() if line.startswith("done ")]


def _waits(printed):
    (line,) = [line for line in printed.splitlines() if line.startswith("waits ")]
    return line.removeprefix("waits").strip()


def _active(client):
    return client.credentials.active().get().kid


@pytest.fixture
def client(mosaic, environment):
    """A self-signed client that another client's token publishes."""
    return add_client(mosaic, manage(mosaic, environment), "till")


@pytest.fixture
def manual_client(mosaic, environment):
    """A self-signed client that an operator publishes manually."""
    return add_client(mosaic, environment, "shop", publication="manual")


def test_rotate_prints_steps_done_and_what_it_waits_for(do, client):
    printed = do("rotate", client.name)
    assert _steps(printed) == ["stage", "publish", "prove", "activate"]
    first = _active(client)
    assert f"done   activate {first}" in printed
    printed = do("rotate", client.name)
    assert _steps(printed) == ["stage", "publish", "prove", "activate"]
    assert re.match(r"until 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, then: ", _waits(printed))
    assert f"then: retire {first} (its overlap is over)" in _waits(printed)
    assert Event.objects.filter(client=client, kind="activated").first().actor == "shell"


def test_manual_rotation_waits_for_the_operator_then_completes(do, run, mosaic, manual_client):
    outcome = run("rotate", manual_client.name)
    assert outcome.code == 0
    assert _steps(outcome.out) == ["stage"]
    assert "for the operator, then: publish" in _waits(outcome.out)
    assert "invalid_client" in outcome.err[0]
    kid = manual_client.credentials.staged().get().kid
    publish(mosaic, manual_client)  # the operator registers it
    printed = do("rotate", manual_client.name)
    assert _steps(printed) == ["prove", "activate"]
    assert _active(manual_client) == kid


def test_manual_rotation_keeps_old_credential_until_mosaic_knows_the_new_one(do, run, mosaic, manual_client):
    run("rotate", manual_client.name)
    publish(mosaic, manual_client)
    do("rotate", manual_client.name)
    old = _active(manual_client)
    assert run("rotate", manual_client.name).code == 0
    assert _active(manual_client) == old
    assert token_refresh.current(manual_client).credential.kid == old
    assert run("rotate", manual_client.name).code == 0  # each run asks Mosaic again
    assert manual_client.credentials.count() == 2
    publish(mosaic, manual_client)
    assert _steps(do("rotate", manual_client.name)) == ["prove", "activate"]
    assert _active(manual_client) != old


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


def test_publish_confirm_records_manual_publication(do, run, refuse, manual_client):
    assert "`mosaic credential stage shop`" in refuse("publish", manual_client.name, "--confirm")
    run("rotate", manual_client.name)
    outcome = run("publish", manual_client.name, "--confirm")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err[-1].startswith("The next step is not done yet: ")  # Mosaic still refuses it
    manual_client.refresh_from_db()
    assert manual_client.published == [manual_client.credentials.get().material]
    assert Event.objects.filter(client=manual_client, kind="published", detail="manually").exists()


def test_publish_confirm_continues_the_rotation(run, mosaic, manual_client):
    run("rotate", manual_client.name)
    publish(mosaic, manual_client)
    outcome = run("publish", manual_client.name, "--confirm")
    assert outcome.code == 0
    assert _steps("\n".join(outcome.err)) == ["prove", "activate"]
    assert manual_client.credentials.active().exists()


def test_publish_pushes_and_check_compares(do, run, mosaic, client):
    do("rotate", client.name)
    outcome = run("publish", client.name, "--check")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", ["Compared with Mosaic: no differences."])
    assert json.loads(do("publish", client.name, "--check", "--json")) == {"differences": [], "remarks": []}
    assert run("publish", client.name, "--json").code == 2
    api = client_api(mosaic, client)
    held = api.read(client.app_id, client.client_id).configuration
    api.replace(client.app_id, client.client_id, {**held, "jwks": {"keys": []}})
    outcome = run("publish", client.name, "--check")
    assert outcome.code == 1
    assert outcome.out
    assert "differ in" in outcome.err[0]
    assert json.loads(run("publish", client.name, "--check", "--json").out)["differences"] == [outcome.out]
    client.refresh_from_db()
    assert client.drift
    assert run("publish", client.name).err == ["Mosaic holds the current material of till."]
    assert {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]} == {_active(client)}
    assert run("publish", client.name, "--check").code == 0
    client.refresh_from_db()
    assert client.drift == ""


def test_destroy_refuses_key_that_mosaic_still_holds(do, refuse, client):
    do("rotate", client.name)
    old = _active(client)
    assert "its key is still needed" in refuse("credential", "destroy", client.name, "--kid", old)
    do("rotate", client.name)
    do("credential", "retire", client.name, "--kid", old)
    assert "remove it there first. Publish the client key set: run `mosaic publish till`." in refuse(
        "credential", "destroy", client.name, "--kid", old
    )
    do("publish", client.name)
    assert do("credential", "destroy", client.name, "--kid", old) == old
    assert Credential.objects.get(kid=old).private_key == ""


def test_token_fresh_fetches_a_new_token(do, client):
    do("rotate", client.name)
    token = do("token", client.name)
    assert do("token", client.name) == token
    assert do("token", client.name, "--fresh") != token


def test_check_with_confirm_is_a_usage_error(run, manual_client):
    assert run("publish", manual_client.name, "--check", "--confirm").code == 2


def test_rollback_activates_retiring_credential(do, refuse, client):
    do("rotate", client.name)
    old = _active(client)
    assert "no retiring credential" in refuse("credential", "rollback", client.name)
    do("rotate", client.name)
    assert do("credential", "rollback", client.name) == old
    assert _active(client) == old
    assert token_refresh.current(client).credential.kid == old


def test_rollback_is_refused_after_the_overlap(do, refuse, client):
    do("rotate", client.name)
    do("rotate", client.name)
    end_overlap(client)
    old = client.credentials.get(status="RETIRING").kid
    do("credential", "retire", client.name, "--kid", old)
    assert "no retiring credential" in refuse("credential", "rollback", client.name)


def test_revoke_activates_a_successor(do, run, mosaic, client):
    do("rotate", client.name)
    leaked = _active(client)
    token = token_refresh.current(client).value
    outcome = run("credential", "revoke", client.name, "--kid", leaked[:12])
    assert (outcome.code, outcome.out) == (0, leaked)
    assert _steps("\n".join(outcome.err))[-1] == "activate"
    assert Credential.objects.get(kid=leaked).private_key == ""
    assert mosaic.is_revoked(token)
    assert {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]} == {_active(client)}
    assert leaked != _active(client)


def test_revoke_of_manual_client_says_what_the_successor_waits_for(do, run, mosaic, manual_client):
    run("rotate", manual_client.name)
    publish(mosaic, manual_client)
    do("rotate", manual_client.name)
    leaked = _active(manual_client)
    outcome = run("credential", "revoke", manual_client.name, "--kid", leaked)
    assert (outcome.code, outcome.out) == (0, leaked)
    assert "`mosaic jwks shop`" in outcome.err[1]
    assert "for the operator, then: publish" in _waits("\n".join(outcome.err))
    assert "invalid_client" in outcome.err[-1]
    publish(mosaic, manual_client)
    assert _steps(do("rotate", manual_client.name)) == ["prove", "activate"]


def test_revoke_exits_1_if_mosaic_did_not_revoke_a_token(do, run, mosaic, client):
    do("rotate", client.name)
    leaked, token = _active(client), token_refresh.current(client).value
    with mosaic.faults.status("POST /cis/oidc/token/revocation", 503, count=None):
        outcome = run("credential", "revoke", client.name, "--kid", leaked)
    assert (outcome.code, outcome.out) == (1, leaked)
    assert outcome.err[-1].startswith("CommandError: Mosaic did not revoke 1 access token: ")
    assert "have Transmit Security revoke the tokens of" in outcome.err[-1]
    assert token not in "".join(outcome.err)
    assert Credential.objects.get(kid=leaked).status == "REVOKED"


def test_revoke_of_ca_signed_credential_names_serial_for_the_ca(run, mosaic, environment):
    client = add_client(mosaic, environment, "vault", AuthMethod.CA_SIGNED)
    leaked = stage(mosaic, client)
    outcome = run("credential", "revoke", client.name, "--kid", leaked.kid)
    assert (outcome.code, outcome.out) == (0, leaked.kid)
    assert f"Have your CA revoke the certificate with serial {leaked.serial} as well" in outcome.err[1]


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
    assert _steps(do("rotate", "ledger")) == ["stage", "certify", "publish", "prove", "activate"]
    assert _steps(do("rotate", "ledger")) == ["stage", "certify", "prove", "activate"]
    assert "retire" in _steps(_rotated_after_overlap(do, "ledger"))
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


def test_reseal_uses_first_key_and_counts_values_that_do_not_open(do, run, settings, client):
    do("rotate", client.name)
    token_refresh.current(client)
    original = settings.MOSAIC_CLIENTS
    old = original["ENCRYPTION_KEYS"][0]
    new = "YW5vdGhlci10ZXN0LWVuY3J5cHRpb24ta2V5LTAwMDI"
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (new, old)}
    assert "0 left unchanged" in do("reseal")
    assert do("reseal").startswith("0 values re-encrypted")
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (new,)}
    assert token_refresh.current(client).value
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (old,)}
    outcome = run("reseal")
    assert outcome.code == 1
    assert outcome.out.startswith("0 values re-encrypted")
    assert "0 left" not in outcome.out


def test_rotation_subcommands_refuse_unknown_client(refuse, client):
    for words in (("rotate",), ("publish",), ("publish", "--check"), ("credential", "rollback")):
        assert "no client 'ghost'" in refuse(*words, "ghost")


def test_every_output_for_manual_client_names_registration_and_confirmation(run, refuse, mosaic, environment):
    client = add_client(mosaic, environment, "kiosk", publication="manual", app_id="")
    paste = "Register the output of `mosaic jwks kiosk` at Mosaic, then run `mosaic publish kiosk --confirm`."
    assert "mosaic credential stage kiosk" in refuse("publish", "kiosk")
    outcome = run("rotate", "kiosk")
    assert f"to do  {paste}" in outcome.out
    for words in ((), ("--check",)):
        line = refuse("publish", "kiosk", *words)
        assert paste in line
        assert "app id" not in line
    outcome = run("doctor", "kiosk")
    assert paste in outcome.out
    outcome = run("credential", "prove", "kiosk")
    assert outcome.code == 1
    assert paste in outcome.err[-1]
    run("publish", "kiosk", "--confirm")  # although it was not registered
    assert paste not in run("credential", "prove", "kiosk").err[-1]
    assert client.credentials.count() == 1


def test_client_awaiting_certificate_names_attach_and_has_no_problem(do, run, refuse, mosaic, environment):
    client = add_client(mosaic, environment, "vault", AuthMethod.CA_SIGNED)
    assert "to do  Have the output of `mosaic csr vault` signed" in do("rotate", client.name)
    attach = "mosaic credential attach vault --chain FILE"
    for words in ((), ("--check",)):
        assert attach in refuse("publish", client.name, *words)
    shown = run("doctor", client.name).out
    assert attach in shown
    assert "awaits its certificate" in shown
    assert "credential stage" not in shown
    manage(mosaic, environment)
    assert attach in refuse("publish", client.name, "--check")
    assert "PROBLEM" not in do("status")


def test_check_of_manual_client_without_token_stores_no_problem(do, refuse, mosaic, manual_client):
    stage(mosaic, manual_client)
    assert "mosaic publish shop --confirm" in refuse("publish", manual_client.name, "--check")
    assert "PROBLEM" not in do("status")
