"""mosaic environment discover, endpoint overrides, mosaic doctor"""

from __future__ import annotations

import json

import pytest

from mosaic_clients.models import Client, Environment
from tests.mosaic import Reply, closed_port
from tests.transport.fault_server import plain, serving
from tests.transport.material import ServerFiles, current_authority, server_of

WHERE = ("--base-url", "https://mosaic.test/cis", "--issuer", "https://issuer.test")
WELL_KNOWN = "/cis/oidc/.well-known/openid-configuration"


@pytest.fixture
def discovered(scripted, environment):
    """The environment `local`. Its Mosaic publishes an mTLS alias for the token endpoint."""
    scripted.take_over(environment)
    aliases = {"token_endpoint": "https://mtls.test/token"}
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": environment.issuers[0], "mtls_endpoint_aliases": aliases})
    return environment


def test_environment_add_stores_endpoint_overrides(do):
    elsewhere = ("--endpoint", "revocation=https://mtls.test/revoke", "--endpoint", "userinfo=/oidc/me")
    do("environment", "add", "own", *WHERE, *elsewhere, "--token-path", "/oidc/token")
    row = Environment.objects.get(name="own")
    assert row.endpoint_overrides == {
        "revocation": "https://mtls.test/revoke",
        "userinfo": "/oidc/me",
        "token": "/oidc/token",
    }
    assert row.endpoints.userinfo == "https://mosaic.test/oidc/me"
    assert row.endpoints.introspection == "https://mosaic.test/cis/oidc/token/introspection"


@pytest.mark.parametrize("override", ["tokens=/oidc/token", "token=", "token=oidc", "token=http://mosaic.test/token"])
def test_environment_add_refuses_invalid_endpoint_override(override, refuse):
    line = refuse("environment", "add", "own", *WHERE, "--endpoint", override)
    assert "endpoint" in line


def test_endpoint_without_address_or_with_two_is_a_usage_error(run, refuse):
    outcome = run("environment", "add", "own", *WHERE, "--endpoint", "token")
    assert (outcome.code, outcome.out) == (2, "")
    assert "NAME=URL_OR_PATH" in outcome.err[-1]
    twice = ("--endpoint", "token=/a", "--token-path", "/b")
    assert "twice" in refuse("environment", "add", "own", *WHERE, *twice, code=2)


def test_discover_shows_differences_and_uses_endpoints_with_use_option(run, do, discovered, scripted):
    plain_token = discovered.endpoints.token
    scripted.answers[WELL_KNOWN] = Reply(
        200, {"issuer": discovered.issuers[0], "token_endpoint": "https://mtls.test/token"}
    )
    outcome = run("environment", "discover", "local")
    assert outcome.code == 0
    assert outcome.out == f"token endpoint: stored {plain_token}, discovered https://mtls.test/token"
    assert outcome.err == ["1 differences. The endpoints of local are not taken from it (see --use)."]
    shown = json.loads(do("environment", "discover", "local", "--use", "--json"))
    assert shown["use_discovery"]
    assert shown["issuer"] == discovered.issuers[0]
    assert shown["endpoints"]["token"] == {"url": "https://mtls.test/token", "source": "discovered"}
    assert shown["endpoints"]["revocation"]["source"] == "default"
    assert [each["what"] for each in shown["differences"]] == ["token endpoint"]
    assert do("environment", "discover", "local") == ""
    do("environment", "discover", "local", "--no-use")
    assert Environment.objects.get().endpoints.token == plain_token


def test_discover_uses_mtls_aliases_without_use_option(run, do, discovered):
    outcome = run("environment", "discover", "local")
    assert outcome.out == f"token endpoint: stored {discovered.endpoints.token}, discovered https://mtls.test/token"
    assert outcome.err == ["1 differences. The endpoints of local are taken from the discovery document."]
    assert Environment.objects.get().endpoints.token == "https://mtls.test/token"
    do("environment", "discover", "local", "--no-use")
    assert Environment.objects.get().endpoints.token == discovered.endpoints.token


def test_discover_shows_but_ignores_aliases_of_another_issuer(do, discovered):
    Environment.objects.update(issuers=["https://another.test"])
    assert "issuer: stored https://another.test" in do("environment", "discover", "local")
    assert Environment.objects.get().endpoints.token == discovered.endpoints.token


def test_failed_discovery_prints_one_clear_line(run, scripted, discovered):
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": "https://x.test", "jwks_uri": "http://plain.test"})
    outcome = run("environment", "discover", "local", "--use")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == [
        "CommandError: The discovery document's jwks_uri is not an absolute https URL without credentials or query."
    ]
    assert not Environment.objects.get().use_discovery


def test_use_with_no_use_is_a_usage_error(run, discovered):
    assert run("environment", "discover", "local", "--use", "--no-use").code == 2


def test_doctor_exits_0_for_healthy_client(run, do, active):
    outcome = run("doctor", "payments")
    assert outcome.code == 0
    names = [
        "dns",
        "tcp",
        "tls",
        "server_chain",
        "certificate_request",
        "our_certificate",
        "oauth",
        "token",
        "clock",
        "fapi",
    ]
    assert [line.split()[1] for line in outcome.out.splitlines()] == names
    shown = json.loads(do("doctor", "payments", "--json"))
    assert shown["healthy"]
    assert [step["name"] for step in shown["steps"]] == names
    assert shown["kid"] == active.credentials.get().kid


def test_doctor_shows_every_step_and_exits_1_if_one_failed(run, active):
    Environment.objects.update(base_url=f"https://127.0.0.1:{closed_port()}/cis")
    outcome = run("doctor", "payments")
    assert outcome.code == 1
    assert outcome.err[-1] == "CommandError: Connection of payments failed: tcp."
    lines = outcome.out.splitlines()
    assert lines[1].startswith("failed")
    assert "firewalls" in lines[2]
    assert sum(line.startswith("not reached") for line in lines) == 6
    outcome = run("doctor", "payments", "--json")
    assert outcome.code == 1
    shown = json.loads(outcome.out)
    assert not shown["healthy"]
    steps = {step["name"]: step for step in shown["steps"]}
    assert set(steps["tcp"]) == {"name", "state", "seen", "remedy", "remedy_code"}
    assert steps["tcp"]["remedy_code"] == "check_host_and_port"
    assert steps["tcp"]["remedy"] in lines[2]
    assert (steps["dns"]["remedy"], steps["dns"]["remedy_code"]) == ("", "")


def test_client_show_prints_remedy_of_next_step(do, shop):
    assert "to do                  Stage a credential first: run `mosaic credential stage shop`." in do(
        "client", "show", shop
    )


def test_doctor_prints_no_token(run, active, tmp_path):
    root = current_authority()
    tls = ServerFiles.written(server_of(root), tmp_path).context(accepted_clients=active.credentials.get().chain)
    answer = plain({"access_token": "secret-token", "token_type": "Bearer"}, Date="Mon, 01 Jun 2020 12:00:00 GMT")
    with serving(answer, context=tls) as server:
        Environment.objects.update(base_url=f"https://127.0.0.1:{server.port}/cis", trusted_ca=root.pem)
        outcome = run("doctor", "payments", "--json")
    assert (outcome.code, [step["name"] for step in json.loads(outcome.out)["steps"] if step["state"] == "failed"]) == (
        1,
        ["clock"],
    )
    assert "secret-token" not in outcome.out + "".join(outcome.err)


def test_doctor_refuses_unknown_client(refuse, db):
    assert "no client 'ghost'" in refuse("doctor", "ghost")


def test_fapi_option_implies_bound(do, eu):
    method = ("--auth-method", "self_signed_tls_client_auth")
    do("client", "add", "bank", "--environment", eu, "--client-id", "bank-1", *method, "--fapi")
    row = Client.objects.get()
    assert (row.fapi, row.bound) == (True, True)
