"""mosaic environment …"""

from __future__ import annotations

import json

import pytest

from mosaic_clients.core.jose.algorithms import ALGORITHMS
from mosaic_clients.models import Environment
from tests.shell.material import leaf, written

BASE = ("environment", "add", "own")
WHERE = ("--base-url", "https://mosaic.test/cis", "--issuer", "https://issuer.test")


def test_region_sets_base_url_and_issuer(run):
    outcome = run("environment", "add", "eu", "--region", "eu")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == ["Added environment eu: https://api.eu.transmitsecurity.io/cis/oidc/token"]
    row = Environment.objects.get(name="eu")
    assert (row.issuers, row.audiences) == (["https://eu.userid.security"], ["userid-api"])
    assert (row.algorithms, row.token_types) == (["RS256", "PS256"], ["at+jwt", "JWT"])
    assert (row.allow_private, row.trusted_ca) == (False, "")


def test_environment_add_stores_every_option(do, tmp_path):
    authority = leaf(ca=True)
    ca_file = written(tmp_path / "ca.pem", f"# our own\n{authority.pem}")
    twice = ("--issuer", "https://second.test", "--audience", "a", "--audience", "b", "--algorithm", "ES256")
    once = ("--token-type", "JWT", "--trusted-ca", ca_file, "--allow-private", "--token-path", "/oidc/token")
    do(*BASE, *WHERE, *twice, *once)
    row = Environment.objects.get(name="own")
    assert (row.issuers, row.audiences) == (["https://issuer.test", "https://second.test"], ["a", "b"])
    assert (row.algorithms, row.token_types, row.allow_private) == (["ES256"], ["JWT"], True)
    assert row.trusted_ca == authority.pem
    assert row.endpoints.token == "https://mosaic.test/oidc/token"


def test_environment_add_accepts_every_registered_algorithm(do):
    options = [option for name in ALGORITHMS for option in ("--algorithm", name)]
    do(*BASE, *WHERE, *options)
    assert Environment.objects.get(name="own").algorithms == list(ALGORITHMS)
    assert {"ES512", "Ed25519"} <= set(ALGORITHMS)


def test_environment_list_prints_every_environment(do, eu):
    do(*BASE, *WHERE)
    assert [line.split()[0] for line in do("environment", "list").splitlines()] == ["eu", "own"]
    first, _ = json.loads(do("environment", "list", "--json"))
    assert first["name"] == "eu"
    assert first["issuers"] == ["https://eu.userid.security"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://mosaic.test/cis", "https URL"),
        ("https://me:pass@mosaic.test/cis", "without credentials"),
        ("https://mosaic.test/cis?x=1", "query"),
        ("https://mosaic.test/cis#x", "fragment"),
        ("https://", "absolute"),
        ("mosaic.test", "absolute"),
        ("https://mosaic.test:port", "absolute"),
        ("https://[::1", "absolute"),
        ("file:///etc/passwd", "https URL"),
        ("https://mosaic.test/\nx", "usable"),
        ("", "absolute"),
    ],
)
def test_environment_add_refuses_invalid_base_url(url, words, refuse):
    assert words in refuse(*BASE, "--base-url", url, "--issuer", "https://issuer.test")


def test_base_url_without_issuer_is_a_usage_error(refuse):
    assert "--issuer" in refuse(*BASE, "--base-url", "https://mosaic.test/cis", code=2)


def test_region_without_documented_issuer_requires_the_option(refuse, do):
    assert "--issuer" in refuse(*BASE, "--region", "sandbox")
    do(*BASE, "--region", "sandbox", "--issuer", "https://issuer.test")


@pytest.mark.parametrize("issuer", ["", " https://issuer.test", "https://issuer.test\n"])
def test_environment_add_refuses_issuer_with_surrounding_space(issuer, refuse):
    assert "issuer" in refuse(*BASE, "--base-url", "https://mosaic.test", "--issuer", issuer)


@pytest.mark.parametrize("name", ["my env", "Big", "ü", "", "-", "a/b", "a\nb", "x" * 65, "a."])
def test_environment_add_refuses_name_that_needs_quoting(name, refuse):
    line = refuse("environment", "add", *WHERE, "--", name)
    assert "name:" in line


def test_environment_add_refuses_duplicate_name(refuse, eu):
    assert "already" in refuse("environment", "add", eu, *WHERE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not PEM", "No PEM certificate"),
        ("", "is empty"),
        ("\n", "No PEM certificate"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        ("x" * 1_000_000, "larger than"),
        (leaf().key_pem, "private key"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read"),
    ],
    ids=["prose", "empty", "blank", "binary", "megabyte", "private-key", "broken"],
)
def test_environment_add_refuses_invalid_trusted_ca(content, words, refuse, tmp_path):
    ca_file = written(tmp_path / "ca.pem", content)
    assert words in refuse(*BASE, *WHERE, "--trusted-ca", ca_file)


def test_environment_add_refuses_missing_trusted_ca_file(refuse, tmp_path):
    assert "No such file" in refuse(*BASE, *WHERE, "--trusted-ca", tmp_path / "missing.pem")
    assert "Is a directory" in refuse(*BASE, *WHERE, "--trusted-ca", tmp_path)


@pytest.mark.parametrize("path", ["oidc/token", "//evil.test/token", "/token?x=1", "/to ken"])
def test_environment_add_refuses_token_path_that_is_not_a_path(path, refuse):
    assert "absolute path" in refuse(*BASE, *WHERE, "--token-path", path)
    assert "absolute" in refuse(*BASE, *WHERE, "--endpoint", f"token={path}")


@pytest.mark.parametrize(
    "words",
    [
        ("environment", "add", "x"),
        ("environment", "add", "x", "--region", "mars"),
        ("environment", "add", "x", "--region", "eu", "--base-url", "https://mosaic.test"),
        ("environment", "add", "x", *WHERE, "--algorithm", "none"),
        ("environment", "add", "x", *WHERE, "--algorithm", "HS256"),
        ("environment", "add", "x", *WHERE, "--token-type", "dpop+jwt"),
        ("environment",),
        (),
    ],
)
def test_usage_error_exits_2_and_prints_usage(words, run):
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err[0].startswith("usage: ")


def test_environment_change_takes_every_option_of_add(do, run, tmp_path):
    do(*BASE, *WHERE, "--endpoint", "userinfo=/users", "--allow-private")
    authority = leaf(ca=True)
    ca_file = written(tmp_path / "ca.pem", authority.pem)
    lists = ("--issuer", "https://second.test", "--audience", "b", "--algorithm", "ES256", "--token-type", "JWT")
    where = ("--base-url", "https://new.test/cis", "--trusted-ca", ca_file, "--no-allow-private")
    outcome = run(
        "environment", "change", "own", *lists, *where, "--token-path", "/t", "--endpoint", "revocation=/r",
        "--name", "ours",
    )  # fmt: skip
    assert (outcome.code, outcome.out) == (0, "")
    (line,) = outcome.err
    assert line.startswith("Changed ours: issuers, audiences, algorithms, token_types")
    row = Environment.objects.get(name="ours")
    assert (row.issuers, row.audiences) == (["https://second.test"], ["b"])
    assert (row.algorithms, row.token_types, row.allow_private) == (["ES256"], ["JWT"], False)
    assert (row.base_url, row.trusted_ca) == ("https://new.test/cis", authority.pem)
    assert row.endpoint_overrides == {"userinfo": "/users", "token": "/t", "revocation": "/r"}
    do("environment", "change", "ours", "--allow-private", "--system-ca", "--no-endpoint", "token")
    row.refresh_from_db()
    assert (row.trusted_ca, row.allow_private) == ("", True)
    assert row.endpoint_overrides == {"userinfo": "/users", "revocation": "/r"}


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (("--base-url", "http://plain.test"), 1, "https"),
        (("--issuer", ""), 1, "issuer"),
        (("--endpoint", "nonsense=/x"), 1, "nonsense"),
        (("--no-endpoint", "token"), 1, "has no override"),
        (("--endpoint", "token=/x", "--token-path", "/y"), 2, "given twice"),
        (("--trusted-ca", "/dev/null"), 1, "is empty"),
        (("--name", "Not A Name"), 1, "name:"),
    ],
)
def test_environment_change_refuses_invalid_values(words, code, text, refuse, eu):
    assert text in refuse("environment", "change", eu, *words, code=code)
