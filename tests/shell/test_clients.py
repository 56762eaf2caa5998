"""mosaic client add, client set and client remove; every command refuses an unknown client."""

from __future__ import annotations

import json

import pytest

from mosaic_clients.models import Client, Event

SELF_SIGNED = ("--auth-method", "self_signed_tls_client_auth")


def _add(name="till", environment="eu", client_id="till.transmit", method=SELF_SIGNED):
    return ("client", "add", "--environment", environment, "--client-id", client_id, *method, "--", name)


def test_client_add_names_the_next_step(run, eu):
    outcome = run(*_add())
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == ["Added client till. Stage a credential first: run `mosaic credential stage till`."]
    row = Client.objects.get(name="till")
    assert (row.key_algorithm, row.bound, row.fapi, row.publication) == ("RSA-2048", False, False, "manual")


def test_client_add_stores_every_option(do, eu):
    more = ("--resource", "https://pay.test", "--app-id", "app", "--publication", "management-api")
    options = ("--key-algorithm", "EC-P384", "--subject", "CN=x,O=y", *more, "--bound", "--fapi")
    do(*_add()[:-2], *options, "till")
    row = Client.objects.get(name="till")
    assert (row.key_algorithm, row.subject, row.resource) == ("EC-P384", "CN=x,O=y", "https://pay.test")
    assert (row.app_id, row.publication, row.bound, row.fapi) == ("app", "management-api", True, True)


def test_client_add_refuses_unknown_environment_and_lists_the_known_ones(refuse, eu):
    assert refuse(*_add(environment="us")) == "There is no environment 'us'. Known: eu."


@pytest.mark.parametrize("name", ["my till", "Till", "", "a\nb", "../till", "x" * 65, "töll"])
def test_client_add_refuses_name_that_needs_quoting(name, refuse, eu):
    assert "name:" in refuse(*_add(name=name))


@pytest.mark.parametrize("client_id", ["", " ", " till", "till\n", "x" * 201])
def test_client_add_refuses_invalid_client_id(client_id, refuse, eu):
    assert "client" in refuse(*_add(client_id=client_id)).lower()


@pytest.mark.parametrize(
    "subject", ["nonsense", "CN=", "CN=a,,O=b", "XX=a", "CN=a\nb", "C=Germany", "CN=" + "x" * 65, "CN=" + "x" * 600]
)
def test_client_add_refuses_invalid_subject_dn(subject, refuse, eu):
    line = refuse(*_add()[:-2], "--subject", subject, "till")
    assert "distinguished name" in line or "subject" in line


def test_remove_deletes_unused_client_then_environment(do, refuse, eu):
    do(*_add())
    assert "has clients" in refuse("environment", "remove", eu)
    do("client", "remove", "till")
    do("environment", "remove", eu)
    assert not Client.objects.exists()
    assert "no environment" in refuse("environment", "remove", eu)


def test_client_in_use_is_retired_withdrawn_and_removed(refuse, do, shop):
    kid = do("credential", "stage", shop)
    do("publish", shop, "--confirm")
    assert "cannot be removed while it has credentials" in refuse("client", "remove", shop)
    do("credential", "retire", shop, "--kid", kid)
    assert "next: remove the old key from Mosaic" in do("status")
    assert f"mosaic publish {shop} --confirm" in refuse("client", "remove", shop)
    assert json.loads(do("jwks", shop)) == {"keys": []}
    do("publish", shop, "--confirm")
    assert "no credential to publish" in refuse("jwks", shop)
    do("client", "remove", shop)
    assert Event.objects.filter(client_name=shop, kid=kid, kind="retired").exists()
    assert not Client.objects.exists()


def test_client_set_changes_and_removes_alternative_names(do, eu):
    do(*_add()[:-2], "--san", "dns:till.example", "--san", "uri:spiffe://example/till", "till")
    row = Client.objects.get(name="till")
    assert row.alternative_names == ["dns:till.example", "uri:spiffe://example/till"]
    do("client", "set", "till", "--san", "ip:10.0.0.7")
    do("client", "set", "till", "--subject", "CN=till")
    row.refresh_from_db()
    assert row.alternative_names == ["ip:10.0.0.7"]
    do("client", "set", "till", "--san", "")
    row.refresh_from_db()
    assert row.alternative_names == []


def test_client_add_refuses_invalid_alternative_name(refuse, eu):
    line = refuse(*_add()[:-2], "--san", "till.example", "till")
    assert line.startswith("'till.example' is not an alternative name. Write dns:api.example.com, ")


@pytest.mark.parametrize("resource", ["pay.test", "/pay", "https://pay.test#x", "https://pay .test", "https://[::1"])
def test_client_add_refuses_resource_that_is_not_an_absolute_uri(resource, refuse, eu):
    assert "resource" in refuse(*_add()[:-2], "--resource", resource, "till")


def test_client_add_requires_app_id_for_management_api(refuse, eu):
    assert "--app-id" in refuse(*_add()[:-2], "--publication", "management-api", "till")


def test_client_add_refuses_duplicate_name_and_client_id(refuse, shop):
    assert "already" in refuse(*_add(name=shop))
    assert "already" in refuse(*_add(client_id="shop.transmit"))


def test_client_add_accepts_same_client_id_in_another_environment(do, shop):
    do("environment", "add", "us", "--region", "us")
    do(*_add(environment="us", client_id="shop.transmit"))


@pytest.mark.parametrize(
    "options", [(), ("--auth-method", "private_key_jwt"), (*SELF_SIGNED, "--key-algorithm", "RSA-1024")]
)
def test_unknown_method_or_algorithm_is_a_usage_error(options, run, eu):
    outcome = run("client", "add", "x", "--environment", eu, "--client-id", "x", *options)
    assert (outcome.code, outcome.err[0][:6]) == (2, "usage:")


@pytest.mark.parametrize(
    "words",
    [
        ("client", "show"),
        ("credential", "stage"),
        ("credential", "prove"),
        ("credential", "activate"),
        ("jwks",),
        ("chain",),
        ("subject-dn",),
        ("csr",),
        ("token",),
    ],
)
def test_every_subcommand_refuses_unknown_client(words, refuse, shop):
    assert refuse(*words, "ghost") == "There is no client 'ghost'. Run `mosaic client list` to see all of them."
    assert refuse(*words, "SHOP").startswith("There is no client 'SHOP'.")


@pytest.mark.parametrize("words", [("attach", "--chain"), ("retire", "--kid"), ("revoke", "--kid")])
def test_unknown_client_is_refused_before_other_arguments_are_checked(words, refuse, shop):
    assert "no client 'ghost'" in refuse("credential", words[0], "ghost", words[1], "x")


def test_client_set_changes_the_registration_and_show_prints_it(do, refuse, shop):
    assert json.loads(do("client", "show", shop, "--json"))["key_algorithm"] == "EC-P256"
    changes = ("--name", "store", "--client-id", "store.transmit", "--key-algorithm", "RSA-3072", "--fapi")
    do("client", "set", shop, *changes, "--resource", "https://pay.test", "--app-id", "a1", "--no-automatic")
    shown = json.loads(do("client", "show", "store", "--json"))
    expected = {
        "client_id": "store.transmit", "key_algorithm": "RSA-3072", "fapi": True, "bound": True, "app_id": "a1",
        "resource": "https://pay.test", "automatic": False, "publication": "manual", "alternative_names": [],
        "certificate_authority": None, "subject": "CN=store.transmit", "published": [],
    }  # fmt: skip
    assert {name: shown[name] for name in expected} == expected
    lines = {" ".join(line.split()) for line in do("client", "show", "store").splitlines()}
    assert {"fapi yes", "app id a1", "publication manual", "automatic no", "certificate authority -"} <= lines
    assert "FAPI 2.0" in refuse("client", "set", "store", "--no-bound")
    do("client", "set", "store", "--no-fapi", "--no-bound", "--auth-method", "tls_client_auth")
    row = Client.objects.get(name="store")
    assert (row.fapi, row.bound, row.auth_method) == (False, False, "tls_client_auth")
    do("credential", "stage", "store")
    assert "cannot be changed" in refuse("client", "set", "store", "--auth-method", "self_signed_tls_client_auth")
