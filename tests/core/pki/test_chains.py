"""Chains: sorts them leaf to root from any order, verifies every link and names every fault."""

from itertools import permutations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from mosaic_clients.core.pki.certificate_creation import key_usage
from mosaic_clients.core.pki.chains import find_leaf, require_fit_chain, sort_chain
from mosaic_clients.core.pki.usage_rules import require_authority
from tests.core.pki.refusals import refusal
from tests.pki import DAY, NOW, authority, ec_key, family, issue, rsa_key

NO_CERTIFICATES = {"extensions": [(key_usage(signs_certificates=False), True)]}
NO_AUTHORITIES = {"ca": None, "extensions": [(x509.BasicConstraints(ca=True, path_length=0), True)]}


class TestSorting:
    """The leaf is the certificate of the key; the order follows from the issuers."""

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_chain_is_sorted_from_any_order(self, order):
        kin = family()
        shuffled = [kin.certificates[position] for position in order]
        assert sort_chain(shuffled, kin.leaf.key.public_key()) == kin.certificates

    def test_rsa_authority_may_sign_ec_leaf_and_vice_versa(self):
        root = authority(key=rsa_key())
        leaf = issue(by=root)
        assert sort_chain([root.certificate, leaf.certificate], leaf.key.public_key())[0] == leaf.certificate
        other = issue(by=authority("CN=EC"), key=rsa_key())
        assert refusal(sort_chain, [other.certificate], rsa_key().public_key()).code == "missing_link"

    def test_self_signed_leaf_is_a_complete_chain(self):
        pair = issue()
        assert sort_chain([pair.certificate], pair.key.public_key()) == [pair.certificate]

    @pytest.mark.parametrize("positions", [[0], [0, 2], [0, 1]])
    def test_missing_link_is_named(self, positions):
        kin = family()
        certificates = [kin.certificates[position] for position in positions]
        error = refusal(sort_chain, certificates, kin.leaf.key.public_key())
        assert error.code == "missing_link"
        assert ("CN=Test Root" if positions == [0, 1] else "CN=Test Intermediate") in str(error)

    def test_unrelated_certificate_is_named(self):
        kin = family()
        error = refusal(sort_chain, [*kin.certificates, issue("CN=stranger").certificate], kin.leaf.key.public_key())
        assert error.code == "two_leafs"
        assert "CN=stranger" in str(error)

    def test_two_leafs_of_one_key_are_refused(self):
        kin = family()
        twin = issue(by=kin.intermediate, key=kin.leaf.key)
        error = refusal(sort_chain, [*kin.certificates, twin.certificate], kin.leaf.key.public_key())
        assert error.code == "two_leafs"
        assert "newer one" in str(error)

    def test_key_without_certificate_is_a_mismatch(self):
        assert refusal(sort_chain, family().certificates, ec_key().public_key()).code == "mismatch"
        assert refusal(find_leaf, [], ec_key().public_key()).code == "mismatch"
        assert refusal(find_leaf, [issue().certificate], rsa_key().public_key()).code == "mismatch"

    def test_issuer_with_right_name_and_wrong_key_is_not_accepted(self):
        kin = family()
        impostor = authority("CN=Test Intermediate", by=kin.root)
        certificates = [kin.leaf.certificate, impostor.certificate, kin.root.certificate]
        assert refusal(sort_chain, certificates, kin.leaf.key.public_key()).code == "missing_link"

    def test_impostor_beside_the_real_issuer_is_refused_as_unrelated(self):
        kin = family()
        impostor = authority("CN=Test Intermediate", by=kin.root)
        error = refusal(sort_chain, [impostor.certificate, *kin.certificates], kin.leaf.key.public_key())
        assert error.code == "two_leafs"

    @pytest.mark.parametrize("order", list(permutations(range(5))))
    def test_cross_signed_roots_give_the_same_result_in_any_order(self, order):
        ours, others = authority("CN=Our Root", key=ec_key(1)), authority("CN=Other Root", key=ec_key(2))
        crossed = authority("CN=Our Root", by=others, key=ec_key(1), ends=NOW + 7000 * DAY)
        middle = authority("CN=Middle", by=ours, key=ec_key(3))
        leaf = issue(by=middle, key=ec_key(4))
        certificates = [pair.certificate for pair in (leaf, middle, ours, crossed, others)]
        error = refusal(sort_chain, [certificates[position] for position in order], leaf.key.public_key())
        assert error.code == "two_leafs"
        assert "'CN=Other Root' is not part" in error.description
        by_ours = [certificates[position] for position in order if position < 3]
        assert sort_chain(by_ours, leaf.key.public_key()) == certificates[:3]
        by_others = [certificates[position] for position in order if position != 2]
        assert sort_chain(by_others, leaf.key.public_key()) == [leaf.certificate, middle.certificate, *certificates[3:]]

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_expired_issuer_is_unrelated_beside_its_renewal_in_any_order(self, order):
        root = authority("CN=Root", key=ec_key(1))
        old = authority("CN=Middle", by=root, key=ec_key(2), starts=NOW - 9 * DAY, ends=NOW - DAY)
        new = authority("CN=Middle", by=root, key=ec_key(2))
        leaf = issue(by=new, key=ec_key(3))
        certificates = [pair.certificate for pair in (leaf, old, new, root)]
        error = refusal(sort_chain, [certificates[position] for position in order], leaf.key.public_key())
        assert "'CN=Middle' is not part" in error.description

    def test_authorities_that_sign_each_other_cause_no_endless_loop(self):
        first, second = authority("CN=one", key=ec_key(1)), authority("CN=two", key=ec_key(2))
        first_by_second = authority("CN=one", by=second, key=ec_key(1))
        second_by_first = authority("CN=two", by=first, key=ec_key(2))
        leaf = issue(by=first)
        certificates = [pair.certificate for pair in (leaf, first_by_second, second_by_first)]
        assert refusal(sort_chain, certificates, leaf.key.public_key()).code == "missing_link"

    def test_sha224_signature_of_another_issuer_is_not_linked_by_name(self):
        """A link by name alone is only for a hash that cannot be verified. SHA-224 can, and does not verify here."""
        root = authority("CN=Test Root")
        leaf = issue(by=authority("CN=Test Root"), digest=hashes.SHA224())
        certificates = [leaf.certificate, root.certificate]
        assert refusal(sort_chain, certificates, leaf.key.public_key()).code == "missing_link"


class TestFitness:
    """Every certificate of a sorted chain is usable in its place."""

    def test_valid_chain_is_accepted(self):
        kin = family(names=["client.example"])
        assert require_fit_chain(kin.certificates, now=NOW) is None

    FAULTS = {
        "an expired leaf": ({"ends": NOW - DAY / 2}, "expired"),
        "a future leaf": ({"starts": NOW + DAY}, "not_yet_valid"),
        "a CA as leaf": ({"ca": True}, "wrong_usage"),
        "a server as leaf": ({"usages": [ExtendedKeyUsageOID.SERVER_AUTH]}, "wrong_usage"),
        "a weak leaf key": ({"key": rsa_key(bits=1024)}, "weak_key"),
        "a leaf signed with SHA-224": ({"digest": hashes.SHA224()}, "weak_signature"),
        "an expired intermediate": ({"intermediate": {"ends": NOW}}, "expired"),
        "a future intermediate": ({"intermediate": {"starts": NOW + DAY}}, "not_yet_valid"),
        "an intermediate that is not a CA": ({"intermediate": {"ca": False}}, "wrong_usage"),
        "an intermediate without basic constraints": ({"intermediate": {"ca": None}}, "wrong_usage"),
        "an intermediate of a weak key": ({"intermediate": {"key": rsa_key(bits=1024)}}, "weak_key"),
        "an intermediate signed with SHA-224": ({"intermediate": {"digest": hashes.SHA224()}}, "weak_signature"),
        "an intermediate that may not sign certificates": ({"intermediate": NO_CERTIFICATES}, "wrong_usage"),
        "a root that may not sign certificates": ({"root": NO_CERTIFICATES}, "wrong_usage"),
        "a root that allows no intermediate": ({"root": NO_AUTHORITIES}, "wrong_usage"),
        "an expired root": ({"root": {"ends": NOW}}, "expired"),
        "a root that is not a CA": ({"root": {"ca": False}}, "wrong_usage"),
    }

    @pytest.mark.parametrize("fault", FAULTS)
    def test_every_fault_is_found_at_every_level(self, fault):
        knobs, code = self.FAULTS[fault]
        kin = family(**knobs)
        chain = sort_chain(kin.certificates, kin.leaf.key.public_key())
        error = refusal(require_fit_chain, chain, now=NOW)
        assert error.code == code
        for issuer, dn in (("intermediate", "CN=Test Intermediate"), ("root", "CN=Test Root")):
            assert (dn in error.description) == (issuer in knobs)

    def test_rollover_certificate_does_not_count_for_path_length(self):
        bounded = [(x509.BasicConstraints(ca=True, path_length=1), True)]
        root = authority("CN=Root", ca=None, extensions=bounded)
        middle = authority("CN=Middle", by=root)
        again = authority("CN=Middle", by=middle)
        leaf = issue(by=again)
        chain = [pair.certificate for pair in (leaf, again, middle, root)]
        assert require_fit_chain(chain, now=NOW) is None

    @pytest.mark.parametrize("content", [b"\xff", b"\x30\x04\xa3\x02\x30\x00"])
    def test_authority_with_unreadable_extension_is_refused(self, content):
        value = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, content)
        broken = authority(extensions=[(value, False)])
        assert refusal(require_authority, broken.certificate).code == "wrong_usage"

    def test_authority_with_repeated_extension_is_refused(self):
        twice = (x509.BasicConstraints(ca=True, path_length=None), True)
        assert refusal(require_authority, authority(extensions=[twice]).certificate).code == "wrong_usage"
