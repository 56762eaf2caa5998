"""The private key is given to OpenSSL in memory or in a file that is removed immediately, and always encrypted."""

from __future__ import annotations

import os
import ssl
import stat
import tempfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.transport.tls import client_context


def _descriptors():
    return {path.name for path in Path("/proc/self/fd").iterdir()}


@pytest.fixture
def loads(monkeypatch):
    """Every path from which OpenSSL loads a key, with the content of the file at that moment."""
    loaded = []
    load = ssl.SSLContext.load_cert_chain

    def recording_load(self, certfile, keyfile=None, password=None):
        path = Path(certfile)
        loaded.append((path, path.read_text(), stat.S_IMODE(path.stat().st_mode), keyfile, password))
        return load(self, certfile, keyfile, password)

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", recording_load)
    return loaded


@pytest.fixture(params=["memory", "file"])
def place(request, monkeypatch, tmp_path):
    """With memfd, as on Linux, and without it, as on other systems."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if request.param == "file":
        monkeypatch.delattr(os, "memfd_create")
    return request.param


@pytest.mark.parametrize("kind", ["rsa_identity", "ec_identity"])
def test_openssl_reads_the_encrypted_key_once(kind, place, loads, request, tmp_path):
    identity = request.getfixturevalue(kind)
    before = _descriptors()
    client_context(identity)
    client_context(identity)
    passphrases = {password for *_, password in loads}
    assert len(loads) == len(passphrases) == 2
    for path, content, mode, keyfile, password in loads:
        assert "BEGIN ENCRYPTED PRIVATE KEY" in content
        assert "BEGIN PRIVATE KEY" not in content
        assert load_pem_private_key(content.encode(), password.encode()).public_key() == identity.key.public_key()
        assert keyfile is None
        assert place == "memory" or mode == 0o600
        assert str(path).startswith("/proc/self/fd/" if place == "memory" else str(tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert _descriptors() == before


def test_failed_load_leaves_no_file(place, monkeypatch, rsa_identity, tmp_path):
    load = ssl.SSLContext.load_cert_chain

    def with_another_passphrase(self, certfile, keyfile=None, password=None):
        return load(self, certfile, keyfile, "another")

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", with_another_passphrase)
    before = _descriptors()
    with pytest.raises(MaterialRefused, match="Create new ones"):
        client_context(rsa_identity)
    assert list(tmp_path.iterdir()) == []
    assert _descriptors() == before


def test_repr_of_an_identity_has_no_key(connect, rsa_identity):
    session = connect(rsa_identity)
    assert "PRIVATE" not in f"{rsa_identity!r}{session!r}{vars(session)!r}"
    assert str(rsa_identity.key.private_numbers().d) not in repr(vars(session))
