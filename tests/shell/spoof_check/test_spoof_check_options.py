"""mosaic spoof-check: URL, token, certificate and further options, and hosts that it cannot reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.mosaic import closed_port
from tests.shell.conftest import Run
from tests.shell.spoof_check.protected_endpoints import safe, serving


def test_check_accepts_token_certificate_and_key_from_files(
    run: Run, mosaic: Sandbox, active: Client, thumbprint: str, trust_options: tuple[str | Path, ...], tmp_path: Path
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
    with serving(mosaic, safe(thumbprint)) as url:
        assert run("spoof-check", url, *options, "--passphrase-file", tmp_path / "pass", *trust_options).code == 0
        assert run("spoof-check", url, *options, *trust_options).code == 1
        (tmp_path / "token").write_text(mosaic.mint())
        unbound = run("spoof-check", url, *options, "--passphrase-file", tmp_path / "pass", *trust_options)
        (tmp_path / "token").write_text(mosaic.mint(cnf={"x5t#S256": "A" * 43}))
        foreign = run("spoof-check", url, *options, "--passphrase-file", tmp_path / "pass", *trust_options)
    assert "is not certificate-bound" in unbound.err[-1]
    assert foreign.err == ["CommandError: Mosaic's token is bound to another certificate."]


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ([], 2, "Give either --client, or --token-file"),
        (["--client", "payments", "--token-file", "x"], 2, "Give either --client, or --token-file"),
        (["--token-file", "x", "--certificate", "y"], 2, "Give either --client, or --token-file"),
        (["--client", "payments", "--timeout", "soon"], 2, "'soon' is not a valid number of seconds"),
        (["--client", "payments", "--timeout", "-1"], 2, "'-1' is not a valid number of seconds"),
        (["--client", "payments", "--header", "no header"], 1, "'no header' is not a header name"),
        (["--client", "payments", "--trusted-ca", "/no/such/file"], 1, "'/no/such/file' cannot be read"),
        (["--client", "ghost"], 1, "no client 'ghost'"),
    ],
)
def test_invalid_options_are_refused_before_any_request(words: list[str], code: int, reason: str, run: Run) -> None:
    outcome = run("spoof-check", "https://127.0.0.1:1/x", *words)  # a request would fail with another reason
    assert (outcome.code, outcome.out) == (code, "")
    assert reason in outcome.err[-1]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "https://", "127.0.0.1", "https://user:pw@127.0.0.1/", "https://a b/", "https://[/"]
)
def test_check_refuses_url_that_is_not_https(url: str, spoof_check: Run) -> None:
    outcome = spoof_check(url)
    assert (outcome.code, outcome.out) == (1, "")
    assert "This is not an https URL" in outcome.err[-1]
    assert "pw" not in "".join(outcome.err[-1:])


def test_check_names_unreachable_private_or_untrusted_host(
    spoof_check: Run, run: Run, active: Client, mosaic: Sandbox, thumbprint: str
) -> None:
    assert "refuses the connection" in spoof_check(f"https://127.0.0.1:{closed_port()}/").err[-1]
    assert "cannot be reached" in spoof_check("https://nowhere.invalid/").err[-1]
    with serving(mosaic, safe(thumbprint)) as url:
        assert "is not a public address" in run("spoof-check", url, "--client", active.name).err[-1]
        untrusted = run("spoof-check", url, "--client", active.name, "--allow-private")
        assert "is not trusted" in untrusted.err[-1]
        assert untrusted.code == 1
