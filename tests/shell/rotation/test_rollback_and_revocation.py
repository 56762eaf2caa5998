"""mosaic credential rollback, revoke and destroy, against the sandbox."""

from __future__ import annotations

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Credential
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.flows.rotating import end_overlap
from tests.mosaic import add_client, configuration_at_mosaic, publish, stage
from tests.shell.rotation.rotation_output import active_kid, steps, waits


def test_destroy_refuses_key_that_mosaic_still_holds(do, refuse, managed_client):
    do("rotate", managed_client.name)
    old = active_kid(managed_client)
    assert "its key is still needed" in refuse("credential", "destroy", managed_client.name, "--kid", old)
    do("rotate", managed_client.name)
    do("credential", "retire", managed_client.name, "--kid", old)
    assert "remove it there first. Publish the client key set: run `mosaic publish till`." in refuse(
        "credential", "destroy", managed_client.name, "--kid", old
    )
    do("publish", managed_client.name)
    assert do("credential", "destroy", managed_client.name, "--kid", old) == old
    assert Credential.objects.get(kid=old).private_key == ""


def test_rollback_activates_retiring_credential(do, refuse, managed_client):
    do("rotate", managed_client.name)
    old = active_kid(managed_client)
    assert "no retiring credential" in refuse("credential", "rollback", managed_client.name)
    do("rotate", managed_client.name)
    assert do("credential", "rollback", managed_client.name) == old
    assert active_kid(managed_client) == old
    assert token_refresh.current(managed_client).credential.kid == old


def test_rollback_is_refused_after_the_overlap(do, refuse, managed_client):
    do("rotate", managed_client.name)
    do("rotate", managed_client.name)
    end_overlap(managed_client)
    old = managed_client.credentials.get(status="RETIRING").kid
    do("credential", "retire", managed_client.name, "--kid", old)
    assert "no retiring credential" in refuse("credential", "rollback", managed_client.name)


def test_revoke_activates_a_successor(do, run, mosaic, managed_client):
    do("rotate", managed_client.name)
    leaked = active_kid(managed_client)
    token = token_refresh.current(managed_client).value
    outcome = run("credential", "revoke", managed_client.name, "--kid", leaked[:12])
    assert (outcome.code, outcome.out) == (0, leaked)
    assert steps("\n".join(outcome.err))[-1] == "activate"
    assert Credential.objects.get(kid=leaked).private_key == ""
    assert mosaic.is_revoked(token)
    assert {key["kid"] for key in configuration_at_mosaic(mosaic, managed_client)["jwks"]["keys"]} == {
        active_kid(managed_client)
    }
    assert leaked != active_kid(managed_client)


def test_revoke_of_manual_client_says_what_the_successor_waits_for(do, run, mosaic, manual_client):
    run("rotate", manual_client.name)
    publish(mosaic, manual_client)
    do("rotate", manual_client.name)
    leaked = active_kid(manual_client)
    outcome = run("credential", "revoke", manual_client.name, "--kid", leaked)
    assert (outcome.code, outcome.out) == (0, leaked)
    assert "`mosaic jwks shop`" in outcome.err[1]
    assert "for the operator, then: publish" in waits("\n".join(outcome.err))
    assert "invalid_client" in outcome.err[-1]
    publish(mosaic, manual_client)
    assert steps(do("rotate", manual_client.name)) == ["prove", "activate"]


def test_revoke_exits_1_if_mosaic_did_not_revoke_a_token(do, run, mosaic, managed_client):
    do("rotate", managed_client.name)
    leaked, token = active_kid(managed_client), token_refresh.current(managed_client).value
    with mosaic.faults.status("POST /cis/oidc/token/revocation", 503, count=None):
        outcome = run("credential", "revoke", managed_client.name, "--kid", leaked)
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
