"""mosaic credential import --pkcs12: what it accepts, and that a bad file leaves nothing behind."""

from __future__ import annotations

import pytest

from mosaic_clients.models import Credential
from tests import pki
from tests.shell.material import DAY, NOW, PASSPHRASE, kin, leaf, packed, written

GOOD = leaf(key=pki.ec_key())
WEAK = leaf(key=pki.rsa_key(bits=1024))
EXPIRED = leaf(starts=NOW - 9 * DAY, ends=NOW - DAY)


@pytest.fixture
def options(tmp_path):
    """Writes PKCS#12 file and passphrase, and returns the options that name them."""

    def write(data, passphrase=PASSPHRASE):
        words = ["--pkcs12", written(tmp_path / "client.p12", data)]
        return words + (["--passphrase-file", written(tmp_path / "p", passphrase)] if passphrase is not None else [])

    return write


def test_import_accepts_pkcs12_file(do, shop, options):
    kid = do("credential", "import", shop, *options(packed(GOOD)))
    assert Credential.objects.get(kid=kid).x5t_s256 == GOOD.x5t_s256


def test_import_accepts_pkcs12_file_with_chain(do, bank, options):
    family = kin()
    data = packed(family.leaf, family.root, family.intermediate)
    do("credential", "import", bank, *options(data))
    assert do("chain", bank).count("BEGIN CERTIFICATE") == 3


@pytest.mark.parametrize(
    ("data", "passphrase", "words"),
    [
        (packed(GOOD), None, "give its passphrase"),
        (packed(GOOD), "wrong", "does not open"),
        (packed(GOOD)[:-9], PASSPHRASE, "PKCS#12"),
        (b"junk", PASSPHRASE, "not a PKCS#12 file"),
        (b"", None, "not a PKCS#12 file"),
        (GOOD.pem.encode(), PASSPHRASE, "not a PKCS#12 file"),
        (b"\0" * 1_000_000, None, "larger than"),
        (packed(EXPIRED), PASSPHRASE, "expired on"),
        (packed(WEAK), PASSPHRASE, "1024 bits"),
    ],
    ids=["no-passphrase", "wrong", "torn", "junk", "empty", "pem", "megabyte", "expired", "weak"],
)
def test_import_refuses_bad_pkcs12_file(data, passphrase, words, refuse, shop, options):
    assert words in refuse("credential", "import", shop, *options(data, passphrase))
