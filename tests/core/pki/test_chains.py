"""Chains: reads them in any order, sorts them leaf to root, verifies every link and names every fault."""

import time
from itertools import permutations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificate_creation import key_usage
from mosaic_clients.core.pki.chains import (
    MAX_CHAIN,
    dump_chain,
    find_leaf,
    only_certificates,
    parse_certificates,
    require_fit_chain,
    sort_chain,
)
from mosaic_clients.core.pki.usage_rules import require_authority
from tests.pki import DAY, NOW, authority, ec_key, family, issue, pem_of_der, rsa_key

NO_CERTIFICATES = {"extensions": [(key_usage(signs_certificates=False), True)]}
NO_AUTHORITIES = {"ca": None, "extensions": [(x509.BasicConstraints(ca=True, path_length=0), True)]}


def refusal(function, *arguments, **named) -> MaterialRefused:
    with pytest.raises(MaterialRefused) as caught:
        function(*arguments, **named)
    return caught.value


class TestReading:
    """Reads PEM text as certificates, and refuses anything else."""

    def test_certificates_are_read_in_order_without_surrounding_text(self):
        kin = family()
        text = f"Bag Attributes: é\n{kin.root.pem}subject=/CN=x\r\n{kin.leaf.pem}\n\n"
        assert parse_certificates(text) == [kin.root.certificate, kin.leaf.certificate]
        assert parse_certificates(text.encode("latin-1")) == parse_certificates(text)
        assert dump_chain(parse_certificates(text)) == kin.root.pem + kin.leaf.pem

    def test_windows_line_endings_are_accepted(self):
        pair = issue()
        assert parse_certificates(pair.pem.replace("\n", "\r\n")) == [pair.certificate]

    def test_repeated_certificate_counts_once(self):
        kin = family()
        assert parse_certificates(kin.leaf.pem + kin.root.pem + kin.leaf.pem) == [
            kin.leaf.certificate,
            kin.root.certificate,
        ]

    @pytest.mark.parametrize("label", ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY"])
    def test_private_key_among_certificates_is_refused_without_showing_it(self, label):
        pair = issue()
        body = pair.key_pem.splitlines()[1]
        error = refusal(parse_certificates, pair.pem + pair.key_pem.replace("PRIVATE KEY", label))
        assert error.code == "private_key_in_certificates"
        assert body not in str(error)

    def test_certificate_block_that_contains_a_key_is_refused(self):
        pair = issue()
        block_with_key = pair.pem.replace("-----END", pair.key_pem + "-----END", 1)
        assert refusal(parse_certificates, block_with_key).code == "private_key_in_certificates"

    @pytest.mark.parametrize(
        "text",
        ["", "no PEM here", "\0", "ü", "\ud800", b"\xff\xfe", "-----BEGIN CERTIFICATE-----\nMIIB", "{}",
         "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
         "-----BEGIN CERTIFICATE-----\n\ud800\n-----END CERTIFICATE-----",
         "-----BEGIN CERTIFICATE----- !!! -----END CERTIFICATE-----", pem_of_der(b""), pem_of_der(b"\x30\x00"),
         pem_of_der(b"\x30\x82\xff\xff"), issue().pem.replace("CERTIFICATE", "CERTIFICATE REQUEST"),
         issue().pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE"), pem_of_der(issue().der + b"\0"),
         pem_of_der(b"\x30\x80" * 4000)],
    )  # fmt: skip
    def test_invalid_certificate_is_refused(self, text):
        assert refusal(parse_certificates, text).code == "certificate_unreadable"

    def test_megabyte_of_garbage_is_refused_by_size(self):
        assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----\n" * 40_000).code == "material_too_large"

    def test_begin_markers_without_end_are_refused_quickly(self):
        started_at = time.process_time()
        assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----" * 2300).code == "certificate_unreadable"
        assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----x" * 2300).code == "certificate_unreadable"
        assert time.process_time() - started_at < 0.5

    def test_only_certificates_drops_everything_else(self):
        pair = issue()
        body = pair.key_pem.partition("\n")[2]
        block_with_key = f"-----BEGIN CERTIFICATE-----\n{body.partition('-----')[0]}-----END CERTIFICATE-----\n"
        assert only_certificates(f"{pair.key_pem.lower()}{body}{block_with_key}{pair.pem}{{}}") == pair.pem
        assert only_certificates("") == ""

    def test_too_many_certificates_are_refused(self):
        assert refusal(parse_certificates, issue().pem * (MAX_CHAIN + 1)).code == "chain_too_long"
        assert len(parse_certificates(issue().pem * MAX_CHAIN)) == 1


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
