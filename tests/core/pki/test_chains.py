"""Chains: read in any order, sorted leaf to root, every link verified, every fault named."""

import time
from itertools import permutations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import key_usage
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
    """From PEM text to certificates, and nothing that is not one."""

    def test_certificates_are_read_in_the_order_they_stand_and_whatever_stands_around_them_is_dropped(self):
        kin = family()
        text = f"Bag Attributes: é\n{kin.root.pem}subject=/CN=x\r\n{kin.leaf.pem}\n\n"
        assert parse_certificates(text) == [kin.root.certificate, kin.leaf.certificate]
        assert parse_certificates(text.encode("latin-1")) == parse_certificates(text)
        assert dump_chain(parse_certificates(text)) == kin.root.pem + kin.leaf.pem

    def test_windows_line_ends_are_fine(self):
        pair = issue()
        assert parse_certificates(pair.pem.replace("\n", "\r\n")) == [pair.certificate]

    def test_a_certificate_that_comes_twice_counts_once(self):
        kin = family()
        assert parse_certificates(kin.leaf.pem + kin.root.pem + kin.leaf.pem) == [
            kin.leaf.certificate,
            kin.root.certificate,
        ]

    @pytest.mark.parametrize("label", ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY"])
    def test_a_private_key_among_certificates_is_refused_and_not_repeated(self, label):
        pair = issue()
        body = pair.key_pem.splitlines()[1]
        error = refusal(parse_certificates, pair.pem + pair.key_pem.replace("PRIVATE KEY", label))
        assert error.code == "private_key_in_certificates"
        assert body not in str(error)

    def test_a_certificate_whose_block_swallows_a_key_is_refused_too(self):
        pair = issue()
        swallowed = pair.pem.replace("-----END", pair.key_pem + "-----END", 1)
        assert refusal(parse_certificates, swallowed).code == "private_key_in_certificates"

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
    def test_what_is_no_certificate_is_refused(self, text):
        assert refusal(parse_certificates, text).code == "certificate_unreadable"

    def test_a_megabyte_of_garbage_is_refused_by_its_size(self):
        assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----\n" * 40_000).code == "material_too_large"

    def test_openings_without_an_end_cost_nothing(self):
        begun = time.process_time()
        assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----" * 2300).code == "certificate_unreadable"
        assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----x" * 2300).code == "certificate_unreadable"
        assert time.process_time() - begun < 0.5

    def test_of_a_text_only_its_certificates_are_kept(self):
        pair = issue()
        body = pair.key_pem.partition("\n")[2]
        swallowed = f"-----BEGIN CERTIFICATE-----\n{body.partition('-----')[0]}-----END CERTIFICATE-----\n"
        assert only_certificates(f"{pair.key_pem.lower()}{body}{swallowed}{pair.pem}{{}}") == pair.pem
        assert only_certificates("") == ""

    def test_a_crowd_of_certificates_is_refused(self):
        assert refusal(parse_certificates, issue().pem * (MAX_CHAIN + 1)).code == "chain_too_long"
        assert len(parse_certificates(issue().pem * MAX_CHAIN)) == 1


class TestSorting:
    """The leaf is the certificate of the key; the rest follows from who issued whom."""

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_a_chain_is_sorted_from_any_order(self, order):
        kin = family()
        shuffled = [kin.certificates[position] for position in order]
        assert sort_chain(shuffled, kin.leaf.key.public_key()) == kin.certificates

    def test_an_rsa_authority_signs_an_ec_leaf_and_the_other_way_round(self):
        root = authority(key=rsa_key())
        leaf = issue(by=root)
        assert sort_chain([root.certificate, leaf.certificate], leaf.key.public_key())[0] == leaf.certificate
        other = issue(by=authority("CN=EC"), key=rsa_key())
        assert refusal(sort_chain, [other.certificate], rsa_key().public_key()).code == "missing_link"

    def test_a_chain_of_one_is_its_own_root(self):
        pair = issue()
        assert sort_chain([pair.certificate], pair.key.public_key()) == [pair.certificate]

    @pytest.mark.parametrize("kept", [[0], [0, 2], [0, 1]])
    def test_a_missing_link_is_named(self, kept):
        kin = family()
        certificates = [kin.certificates[position] for position in kept]
        error = refusal(sort_chain, certificates, kin.leaf.key.public_key())
        assert error.code == "missing_link"
        assert ("CN=Test Root" if kept == [0, 1] else "CN=Test Intermediate") in str(error)

    def test_a_stranger_in_the_chain_is_named(self):
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

    def test_a_key_that_none_of_the_certificates_has_is_a_mismatch(self):
        assert refusal(sort_chain, family().certificates, ec_key().public_key()).code == "mismatch"
        assert refusal(find_leaf, [], ec_key().public_key()).code == "mismatch"
        assert refusal(find_leaf, [issue().certificate], rsa_key().public_key()).code == "mismatch"

    def test_an_issuer_of_the_right_name_and_the_wrong_key_is_no_issuer(self):
        kin = family()
        impostor = authority("CN=Test Intermediate", by=kin.root)
        certificates = [kin.leaf.certificate, impostor.certificate, kin.root.certificate]
        assert refusal(sort_chain, certificates, kin.leaf.key.public_key()).code == "missing_link"

    def test_the_true_issuer_is_found_behind_an_impostor_who_is_then_a_stranger(self):
        kin = family()
        impostor = authority("CN=Test Intermediate", by=kin.root)
        error = refusal(sort_chain, [impostor.certificate, *kin.certificates], kin.leaf.key.public_key())
        assert error.code == "two_leafs"

    @pytest.mark.parametrize("order", list(permutations(range(5))))
    def test_roots_that_signed_each_other_give_one_answer_in_any_order(self, order):
        ours, others = authority("CN=Our Root", key=ec_key(1)), authority("CN=Other Root", key=ec_key(2))
        crossed = authority("CN=Our Root", by=others, key=ec_key(1), ends=NOW + 7000 * DAY)
        middle = authority("CN=Middle", by=ours, key=ec_key(3))
        leaf = issue(by=middle, key=ec_key(4))
        certificates = [pair.certificate for pair in (leaf, middle, ours, crossed, others)]
        error = refusal(sort_chain, [certificates[position] for position in order], leaf.key.public_key())
        assert error.code == "two_leafs"
        assert "'CN=Other Root' is no part" in error.description
        by_ours = [certificates[position] for position in order if position < 3]
        assert sort_chain(by_ours, leaf.key.public_key()) == certificates[:3]
        by_others = [certificates[position] for position in order if position != 2]
        assert sort_chain(by_others, leaf.key.public_key()) == [leaf.certificate, middle.certificate, *certificates[3:]]

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_of_an_authority_and_its_renewal_the_old_one_is_the_stranger_in_any_order(self, order):
        root = authority("CN=Root", key=ec_key(1))
        old = authority("CN=Middle", by=root, key=ec_key(2), starts=NOW - 9 * DAY, ends=NOW - DAY)
        new = authority("CN=Middle", by=root, key=ec_key(2))
        leaf = issue(by=new, key=ec_key(3))
        certificates = [pair.certificate for pair in (leaf, old, new, root)]
        error = refusal(sort_chain, [certificates[position] for position in order], leaf.key.public_key())
        assert "'CN=Middle' is no part" in error.description

    def test_two_authorities_that_sign_each_other_do_not_make_it_run_for_ever(self):
        one, two = authority("CN=one", key=ec_key(1)), authority("CN=two", key=ec_key(2))
        one_by_two, two_by_one = authority("CN=one", by=two, key=ec_key(1)), authority("CN=two", by=one, key=ec_key(2))
        leaf = issue(by=one)
        certificates = [pair.certificate for pair in (leaf, one_by_two, two_by_one)]
        assert refusal(sort_chain, certificates, leaf.key.public_key()).code == "missing_link"

    def test_a_leaf_signed_with_a_weak_hash_by_a_stranger_finds_no_link_by_name_alone(self):
        """Only what cannot be computed is linked by name; SHA-224 can, and does not verify here."""
        root = authority("CN=Test Root")
        leaf = issue(by=authority("CN=Test Root"), digest=hashes.SHA224())
        certificates = [leaf.certificate, root.certificate]
        assert refusal(sort_chain, certificates, leaf.key.public_key()).code == "missing_link"


class TestFitness:
    """A sorted chain whose every step can do its part."""

    def test_a_good_chain_is_fit(self):
        kin = family(names=["client.example"])
        assert require_fit_chain(kin.certificates, now=NOW) is None

    FAULTS = {
        "an expired leaf": ({"ends": NOW - DAY / 2}, "expired"),
        "a leaf of tomorrow": ({"starts": NOW + DAY}, "not_yet_valid"),
        "a CA as leaf": ({"ca": True}, "wrong_usage"),
        "a server as leaf": ({"usages": [ExtendedKeyUsageOID.SERVER_AUTH]}, "wrong_usage"),
        "a weak leaf key": ({"key": rsa_key(bits=1024)}, "weak_key"),
        "a leaf signed with SHA-224": ({"digest": hashes.SHA224()}, "weak_signature"),
        "an expired intermediate": ({"intermediate": {"ends": NOW}}, "expired"),
        "an intermediate of tomorrow": ({"intermediate": {"starts": NOW + DAY}}, "not_yet_valid"),
        "an intermediate that is no CA": ({"intermediate": {"ca": False}}, "wrong_usage"),
        "an intermediate that does not say": ({"intermediate": {"ca": None}}, "wrong_usage"),
        "an intermediate of a weak key": ({"intermediate": {"key": rsa_key(bits=1024)}}, "weak_key"),
        "an intermediate signed with SHA-224": ({"intermediate": {"digest": hashes.SHA224()}}, "weak_signature"),
        "an intermediate that may not sign certificates": ({"intermediate": NO_CERTIFICATES}, "wrong_usage"),
        "a root that may not sign certificates": ({"root": NO_CERTIFICATES}, "wrong_usage"),
        "a root that allows no intermediate": ({"root": NO_AUTHORITIES}, "wrong_usage"),
        "an expired root": ({"root": {"ends": NOW}}, "expired"),
        "a root that is no CA": ({"root": {"ca": False}}, "wrong_usage"),
    }

    @pytest.mark.parametrize("fault", FAULTS)
    def test_every_fault_is_found_in_every_step(self, fault):
        knobs, code = self.FAULTS[fault]
        kin = family(**knobs)
        chain = sort_chain(kin.certificates, kin.leaf.key.public_key())
        error = refusal(require_fit_chain, chain, now=NOW)
        assert error.code == code
        for issuer, dn in (("intermediate", "CN=Test Intermediate"), ("root", "CN=Test Root")):
            assert (dn in error.description) == (issuer in knobs)

    def test_a_path_that_is_long_enough_is_fit_and_a_rollover_certificate_does_not_count(self):
        bounded = [(x509.BasicConstraints(ca=True, path_length=1), True)]
        root = authority("CN=Root", ca=None, extensions=bounded)
        middle = authority("CN=Middle", by=root)
        again = authority("CN=Middle", by=middle)
        leaf = issue(by=again)
        chain = [pair.certificate for pair in (leaf, again, middle, root)]
        assert require_fit_chain(chain, now=NOW) is None

    @pytest.mark.parametrize("octets", [b"\xff", b"\x30\x04\xa3\x02\x30\x00"])
    def test_an_authority_with_an_unreadable_extension_is_no_authority(self, octets):
        value = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, octets)
        broken = authority(extensions=[(value, False)])
        assert refusal(require_authority, broken.certificate).code == "wrong_usage"

    def test_an_authority_with_an_extension_twice_is_no_authority(self):
        twice = (x509.BasicConstraints(ca=True, path_length=None), True)
        assert refusal(require_authority, authority(extensions=[twice]).certificate).code == "wrong_usage"
