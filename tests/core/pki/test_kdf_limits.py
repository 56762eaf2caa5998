"""A file that needs hours of key derivation is refused immediately, and a file with common cost is opened."""

import time

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.identity import open_pkcs12
from mosaic_clients.core.pki.kdf_limits import MAX_ROUNDS, require_affordable
from mosaic_clients.core.pki.private_keys import load_private_key
from tests.core.fuzzing import fuzz, outcome
from tests.core.pki.openssl import needs_openssl, openssl
from tests.pki import ec_key, issue, pem_of, pem_of_der

PBKDF2, SCRYPT = bytes.fromhex("06092a864886f70d01050c"), bytes.fromhex("06092b06010401da47040b")
PBES2, PBE_MD5_DES = bytes.fromhex("06092a864886f70d01050d"), bytes.fromhex("06092a864886f70d010503")
PBE_SHA_3DES = bytes.fromhex("060a2a864886f70d010c0103")
AES_256_CBC = bytes.fromhex("301d060960864801650304012a0410") + bytes(16)
HUGE = 2**31 - 1


def tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return bytes((tag, 0x82)) + len(content).to_bytes(2) + content


def number(value: int) -> bytes:
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1))


def scheme(kind: bytes, *costs: int) -> bytes:
    return tlv(0x30, kind, tlv(0x30, tlv(0x04, b"salt" * 2), *map(number, costs)))


def pbes2(derivation: bytes) -> bytes:
    return tlv(0x30, PBES2, tlv(0x30, derivation, AES_256_CBC))


def encrypted_key(algorithm: bytes) -> str:
    return pem_of_der(tlv(0x30, algorithm, tlv(0x04, bytes(64))), "ENCRYPTED PRIVATE KEY")


COSTLY = {
    "pbkdf2": pbes2(scheme(PBKDF2, HUGE)),
    "pbkdf2 with a key length": pbes2(scheme(PBKDF2, HUGE, 32)),
    "pbkdf2 of a number longer than 64 bits": pbes2(scheme(PBKDF2, 2**40_000)),
    "scrypt of much memory": pbes2(scheme(SCRYPT, 2**20, 8, 1)),
    "scrypt of more memory than exists": pbes2(scheme(SCRYPT, 2**26, 8, 1)),
    "scrypt in parallel": pbes2(scheme(SCRYPT, 2**14, 8, 100_000)),
    "pbes1": scheme(PBE_MD5_DES, HUGE),
    "pkcs12": scheme(PBE_SHA_3DES, HUGE),
}


def refusal(function, *arguments) -> MaterialRefused:
    started_at = time.process_time()
    with pytest.raises(MaterialRefused) as caught:
        function(*arguments)
    assert time.process_time() - started_at < 2
    return caught.value


@pytest.mark.parametrize("name", COSTLY)
def test_costly_key_is_refused_immediately(name):
    error = refusal(load_private_key, encrypted_key(COSTLY[name]), "right")
    assert error.code == "derivation_too_costly"
    assert error.description.isprintable()


def test_header_before_the_base64_does_not_hide_the_cost():
    pem = encrypted_key(COSTLY["pbkdf2"]).replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\n\n", 1)
    assert refusal(load_private_key, pem, "right").code == "key_unreadable"


def container(derived: bytes, *, mac_rounds: int = 1, pieces: bool = False) -> bytes:
    """The outline of a PKCS#12 file, whose encrypted parts are in byte strings."""
    contents = tlv(0x30, tlv(0x30, bytes.fromhex("060b2a864886f70d010c0a0102"), tlv(0xA0, derived)))
    safe = tlv(0x30, bytes.fromhex("06092a864886f70d010701"), tlv(0xA0, tlv(0x04, contents)))
    safes = tlv(0x30, safe)
    content = tlv(0x24, tlv(0x04, safes[:9]), tlv(0x04, safes[9:])) if pieces else tlv(0x04, safes)
    info = bytes.fromhex("06092a864886f70d010701") + tlv(0xA0, content)
    outer = b"\x30\x80" + info + b"\0\0" if pieces else tlv(0x30, info)
    mac = tlv(
        0x30, tlv(0x30, tlv(0x30, bytes.fromhex("06092a864886f70d020905"))), tlv(0x04, b"salt"), number(mac_rounds)
    )
    return tlv(0x30, number(3), outer, mac)


@pytest.mark.parametrize("pieces", [False, True], ids=["DER", "BER"])
@pytest.mark.parametrize("name", COSTLY)
def test_costly_pkcs12_file_is_refused_at_any_depth(name, pieces):
    if "longer than 64 bits" not in name:
        data = container(tlv(0x30, COSTLY[name], tlv(0x04, bytes(64))), pieces=pieces)
        assert refusal(open_pkcs12, data, "right").code == "derivation_too_costly"


def test_costly_mac_is_refused():
    assert refusal(open_pkcs12, container(b"", mac_rounds=HUGE), "right").code == "derivation_too_costly"


def test_costs_of_several_derivations_are_added_up():
    each = scheme(PBE_SHA_3DES, MAX_ROUNDS // 2)
    require_affordable(tlv(0x30, each, each))
    assert refusal(require_affordable, tlv(0x30, each, each, scheme(PBE_SHA_3DES, 1))).code == "derivation_too_costly"


def test_file_with_common_cost_opens():
    pair = issue(key=ec_key())
    builder = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(600_000).hmac_hash(hashes.SHA256())
    data = serialize_key_and_certificates(b"n", pair.key, pair.certificate, None, builder.build(b"right"))
    assert open_pkcs12(data, "right")[1] == [pair.certificate]


@needs_openssl
@pytest.mark.parametrize(
    "options",
    [("-iter", "1000000"), ("-scrypt",), ("-scrypt", "-scrypt_N", "16384", "-scrypt_r", "8", "-scrypt_p", "1")],
)
def test_file_written_by_openssl_opens(tmp_path, options):
    (tmp_path / "key.pem").write_text(pem_of(ec_key()))
    arguments = ("pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:right", *options)
    assert load_private_key(openssl(tmp_path, *arguments), "right").public_key() == ec_key().public_key()


@pytest.mark.parametrize("opening", [b"\x30\x80", b"\x24\x80", b"\x30\x82\xff\xf0", b"\x04\x82\xff\xf0"])
def test_file_of_only_opening_tags_is_read_quickly(opening):
    started_at = time.process_time()
    outcome(require_affordable, opening * (64 * 1024 // len(opening)), refusal=MaterialRefused)
    assert time.process_time() - started_at < 1


elements = st.recursive(
    st.binary(max_size=9).map(lambda content: tlv(0x04, content)) | st.integers(0, 2**70).map(number),
    lambda inner: st.tuples(st.sampled_from([0x30, 0x24, 0x04, 0xA0, 0x31]), st.lists(inner, max_size=5)).map(
        lambda made: tlv(made[0], *made[1])
    ),
    max_leaves=20,
)


@fuzz
@given(st.binary(max_size=300) | elements)
def test_any_bytes_are_affordable_or_refused(data):
    outcome(require_affordable, data, refusal=MaterialRefused)
    for cut in range(0, len(data), 7):
        outcome(require_affordable, data[:cut] + b"\x80" + data[cut:], refusal=MaterialRefused)


@fuzz
@given(elements, st.lists(st.sampled_from([0x30, 0x04, 0xA0, 0x24]), max_size=12))
def test_cost_is_found_in_any_surrounding_elements(sibling, around):
    data = scheme(PBKDF2, HUGE)
    for tag in around:
        inner = tlv(0x30, sibling, data)
        data = tlv(tag, tlv(0x04, inner[:5]), tlv(0x04, inner[5:])) if tag == 0x24 else tlv(tag, inner)
    assert isinstance(outcome(require_affordable, data, refusal=MaterialRefused), MaterialRefused)


def test_invalid_base64_is_refused():
    pem = encrypted_key(COSTLY["pbkdf2"]).replace("\nM", "\n!", 1)
    assert refusal(load_private_key, pem, "right").code == "key_unreadable"
