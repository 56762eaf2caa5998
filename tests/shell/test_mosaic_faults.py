"""Mosaic is down, slow or answers wrongly: the shell prints one clear line and the credential is unchanged."""

from __future__ import annotations

import socket
import time

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from mosaic_clients.core.backoff import MOST_TRIES
from mosaic_clients.models import AccessToken, Credential, Event
from tests.pki import rsa_key
from tests.shell.material import written
from tests.transport.fault_server import TOKEN, good, plain, serving
from tests.transport.material import ServerFiles, current_authority, server_of

PATIENT = {
    "CONNECT_TIMEOUT": 20,
    "READ_TIMEOUT": 20,
    "TOTAL_TIMEOUT": 30,
}  # a busy test machine must not look like a slow Mosaic
HURRIED = {"CONNECT_TIMEOUT": 20, "READ_TIMEOUT": 0.25, "TOTAL_TIMEOUT": 0.4}
SLOW = {"slow", "dripping"}


def _silent(exchange):
    exchange.stopping.wait(60)


def _dripping(exchange):
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
    exchange.drip(b" " * 9000)


def _signed(claims):
    key = RSAKey.import_key(rsa_key())
    return plain({**TOKEN, "access_token": jwt.encode({"alg": "RS256"}, claims, key)})


FAULTS = {
    "slow": (_silent, "did not answer in time"),
    "dripping": (_dripping, "did not answer in time"),
    "an HTML page": (plain(b"<html>", Content_Type="text/html"), "not a JSON object (text/html)"),
    "an HTML error": (plain(b"<html>", status="502 Oops", Content_Type="text/html"), "HTTP 502 without an error"),
    "five megabytes": (plain(b"x" * 5_000_000), "larger than 262144 bytes"),
    "a redirect": (plain(b"", status="302 Found", Location="/login"), "redirect, which is never followed"),
    "no token": (plain({"hello": "world"}), "no usable access_token"),
    "a refusal": (plain({"error": "invalid_client"}, status="401 No"), "HTTP 401, invalid_client"),
    "multi-line prose": (plain({"error": "x", "error_description": "a\nb\r\n\x1b[31m"}, status="400 No"), "a b"),
    "an unbound token": (_signed({"sub": "shop"}), "not certificate-bound"),
    "a token bound to another certificate": (_signed({"cnf": {"x5t#S256": "A" * 43}}), "bound to another certificate"),
    "a token bound to a key": (_signed({"cnf": {"jkt": "A" * 43}}), "bound to another certificate"),
}


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    folder, root = tmp_path_factory.mktemp("tls"), current_authority()
    return ServerFiles.written(server_of(root), folder).context(), written(folder / "root.pem", root.pem)


@pytest.fixture
def waiting(settings):
    """A function that sets how long calls to Mosaic wait."""

    def wait(limits):
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **limits}

    wait(PATIENT)
    return wait


@pytest.fixture
def staged(do, waiting, tls):
    """A function that stages a credential for the client `shop` of an environment at this port."""

    def make(port):
        where = ("--base-url", f"https://127.0.0.1:{port}/cis", "--issuer", "https://issuer.test")
        do("environment", "add", "local", *where, "--trusted-ca", tls[1], "--allow-private")
        method = ("--auth-method", "self_signed_tls_client_auth", "--key-algorithm", "EC-P256", "--bound")
        do("client", "add", "shop", "--environment", "local", "--client-id", "shop", *method)
        return do("credential", "stage", "shop")

    return make


def _credentials():
    return list(Credential.objects.values())


@pytest.mark.parametrize("name", FAULTS)
def test_failed_proof_prints_one_line_in_time_and_can_be_repeated(name, run, staged, waiting, tls):
    answer, words = FAULTS[name]
    with serving(answer, good, context=tls[0]) as server:
        kid = staged(server.port)
        waiting(HURRIED if name in SLOW else PATIENT)
        before, started = _credentials(), time.monotonic()
        outcome = run("credential", "prove", "shop")
        assert time.monotonic() - started < 15  # the silent server waits a minute, the dripping one three
        waiting(PATIENT)
        assert (outcome.code, outcome.out) == (1, "")
        (line,) = outcome.err
        assert words in line
        assert line.isprintable()
        assert _credentials() == before
        assert Event.objects.get(kind="proof_failed").kid == kid
        assert run("credential", "prove", "shop").out == kid  # an opaque token has no readable binding, so it passes


def test_prove_names_unreachable_mosaic(run, staged):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    staged(port)
    outcome = run("credential", "prove", "shop")
    assert outcome.code == 1
    assert f"127.0.0.1:{port} cannot be reached" in outcome.err[0]


def test_prove_refuses_private_address_unless_allowed(do, run, tls):
    with serving(good, context=tls[0]) as server:
        base = ("--base-url", f"https://127.0.0.1:{server.port}/cis", "--issuer", "https://issuer.test")
        do("environment", "add", "public", *base, "--trusted-ca", tls[1])
        method = ("--auth-method", "self_signed_tls_client_auth", "--key-algorithm", "EC-P256")
        do("client", "add", "till", "--environment", "public", "--client-id", "till", *method)
        do("credential", "stage", "till")
        assert "--allow-private" in run("credential", "prove", "till").err[0]
        assert server.received_bytes == 0


@pytest.mark.parametrize(("name", "tries"), [("an HTML error", MOST_TRIES), ("a refusal", 1), ("an unbound token", 1)])
def test_failed_token_fetch_is_not_repeated_immediately(name, tries, do, run, staged, tls):
    answer, words = FAULTS[name]
    with serving(answer, context=tls[0]) as server:
        staged(server.port)
        do("credential", "activate", "shop", "--unproven")
        for _ in range(3):
            outcome = run("token", "shop")
            assert (outcome.code, outcome.out) == (1, "")
            assert words in outcome.err[0]
            assert len(server.exchanges) == tries  # all of them in the first run
    assert AccessToken.objects.get().value == ""
    assert words in do("status")


def test_token_prints_only_the_token_and_caches_it(do, run, staged, tls):
    with serving(good, context=tls[0]) as server:
        staged(server.port)
        do("credential", "activate", "shop", "--unproven")
        outcome = run("token", "shop")
        assert (outcome.code, outcome.out, outcome.err) == (0, "good-token", [])
        assert do("token", "shop", "--resource", "https://pay.test") == "good-token"
        assert do("token", "shop") == "good-token"
        assert [b"resource=" in exchange.body for exchange in server.exchanges] == [False, True]
    assert all(value.startswith("v1.") for value in AccessToken.objects.values_list("value", flat=True))


def test_prove_names_lost_encryption_key(run, staged, settings):
    staged(9)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ("0" * 64,)}
    outcome = run("credential", "prove", "shop")
    assert outcome.code == 1
    assert "not on the ring" in outcome.err[0]
