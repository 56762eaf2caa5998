"""Tests what a sandbox with a folder keeps over a restart, and its file modes."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.jose.public_jwk import client_key_set
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.sandbox.server.pki import RENEW_BEFORE, SERVER_LIFETIME, server_identity
from mosaic_clients.sandbox.storage import Storage
from tests.pki import DAY
from tests.sandbox.callers import ask_for_token, call, register, self_signed


def test_second_start_loads_stored_state(tmp_path: Path) -> None:
    folder, material = tmp_path / "sandbox", self_signed()
    with Sandbox(folder) as first:
        first.add_client("payments", AuthMethod.SELF_SIGNED)
        jwks = client_key_set([material.leaf])
        register(first, "payments", {"method": "self_signed_tls_client_auth", "jwks": jwks})
        first.rotate_signing_key()
        keys = call(first, "GET", "/cis/oidc/jwks").json
        stored = (first.trusted_ca, first.portal_token, first.app_id, first.base_url)
    with Sandbox(folder) as second:
        assert (second.trusted_ca, second.portal_token, second.app_id) == stored[:3]
        assert second.base_url != stored[3]
        assert call(second, "GET", "/cis/oidc/jwks").json == keys
        assert ask_for_token(second, "payments", material).status == 200


def test_stored_files_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "sandbox"
    with Sandbox(folder) as sandbox:
        sandbox.add_client("payments", AuthMethod.SELF_SIGNED)
    files = {path.name for path in folder.iterdir()}
    assert files == {"ca.pem", "certificates.json", "clients.json", "signing-keys.json", "tenant.json"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert (folder / "ca.pem").read_text() == sandbox.trusted_ca


def test_sandbox_can_restart_after_stop() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        sandbox.start()
        assert call(sandbox, "GET", "/healthz").json == {"status": "ok"}
        with pytest.raises(RuntimeError):
            sandbox.start()
        sandbox.stop()
        sandbox.stop()


def test_used_port_raises_address_in_use(sandbox: Sandbox) -> None:
    used_port = int(sandbox.base_url.removesuffix("/cis").rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Sandbox(port=used_port).start()


def test_server_certificate_is_renewed_under_same_ca(tmp_path: Path) -> None:
    storage, now = Storage(tmp_path), datetime.now(UTC)
    first = server_identity(storage, now=now)
    assert server_identity(storage, now=now + DAY) == first
    renewed = server_identity(storage, now=now + SERVER_LIFETIME - RENEW_BEFORE + DAY)
    assert renewed.ca_pem == first.ca_pem
    assert renewed.chain_pem != first.chain_pem


def test_ca_permits_loopback_names_only(sandbox: Sandbox) -> None:
    ca = x509.load_pem_x509_certificate(sandbox.trusted_ca.encode())
    constraints = ca.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    permitted = constraints.value.permitted_subtrees
    assert permitted
    assert {str(name.value) for name in permitted} == {"localhost", "127.0.0.0/8", "::1/128"}


def test_damaged_file_is_named_in_error(tmp_path: Path) -> None:
    (tmp_path / "clients.json").write_text("{")
    with pytest.raises(ValueError, match=r"clients\.json"):
        Sandbox(tmp_path)


def test_failed_write_keeps_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(tmp_path)
    storage.write("a.json", {"a": 1})
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        storage.write("a.json", {"a": 2})
    assert storage.read("a.json") == {"a": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_repr_contains_no_secrets(sandbox: Sandbox) -> None:
    text = repr([sandbox, vars(sandbox)])
    assert sandbox.portal_token not in text
    assert "PRIVATE KEY" not in text
