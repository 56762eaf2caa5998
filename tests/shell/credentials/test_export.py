"""mosaic credential export: only if the setting allows it and the option confirms it, and recorded as an event."""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from mosaic_clients.core.errors import WrongPassphrase
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.private_keys import load_private_key
from mosaic_clients.models import Credential, Event
from mosaic_clients.services.credentials import key_export
from tests.shell import material
from tests.shell.material import written

Words = Callable[..., tuple[str | Path, ...]]


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": True}


@pytest.fixture
def kid(do, shop) -> str:
    """An active credential that was never proven."""
    do("credential", "stage", shop)
    return do("credential", "activate", shop, "--unproven")


@pytest.fixture
def words(tmp_path: Path, shop: str) -> Words:
    files = ("--key", tmp_path / "key.pem", "--certificate", tmp_path / "certificate.pem")
    return lambda *more: ("credential", "export", shop, *files, *more)


def test_export_writes_key_and_certificate_and_records_an_event(do, words, kid, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    assert do(*words("--i-understand")) == kid
    pem = (tmp_path / "key.pem").read_text()
    assert pem.startswith("-----BEGIN PRIVATE KEY-----\n")
    certificate, *rest = parse_certificates((tmp_path / "certificate.pem").read_text())
    assert rest == []
    assert load_private_key(pem).public_key() == certificate.public_key()
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600
    event = Event.objects.latest("pk")
    assert (event.kind, event.actor, event.kid, event.client_name) == ("exported", "shell", kid, "shop")
    assert event.detail == "the private key in clear"
    secret = pem.splitlines()[1]
    assert secret not in caplog.text
    assert "exported" in caplog.text


def test_export_encrypts_key_under_passphrase(do, words, kid, tmp_path):
    passphrase = written(tmp_path / "passphrase", "correct horse\nnot this\n")
    do(*words("--i-understand", "--passphrase-file", passphrase))
    pem = (tmp_path / "key.pem").read_bytes()
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert serialization.load_pem_private_key(pem, b"correct horse")
    with pytest.raises(WrongPassphrase):
        load_private_key(pem, "not this")
    assert Event.objects.latest("pk").detail == "the private key under a passphrase"


def test_export_of_ca_signed_credential_includes_its_chain(do, bank, tmp_path):
    csr = do("credential", "stage", bank)
    family = material.kin()
    leaf = material.signed_by(family.intermediate, csr)
    chain = written(tmp_path / "chain.pem", leaf.pem + family.intermediate.pem + family.root.pem)
    do("credential", "attach", bank, "--chain", chain)
    kid = Credential.objects.get(client__name=bank).kid
    files = ("--key", tmp_path / "key.pem", "--certificate", tmp_path / "certificate.pem")
    do("credential", "export", bank, "--kid", kid[:8], *files, "--i-understand")
    assert len(parse_certificates((tmp_path / "certificate.pem").read_text())) == 3


class TestRefused:
    """Each refusal prints one line, and leaves no file and no event."""

    @pytest.fixture(autouse=True)
    def _leaves_nothing(self, db, tmp_path):
        yield
        assert not (tmp_path / "key.pem").exists()
        assert not Event.objects.filter(kind="exported").exists()

    def test_without_confirmation_option(self, refuse, words, kid):
        assert "--i-understand" in refuse(*words())

    def test_if_setting_forbids_export(self, refuse, words, kid, settings):
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": False}
        assert "ALLOW_KEY_EXPORT" in refuse(*words("--i-understand"))

    def test_without_active_credential(self, refuse, do, words, shop):
        assert "no active credential" in refuse(*words("--i-understand"))

    def test_for_unknown_kid(self, refuse, words, kid):
        assert "no credential whose kid" in refuse(*words("--i-understand", "--kid", "unknown"))

    def test_for_destroyed_key(self, refuse, do, words, kid, shop):
        do("credential", "revoke", shop, "--kid", kid)
        assert "has no private key" in refuse(*words("--i-understand", "--kid", kid))

    @pytest.mark.parametrize("first_line", ["", "a\0b"])
    def test_with_invalid_passphrase(self, refuse, words, kid, tmp_path, first_line):
        file = written(tmp_path / "passphrase", f"{first_line}\n")
        assert "passphrase" in refuse(*words("--i-understand", "--passphrase-file", file))

    def test_to_missing_folder(self, refuse, shop, kid, tmp_path):
        files = ("--key", tmp_path / "none" / "key.pem", "--certificate", tmp_path / "certificate.pem")
        assert "cannot be created" in refuse("credential", "export", shop, *files, "--i-understand")

    def test_if_certificate_file_exists(self, refuse, words, kid, tmp_path):
        (tmp_path / "certificate.pem").write_text("mine")
        assert "exists already" in refuse(*words("--i-understand"))
        assert (tmp_path / "certificate.pem").read_text() == "mine"

    def test_if_key_file_is_a_symbolic_link(self, refuse, words, kid, tmp_path):
        (tmp_path / "key.pem").symlink_to(tmp_path / "elsewhere")
        assert "exists already" in refuse(*words("--i-understand"))
        assert not (tmp_path / "elsewhere").exists()


def test_export_does_not_overwrite_existing_key_file(refuse, words, kid, tmp_path):
    (tmp_path / "key.pem").write_text("mine")
    assert "is not overwritten" in refuse(*words("--i-understand"))
    assert (tmp_path / "key.pem").read_text() == "mine"
    assert not (tmp_path / "certificate.pem").exists()


def test_repr_of_exported_credential_hides_the_key(do, shop, kid):
    client = Credential.objects.get(kid=kid).client
    exported = key_export.export(client, None, passphrase=None, actor="operator")
    assert exported.key_pem.splitlines()[1] not in repr(exported)
