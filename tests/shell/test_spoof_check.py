"""mosaic spoof-check: safe endpoints, endpoints that accept forgeries, and checks that prove nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from mosaic_clients.core.pki.certificates import thumbprint, to_der
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.mosaic import closed_port
from tests.shell.conftest import Run

Endpoint = Callable[[dict[str, Any]], int]


def presented(environ: dict[str, Any]) -> str | None:
    """Returns the thumbprint of the certificate of the TLS connection."""
    pem = environ.get("SSL_CLIENT_CERT")
    return thumbprint(to_der(parse_certificates(pem)[0])) if pem else None


@contextmanager
def serving(mosaic: Sandbox, endpoint: Endpoint) -> Iterator[str]:
    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(f"{endpoint(environ)} Scripted", [("Content-Length", "0")])
        return [b""]

    identity = mosaic.server_identity
    server = TLSServer(answer, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem)
    server.start()
    try:
        yield f"{server.url}/payments?page=1"
    finally:
        server.stop()


@pytest.fixture
def mine(active: Client) -> str:
    """The thumbprint of the client's certificate."""
    return active.credentials.active().get().x5t_s256


@pytest.fixture
def trust(mosaic: Sandbox, tmp_path: Path) -> tuple[str | Path, ...]:
    ca = tmp_path / "ca.pem"
    ca.write_text(mosaic.trusted_ca)
    return ("--trusted-ca", ca, "--allow-private")


@pytest.fixture
def check(run: Run, active: Client, trust: tuple[str | Path, ...]) -> Run:
    return lambda url, *options: run("spoof-check", url, "--client", active.name, *trust, *options)


def safe(mine: str) -> Endpoint:
    return lambda environ: 200 if presented(environ) == mine else 401


def test_endpoint_that_ignores_forged_headers_passes(check: Run, mosaic: Sandbox, mine: str, active: Client) -> None:
    requests: list[dict[str, Any]] = []

    def endpoint(environ: dict[str, Any]) -> int:
        requests.append(environ)
        return safe(mine)(environ)

    with serving(mosaic, endpoint) as url:
        outcome = check(url, "--header", "X-My-Cert", "--header", "haproxy:X-Der")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    for line in lines:
        status = 400 if "a space after the name" in line else 401  # no server may take that name (RFC 9112 §5.1)
        assert line.startswith("refused      ")
        assert f"without a certificate {status}" in line
    assert len({line for line in lines if "X_My_Cert  (" in line}) > 5  # in every format
    assert len({line for line in lines if " X_Der  (" in line and " and " not in line}) == 1
    assert outcome.err[-1] == f"{len(lines)} forgeries, all refused; the request with the real certificate is accepted."
    token = token_refresh.current(active).value
    assert {(each["HTTP_AUTHORIZATION"], each["QUERY_STRING"]) for each in requests} == {(f"Bearer {token}", "page=1")}
    assert {presented(each) == mine for each in (requests[0], requests[-3])} == {True}  # the control requests
    assert token not in outcome.out + "".join(outcome.err)


def test_accepted_header_is_reported_by_name(check: Run, mosaic: Sandbox, mine: str) -> None:
    def vulnerable(environ: dict[str, Any]) -> int:
        return 200 if environ.get("HTTP_CLIENT_CERT") else safe(mine)(environ)

    with serving(mosaic, vulnerable) as url:
        outcome = check(url, "--json")
    assert outcome.code == 1
    assert "GOT THROUGH (Client-Cert)" in outcome.err[-1]
    through = [each for each in json.loads(outcome.out)["forgeries"] if each["verdict"] == "through"]
    assert {each["header"] for each in through} == {"Client-Cert"}
    assert "Client-Cert" in {each["spelling"] for each in through}


def test_forgery_accepted_only_with_another_certificate_is_reported(check: Run, mosaic: Sandbox, mine: str) -> None:
    def vulnerable(environ: dict[str, Any]) -> int:
        return 200 if presented(environ) and environ.get("HTTP_X_SSL_CLIENT_DER") else safe(mine)(environ)

    with serving(mosaic, vulnerable) as url:
        outcome = check(url)
    assert outcome.code == 1
    through = [line for line in outcome.out.splitlines() if line.startswith("GOT THROUGH")]
    assert through
    assert all(line.endswith("without a certificate 401, with another 200") for line in through)


def test_header_configured_in_settings_is_forged_too(check: Run, mosaic: Sandbox, mine: str, settings: Any) -> None:
    own = {"CLIENT_CERTIFICATE": "haproxy:X-Peer", "TRUSTED_PROXIES": ("10.0.0.7",)}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **own}
    with serving(mosaic, safe(mine)) as url:
        outcome = check(url)
    assert outcome.code == 0
    assert any("X_Peer  (haproxy)" in line for line in outcome.out.splitlines())


@pytest.mark.parametrize(
    ("endpoint", "text"),
    [
        (lambda mine, environ: 401, "are answered 401, not 200"),
        (lambda mine, environ: 302, "are answered 302, not 200"),
        (lambda mine, environ: 200, "does not check the binding at all"),
        (lambda mine, environ: 200 if presented(environ) else 401, "with another certificate and without any header"),
        (lambda mine, environ: 200 if presented(environ) == mine else 503, "without a certificate is answered 503"),
        (lambda mine, environ: 200 if presented(environ) == mine else 429, "without a certificate is answered 429"),
    ],
)
def test_check_fails_if_its_controls_fail(endpoint: Any, text: str, check: Run, mosaic: Sandbox, mine: str) -> None:
    with serving(mosaic, lambda environ: endpoint(mine, environ)) as url:
        outcome = check(url)
    assert (outcome.code, outcome.out) == (1, "")
    assert text in outcome.err[-1]


def test_throttled_response_does_not_count_as_refusal(check: Run, mosaic: Sandbox, mine: str) -> None:
    def throttling(environ: dict[str, Any]) -> int:
        return 429 if environ.get("HTTP_CLIENT_CERT") else safe(mine)(environ)

    with serving(mosaic, throttling) as url:
        outcome = check(url)
    assert outcome.code == 1
    assert "were neither accepted nor refused" in outcome.err[-1]


def test_caller_locked_out_during_the_check_is_noticed(check: Run, mosaic: Sandbox, mine: str) -> None:
    requests: list[int] = []

    def locking(environ: dict[str, Any]) -> int:
        requests.append(1)
        return safe(mine)(environ) if len(requests) < 30 else 403

    with serving(mosaic, locking) as url:
        outcome = check(url)
    assert outcome.code == 1
    assert "are answered 403, not 200" in outcome.err[-1]


def test_check_fails_if_time_runs_out(check: Run, mosaic: Sandbox, mine: str) -> None:
    with serving(mosaic, safe(mine)) as url:
        outcome = check(url, "--timeout", "0.000001")
    assert outcome.code == 1
    assert "before every forgery was sent" in outcome.err[-1]


def test_check_accepts_token_certificate_and_key_from_files(
    run: Run, mosaic: Sandbox, active: Client, mine: str, trust: tuple[str | Path, ...], tmp_path: Path
) -> None:
    live = token_refresh.current(active)
    key = live.credential.identity().key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    )
    files = {
        "token": live.value.encode() + b"\n",
        "cert": live.credential.chain.encode(),
        "key": key,
        "pass": b"secret",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    options = ("--token-file", tmp_path / "token", "--certificate", tmp_path / "cert", "--key", tmp_path / "key")
    with serving(mosaic, safe(mine)) as url:
        assert run("spoof-check", url, *options, "--passphrase-file", tmp_path / "pass", *trust).code == 0
        assert run("spoof-check", url, *options, *trust).code == 1
        (tmp_path / "token").write_text(mosaic.mint())
        unbound = run("spoof-check", url, *options, "--passphrase-file", tmp_path / "pass", *trust)
        (tmp_path / "token").write_text(mosaic.mint(cnf={"x5t#S256": "A" * 43}))
        foreign = run("spoof-check", url, *options, "--passphrase-file", tmp_path / "pass", *trust)
    assert "is not certificate-bound" in unbound.err[-1]
    assert foreign.err == ["CommandError: Mosaic's token is bound to another certificate."]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["--client", "payments", "--token-file", "x"], 2),
        (["--token-file", "x", "--certificate", "y"], 2),
        (["--client", "payments", "--timeout", "soon"], 2),
        (["--client", "payments", "--timeout", "-1"], 2),
        (["--client", "payments", "--header", "no header"], 1),
        (["--client", "payments", "--trusted-ca", "/no/such/file"], 1),
        (["--client", "ghost"], 1),
    ],
)
def test_invalid_options_are_refused_before_any_request(words: list[str], code: int, run: Run) -> None:
    outcome = run("spoof-check", "https://127.0.0.1:1/x", *words)
    assert (outcome.code, outcome.out) == (code, "")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "https://", "127.0.0.1", "https://user:pw@127.0.0.1/", "https://a b/", "https://[/"]
)
def test_check_refuses_url_that_is_not_https(url: str, check: Run) -> None:
    outcome = check(url)
    assert (outcome.code, outcome.out) == (1, "")
    assert "This is not an https URL" in outcome.err[-1]
    assert "pw" not in "".join(outcome.err[-1:])


def test_check_names_unreachable_private_or_untrusted_host(
    check: Run, run: Run, active: Client, mosaic: Sandbox, mine: str
) -> None:
    assert "refuses the connection" in check(f"https://127.0.0.1:{closed_port()}/").err[-1]
    assert "cannot be reached" in check("https://nowhere.invalid/").err[-1]
    with serving(mosaic, safe(mine)) as url:
        assert "is not a public address" in run("spoof-check", url, "--client", active.name).err[-1]
        untrusted = run("spoof-check", url, "--client", active.name, "--allow-private")
        assert "is not trusted" in untrusted.err[-1]
        assert untrusted.code == 1
