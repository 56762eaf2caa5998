"""mosaic credential import: what it accepts, and that bad material leaves nothing behind."""

from __future__ import annotations

import json

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from joserfc.jwk import ECKey

from mosaic_clients.models import Credential
from tests import pki
from tests.core.pki.openssl import needs_openssl, openssl
from tests.shell import material
from tests.shell.material import DAY, NOW, PASSPHRASE, encrypted_key, kin, leaf, written


def _private_jwk():
    return json.dumps({"keys": [ECKey.generate_key("P-256", private=True).as_dict(private=True)]})


@pytest.fixture
def files(tmp_path):
    """Writes key, certificate and passphrase, and returns the options that name them."""

    def write(key, certificate, passphrase=None):
        options = ["--key", written(tmp_path / "key.pem", key)]
        options += ["--certificate", written(tmp_path / "certificate.pem", certificate)]
        if passphrase is not None:
            options += ["--passphrase-file", written(tmp_path / "passphrase", passphrase)]
        return options

    return write


GOOD = leaf(key=pki.ec_key())
WEAK = leaf(key=pki.rsa_key(bits=1024))
EXPIRED, FUTURE = leaf(starts=NOW - 9 * DAY, ends=NOW - DAY), leaf(starts=NOW + DAY)
SHA1 = material.sha1_signed()
TWIN = leaf(key=pki.ec_key())
SERVER = leaf(usages=[ExtendedKeyUsageOID.SERVER_AUTH])
BAD = {
    "a certificate of another key": (leaf().key_pem, GOOD.pem, "does not belong to the private key"),
    "an RSA certificate and an EC key": (GOOD.key_pem, leaf(key=pki.rsa_key()).pem, "does not belong"),
    "an expired certificate": (EXPIRED.key_pem, EXPIRED.pem, "expired on"),
    "a certificate of tomorrow": (FUTURE.key_pem, FUTURE.pem, "is not valid before"),
    "RSA-1024": (WEAK.key_pem, WEAK.pem, "1024 bits"),
    "SHA-1": (SHA1.key_pem, SHA1.pem, "sha1"),
    "two leafs of one key": (GOOD.key_pem, GOOD.pem + TWIN.pem, "share one key"),
    "two leafs": (GOOD.key_pem, GOOD.pem + leaf().pem, "exactly one certificate"),
    "key and certificate swapped": (GOOD.pem, GOOD.key_pem, "not a PEM private key"),
    "the key in the certificate": (GOOD.key_pem, GOOD.pem + GOOD.key_pem, "private key where certificates belong"),
    "a private JWK for the certificate": (GOOD.key_pem, _private_jwk(), "No PEM certificate"),
    "a private JWK for the key": (_private_jwk(), GOOD.pem, "not a PEM private key"),
    "no PEM": ("hello", GOOD.pem, "not a PEM private key"),
    "an empty key": ("", GOOD.pem, "not a PEM private key"),
    "an empty certificate": (GOOD.key_pem, "", "No PEM certificate"),
    "a torn certificate": (GOOD.key_pem, GOOD.pem[:200], "No PEM certificate"),
    "a damaged certificate": (GOOD.key_pem, GOOD.pem.replace("M", "A"), "cannot be read"),
    "a public key": (GOOD.key_pem.replace("PRIVATE", "PUBLIC"), GOOD.pem, "not a PEM private key"),
    "binary junk": (bytes(range(256)), bytes(range(256)), "not a PEM private key"),
    "a megabyte of key": (b"\0" * 1_000_000, GOOD.pem, "larger than"),
    "a megabyte of certificate": (GOOD.key_pem, "x" * 1_000_000, "larger than"),
    "server use only": (SERVER.key_pem, SERVER.pem, "clientAuth"),
}


@pytest.mark.parametrize("name", BAD)
def test_import_refuses_bad_material(name, refuse, files, shop):
    key, certificate, words = BAD[name]
    line = refuse("credential", "import", shop, *files(key, certificate))
    assert words in line
    assert GOOD.key_pem.splitlines()[1] not in line


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [(None, "give its passphrase"), ("", "give its passphrase"), ("wrong", "does not open"), ("o\0", "does not open")],
)
def test_import_of_encrypted_key_requires_its_passphrase(passphrase, words, refuse, files, shop):
    options = files(encrypted_key(GOOD), GOOD.pem, passphrase)
    line = refuse("credential", "import", shop, *options)
    assert words in line or "characters that no passphrase" in line
    assert "wrong" not in line


@pytest.mark.parametrize("passphrase", [PASSPHRASE, f"{PASSPHRASE}\n", f"{PASSPHRASE}\r\nmore\n"])
def test_import_decrypts_key_with_its_passphrase(passphrase, do, files, shop):
    kid = do("credential", "import", shop, *files(encrypted_key(GOOD), GOOD.pem, passphrase))
    stored = Credential.objects.get(kid=kid)
    assert (stored.status, stored.imported, stored.x5t_s256) == ("STAGED", True, GOOD.x5t_s256)
    assert stored.private_key.startswith("v1.")


@pytest.mark.parametrize(
    "pair", [leaf(key=pki.rsa_key()), leaf(ca=True), leaf(ca=None, usages=())], ids=["rsa", "openssl", "bare"]
)
def test_imported_credential_is_in_the_client_key_set(pair, do, files, shop):
    kid = do("credential", "import", shop, *files(material.traditional_key(pair), f"\ufeff# mine\r\n{pair.pem}"))
    (key,) = json.loads(do("jwks", shop))["keys"]
    assert key["kid"] == kid
    assert not {"d", "p", "q", "k"} & key.keys()
    assert do("chain", shop).strip() == pair.pem.strip()


def test_import_for_ca_signed_client_accepts_chain_in_any_order(do, files, bank):
    family = kin()
    shuffled = family.root.pem + family.leaf.pem + family.intermediate.pem
    do("credential", "import", bank, *files(family.leaf.key_pem, shuffled))
    assert do("chain", bank).strip() == (family.leaf.pem + family.intermediate.pem + family.root.pem).strip()
    assert do("subject-dn", bank) == "CN=client,O=Example"


def test_import_refuses_certificate_of_the_other_auth_method(refuse, files, shop, bank):
    family = kin()
    assert "self-signed, but the client is CA-signed" in refuse(
        "credential", "import", bank, *files(GOOD.key_pem, GOOD.pem)
    )
    chain = family.leaf.pem + family.intermediate.pem + family.root.pem
    assert "exactly one certificate" in refuse("credential", "import", shop, *files(family.leaf.key_pem, chain))


@pytest.mark.parametrize("named", [("--key", "--certificate"), ("--key",), ("--certificate",)])
@pytest.mark.parametrize("order", [1, -1])
def test_import_accepts_one_file_with_key_and_certificate(named, order, do, shop, bank, tmp_path):
    family = kin()
    whole = family.leaf.pem + family.intermediate.pem + family.root.pem
    for client, pair, chain in ((shop, GOOD, GOOD.pem), (bank, family.leaf, whole)):
        both = written(tmp_path / "both.pem", "".join([pair.key_pem, chain][::order]))
        do("credential", "import", client, *(word for option in named for word in (option, both)))
        assert do("chain", client).strip() == chain.strip()


def test_import_refuses_certificate_file_that_contains_a_key(refuse, files, shop):
    line = refuse("credential", "import", shop, *files(GOOD.key_pem, GOOD.key_pem + GOOD.pem))
    assert "private key where certificates belong" in line


def test_import_refuses_key_file_without_certificate(refuse, shop, tmp_path):
    key = written(tmp_path / "key.pem", GOOD.key_pem)
    assert "No PEM certificate" in refuse("credential", "import", shop, "--key", key)


def test_import_ignores_byte_order_marks(do, files, shop):
    do("credential", "import", shop, *files("\ufeff" + encrypted_key(GOOD), "\ufeff" + GOOD.pem, "\ufeff" + PASSPHRASE))


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (GOOD, []),
        (leaf(ca=True), ["CA:TRUE"]),
        (leaf(ends=NOW + 9.5 * DAY), ["expires in 9 days"]),
        (leaf(ends=NOW + 9.5 * DAY, ca=True), ["expires in 9 days", "CA:TRUE"]),
    ],
    ids=["fine", "CA", "soon", "both"],
)
def test_import_warns_about_unusual_certificate(pair, words, run, files, shop):
    outcome = run("credential", "import", shop, *files(pair.key_pem, pair.pem))
    assert outcome.code == 0
    assert [word for word, line in zip(words, outcome.err, strict=True) if word in line] == words


@needs_openssl
def test_import_names_conversion_for_unsupported_cipher(refuse, files, shop, tmp_path):
    (tmp_path / "rsa.pem").write_text(leaf(key=pki.rsa_key()).key_pem)
    secret = openssl(tmp_path, "rsa", "-traditional", "-camellia256", "-passout", "pass:right", "-in", "rsa.pem")
    assert "openssl pkcs8 -topk8" in refuse("credential", "import", shop, *files(secret, GOOD.pem, "right"))


@pytest.mark.parametrize(
    "options",
    [(), ("key", "pkcs12"), ("certificate", "pkcs12"), ("key", "certificate", "pkcs12")],
)
def test_missing_or_duplicate_material_is_a_usage_error(options, refuse, shop, tmp_path):
    words = [word for name in options for word in (f"--{name}", tmp_path / "missing")]
    assert "either --certificate and --key, or --pkcs12" in refuse("credential", "import", shop, *words, code=2)


@pytest.mark.parametrize("missing", ["--key", "--certificate", "--passphrase-file"])
def test_import_names_unreadable_file(missing, refuse, files, shop, tmp_path):
    options = files(GOOD.key_pem, GOOD.pem, PASSPHRASE)
    position = options.index(missing) + 1
    for path, words in ((tmp_path / "nothing", "No such file"), (tmp_path, "Is a directory")):
        line = refuse("credential", "import", shop, *options[:position], path, *options[position + 1 :])
        assert words in line
        assert str(path) in line


def test_import_refuses_key_that_exists_already(do, refuse, files, shop):
    kid = do("credential", "import", shop, *files(GOOD.key_pem, GOOD.pem))
    assert "already in progress" in refuse("credential", "import", shop, *files(TWIN.key_pem, TWIN.pem))
    do("credential", "activate", shop, "--unproven")
    assert "This key already exists" in refuse("credential", "import", shop, *files(TWIN.key_pem, TWIN.pem))
    assert Credential.objects.get().kid == kid
