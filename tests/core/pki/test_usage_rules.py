"""A certificate is refused if it is expired, weak, unreadable or not for client authentication."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import public_key_of
from mosaic_clients.core.pki.usage_rules import require_client_auth_usable, require_good_signature
from tests.pki import DAY, NOW, issue


def refusal_of(pair, *, now=NOW, authority_issued=False):
    with pytest.raises(MaterialRefused) as caught:
        require_client_auth_usable(pair.certificate, now=now, authority_issued=authority_issued)
    return caught.value


def test_expired_certificate_is_refused_with_its_date():
    error = refusal_of(issue("CN=old", starts=NOW - 9 * DAY, ends=NOW))
    assert error.code == "expired"
    assert "CN=old" in str(error)
    assert "2026-06-01 00:00 UTC" in str(error)


def test_future_certificate_is_refused():
    assert refusal_of(issue(starts=NOW + DAY)).code == "not_yet_valid"


def test_validity_includes_not_before_and_excludes_not_after():
    pair = issue(starts=NOW, ends=NOW + DAY)
    second = timedelta(seconds=1)
    require_client_auth_usable(pair.certificate, now=NOW, authority_issued=False)
    require_client_auth_usable(pair.certificate, now=NOW + DAY - second, authority_issued=False)
    assert refusal_of(pair, now=NOW - second).code == "not_yet_valid"
    assert refusal_of(pair, now=NOW + DAY).code == "expired"


def test_inverted_dates_are_refused():
    assert "expires before it becomes valid" in str(refusal_of(issue(starts=NOW + DAY, ends=NOW - DAY)))


def test_server_only_certificate_is_refused():
    error = refusal_of(issue(usages=[ExtendedKeyUsageOID.SERVER_AUTH]))
    assert error.code == "wrong_usage"
    assert "clientAuth" in str(error)


@pytest.mark.parametrize(
    "usages",
    [
        [],
        [ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE],
        [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH],
    ],
)
def test_certificate_without_usage_or_with_client_auth_is_accepted(usages):
    require_client_auth_usable(
        issue(usages=usages, ca=None, names=["client.example"]).certificate, now=NOW, authority_issued=True
    )
    assert public_key_of(issue(usages=usages).certificate)


def test_only_a_self_signed_leaf_may_be_marked_as_ca():
    pair = issue(ca=True)
    require_client_auth_usable(pair.certificate, now=NOW, authority_issued=False)
    assert refusal_of(pair, authority_issued=True).code == "wrong_usage"


def test_sha224_signature_is_refused():
    error = refusal_of(issue(digest=hashes.SHA224()))
    assert error.code == "weak_signature"
    assert "sha224" in str(error)


@pytest.mark.parametrize("digest", [hashes.SHA384(), hashes.SHA512(), hashes.SHA3_256()])
def test_stronger_signatures_are_accepted(digest):
    assert require_good_signature(issue(digest=digest).certificate) is None


GARBAGE = {
    "subject alternative name": (ExtensionOID.SUBJECT_ALTERNATIVE_NAME, b"\xff\xff"),
    "x400 address": (ExtensionOID.SUBJECT_ALTERNATIVE_NAME, b"\x30\x04\xa3\x02\x30\x00"),
    "key usage": (ExtensionOID.KEY_USAGE, b""),
    "name constraints": (ExtensionOID.NAME_CONSTRAINTS, b"\x30\x00"),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_unreadable_extension_is_refused(name):
    value = x509.UnrecognizedExtension(*GARBAGE[name])
    assert refusal_of(issue(extensions=[(value, False)])).code == "certificate_unreadable"


def test_repeated_extension_is_refused():
    twice = x509.BasicConstraints(ca=False, path_length=None)
    assert refusal_of(issue(extensions=[(twice, True)])).code == "certificate_unreadable"
