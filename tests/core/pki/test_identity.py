"""A key and a chain make an identity only if they belong together."""

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.certificates import thumbprint
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.identity import load_stored_identity, new_identity
from tests.core.pki.refusals import refusal
from tests.pki import DAY, NOW, authority, ec_key, family, issue, rsa_key

SELF, CA = AuthMethod.SELF_SIGNED, AuthMethod.CA_SIGNED


def test_new_identity_takes_self_signed_pair():
    pair = issue("CN=payments", key=rsa_key())
    identity = new_identity(pair.key, [pair.certificate], SELF, now=NOW)
    assert identity.leaf == pair.certificate
    assert identity.x5t_s256 == identity.facts.x5t_s256 == pair.x5t_s256 == thumbprint(pair.der)
    assert identity.chain_pem == pair.pem
    assert identity.facts.subject_dn == "CN=payments"


def test_new_identity_takes_ca_signed_chain_in_any_order():
    kin = family()
    identity = new_identity(kin.leaf.key, kin.certificates[::-1], CA, now=NOW)
    assert list(identity.chain) == kin.certificates
    assert identity.chain_pem == kin.leaf.pem + kin.intermediate.pem + kin.root.pem
    assert identity.x5t_s256 == kin.leaf.x5t_s256


@pytest.mark.parametrize("other", [ec_key(7), rsa_key()])
@pytest.mark.parametrize("method", AuthMethod)
def test_new_identity_refuses_mismatched_pair(other, method):
    kin = family()
    certificates = kin.certificates if method is CA else [issue().certificate]
    assert refusal(new_identity, other, certificates, method, now=NOW).code == "mismatch"


def test_new_identity_refuses_several_certificates_of_self_signed_client():
    kin = family()
    for certificates in (kin.certificates, kin.certificates[:2]):
        assert refusal(new_identity, kin.leaf.key, certificates, SELF, now=NOW).code == "two_leafs"


def test_new_identity_refuses_self_signed_certificate_of_ca_signed_client():
    pair = issue()
    assert refusal(new_identity, pair.key, [pair.certificate], CA, now=NOW).code == "wrong_method"


@pytest.mark.parametrize(
    ("knobs", "code"),
    [
        ({"ends": NOW - DAY / 2}, "expired"),
        ({"starts": NOW + DAY}, "not_yet_valid"),
        ({"starts": NOW + DAY, "ends": NOW - DAY}, "expired"),
        ({"key": rsa_key(bits=1024)}, "weak_key"),
        ({"key": rsa_key(exponent=3)}, "weak_key"),
    ],
)
def test_new_identity_refuses_unusable_certificate_of_any_method(knobs, code):
    pair = issue(**knobs)
    assert refusal(new_identity, pair.key, [pair.certificate], SELF, now=NOW).code == code
    root = authority()
    leaf = issue(by=root, **knobs)
    assert refusal(new_identity, leaf.key, [leaf.certificate, root.certificate], CA, now=NOW).code == code


def test_new_identity_refuses_ca_certificate_as_ca_signed_leaf():
    kin = family(ca=True)
    assert refusal(new_identity, kin.leaf.key, kin.certificates, CA, now=NOW).code == "wrong_usage"


def test_new_identity_refuses_chain_without_intermediate():
    kin = family()
    certificates = [kin.leaf.certificate, kin.root.certificate]
    assert refusal(new_identity, kin.leaf.key, certificates, CA, now=NOW).code == "missing_link"


def test_stored_identity_is_loaded_as_it_was():
    kin = family()
    accepted = new_identity(kin.leaf.key, kin.certificates, CA, now=NOW)
    restored = load_stored_identity(kin.leaf.key_pem, accepted.chain_pem)
    assert restored.chain == accepted.chain
    assert restored.facts == accepted.facts
    assert restored.key.public_key() == kin.leaf.key.public_key()


def test_load_stored_identity_reads_expired_identity():
    pair = issue(ends=NOW - DAY / 2)
    assert load_stored_identity(pair.key_pem, pair.pem).facts.not_after < NOW


def test_load_stored_identity_refuses_unordered_chain_or_other_key():
    kin = family()
    assert refusal(load_stored_identity, kin.leaf.key_pem, kin.root.pem + kin.leaf.pem).code == "mismatch"
    assert refusal(load_stored_identity, issue().key_pem, kin.leaf.pem).code == "mismatch"


@pytest.mark.parametrize("key_pem", ["", "garbage", "ü", "\ud800", "\0"])
def test_load_stored_identity_refuses_damaged_key(key_pem):
    assert refusal(load_stored_identity, key_pem, issue().pem).code == "key_unreadable"


def test_repr_of_identity_has_no_secret():
    pair = issue(key=rsa_key())
    text = repr(new_identity(pair.key, parse_certificates(pair.pem), SELF, now=NOW))
    assert "CN=client" in text
    assert "key" not in text.lower()
    assert "BEGIN" not in text
    assert pair.key_pem.splitlines()[1] not in text
