"""Reads PEM text as certificates, and refuses anything else."""

import time

import pytest

from mosaic_clients.core.pki.chains import MAX_CHAIN, dump_chain, only_certificates, parse_certificates
from tests.core.pki.refusals import refusal
from tests.pki import family, issue, pem_of_der


def test_certificates_are_read_in_order_without_surrounding_text():
    kin = family()
    text = f"Bag Attributes: é\n{kin.root.pem}subject=/CN=x\r\n{kin.leaf.pem}\n\n"
    assert parse_certificates(text) == [kin.root.certificate, kin.leaf.certificate]
    assert parse_certificates(text.encode("latin-1")) == parse_certificates(text)
    assert dump_chain(parse_certificates(text)) == kin.root.pem + kin.leaf.pem


def test_windows_line_endings_are_accepted():
    pair = issue()
    assert parse_certificates(pair.pem.replace("\n", "\r\n")) == [pair.certificate]


def test_repeated_certificate_counts_once():
    kin = family()
    assert parse_certificates(kin.leaf.pem + kin.root.pem + kin.leaf.pem) == [
        kin.leaf.certificate,
        kin.root.certificate,
    ]


@pytest.mark.parametrize("label", ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY"])
def test_private_key_among_certificates_is_refused_without_showing_it(label):
    pair = issue()
    body = pair.key_pem.splitlines()[1]
    error = refusal(parse_certificates, pair.pem + pair.key_pem.replace("PRIVATE KEY", label))
    assert error.code == "private_key_in_certificates"
    assert body not in str(error)


def test_certificate_block_that_contains_a_key_is_refused():
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
def test_invalid_certificate_is_refused(text):
    assert refusal(parse_certificates, text).code == "certificate_unreadable"


def test_megabyte_of_garbage_is_refused_by_size():
    assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----\n" * 40_000).code == "material_too_large"


def test_begin_markers_without_end_are_refused_quickly():
    started_at = time.process_time()
    assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----" * 2300).code == "certificate_unreadable"
    assert refusal(parse_certificates, "-----BEGIN CERTIFICATE-----x" * 2300).code == "certificate_unreadable"
    assert time.process_time() - started_at < 0.5


def test_only_certificates_drops_everything_else():
    pair = issue()
    body = pair.key_pem.partition("\n")[2]
    block_with_key = f"-----BEGIN CERTIFICATE-----\n{body.partition('-----')[0]}-----END CERTIFICATE-----\n"
    assert only_certificates(f"{pair.key_pem.lower()}{body}{block_with_key}{pair.pem}{{}}") == pair.pem
    assert only_certificates("") == ""


def test_too_many_certificates_are_refused():
    assert refusal(parse_certificates, issue().pem * (MAX_CHAIN + 1)).code == "chain_too_long"
    assert len(parse_certificates(issue().pem * MAX_CHAIN)) == 1
