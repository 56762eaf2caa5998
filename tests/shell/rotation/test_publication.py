"""mosaic publish: it pushes, compares or records; and what each output asks of the operator."""

from __future__ import annotations

import json

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Event
from tests.flows.rotating import manage
from tests.mosaic import add_client, client_api, configuration_at_mosaic, publish, stage
from tests.shell.rotation.rotation_output import active_kid, steps


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
    assert steps("\n".join(outcome.err)) == ["prove", "activate"]
    assert manual_client.credentials.active().exists()


def test_publish_pushes_and_check_compares(do, run, mosaic, managed_client):
    do("rotate", managed_client.name)
    outcome = run("publish", managed_client.name, "--check")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", ["Compared with Mosaic: no differences."])
    assert json.loads(do("publish", managed_client.name, "--check", "--json")) == {"differences": [], "remarks": []}
    assert run("publish", managed_client.name, "--json").code == 2
    api = client_api(mosaic, managed_client)
    held = api.read(managed_client.app_id, managed_client.client_id).configuration
    api.replace(managed_client.app_id, managed_client.client_id, {**held, "jwks": {"keys": []}})
    outcome = run("publish", managed_client.name, "--check")
    assert outcome.code == 1
    assert outcome.out
    assert "differ in" in outcome.err[0]
    assert json.loads(run("publish", managed_client.name, "--check", "--json").out)["differences"] == [outcome.out]
    managed_client.refresh_from_db()
    assert managed_client.drift
    assert run("publish", managed_client.name).err == ["Mosaic holds the current material of till."]
    assert {key["kid"] for key in configuration_at_mosaic(mosaic, managed_client)["jwks"]["keys"]} == {
        active_kid(managed_client)
    }
    assert run("publish", managed_client.name, "--check").code == 0
    managed_client.refresh_from_db()
    assert managed_client.drift == ""


def test_check_with_confirm_is_a_usage_error(run, manual_client):
    assert run("publish", manual_client.name, "--check", "--confirm").code == 2


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
