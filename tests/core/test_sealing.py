"""Sealed secrets are bound to one row and field, and open only with the key that sealed them."""

import base64
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import ConfigurationError, MosaicError, SealingError, UnknownEncryptionKey
from mosaic_clients.core.sealing import KeyRing, RingKey, key_id_of
from tests.core.fuzzing import fuzz, outcome

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))
ROW = "credential:42:private_key"


def encoded(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).rstrip(b"=").decode()


RING = KeyRing.parse([encoded(KEY)])


def refusal(sealed: str, *, context: str = ROW, ring: KeyRing = RING) -> SealingError:
    with pytest.raises(SealingError) as caught:
        ring.open(sealed, context=context)
    return caught.value


@pytest.mark.parametrize("secret", ["", "a", "-----BEGIN PRIVATE KEY-----\n", "ünïcode \0 🔑", "x" * 20_000])
def test_sealed_value_opens(secret):
    sealed = RING.seal(secret, context=ROW)
    assert RING.open(sealed, context=ROW) == secret
    assert secret not in sealed or len(secret) < 2
    assert sealed.isascii()


def test_sealed_value_names_its_version_and_key():
    sealed = RING.seal("secret", context=ROW)
    assert sealed.split(".")[:2] == ["v1", RING.key_ids[0]]
    assert key_id_of(sealed) == RING.key_ids[0]
    assert len(base64.urlsafe_b64decode(sealed.split(".")[2])) == 12 + len("secret") + 16  # nonce, secret, tag


def test_same_secret_sealed_twice_differs():
    sealed = {RING.seal("secret", context=ROW) for _ in range(50)}
    nonces = {base64.urlsafe_b64decode(text.split(".")[2])[:12] for text in sealed}
    assert len(sealed) == len(nonces) == 50


@pytest.mark.parametrize(
    "context",
    ["credential:43:private_key", "credential:42:chain", "client:42:private_key", "", ROW + " ", ROW[:-1]],
)
def test_sealed_value_of_another_row_or_field_does_not_open(context):
    sealed = RING.seal("secret", context=ROW)
    error = refusal(sealed, context=context)
    assert type(error) is SealingError
    assert f"value of {context.split(':')[0]} does" in str(error)
    assert "secret" not in str(error)
    assert sealed not in str(error)


def test_missing_key_is_named():
    sealed = RING.seal("secret", context=ROW)
    error = refusal(sealed, ring=KeyRing.parse([encoded(OTHER)]))
    assert isinstance(error, UnknownEncryptionKey)
    assert error.key_id == RING.key_ids[0]
    assert RING.key_ids[0] in str(error)


def test_value_with_a_forged_key_id_does_not_open():
    ring = KeyRing.parse([encoded(KEY), encoded(OTHER)])
    version, _, data = ring.seal("secret", context=ROW).split(".")
    assert type(refusal(f"{version}.{ring.key_ids[1]}.{data}", ring=ring)) is SealingError


def test_every_part_of_a_sealed_value_is_protected():
    sealed = RING.seal("a secret of some length", context=ROW)
    for position, character in enumerate(sealed):
        changed = sealed[:position] + ("A" if character != "A" else "B") + sealed[position + 1 :]
        assert refusal(changed).code in {"sealing", "unknown_encryption_key"}


@pytest.mark.parametrize("cut", [1, 4, 16, 20])
def test_truncated_value_does_not_open(cut):
    assert refusal(RING.seal("secret", context=ROW)[:-cut]).code == "sealing"


def test_other_spelling_of_a_sealed_value_does_not_open():
    sealed = RING.seal("secret", context=ROW)
    prefix, data = sealed.rsplit(".", 1)
    for other in (f"{prefix}.!{data}", f"{prefix}.{data}\n", f"{prefix}.{data[:8]} {data[8:]}", f"{sealed}====", f"{sealed}.x"):  # fmt: skip  # noqa: E501
        assert refusal(other).code == "sealing"


@pytest.mark.parametrize(
    "text", ["", "v1", "v1.", "v2.abc.def", "-----BEGIN PRIVATE KEY-----", "v1:abc:def", "V1.a.b",
    "plain text", "\0", "."]
)  # fmt: skip
def test_unsealed_value_is_refused(text):
    error = refusal(text)
    assert "is not sealed" in str(error)
    assert len(text) < 4 or text not in str(error)


@fuzz
@given(
    st.text(max_size=60) | st.text(max_size=60).map(lambda data: f"v1.{RING.key_ids[0]}.{data}"), st.text(max_size=9)
)
def test_any_text_is_refused(text, context):
    assert isinstance(outcome(RING.open, text, context=context, refusal=MosaicError), SealingError)


class TestRing:
    """The key ring as an operator configures it."""

    @pytest.mark.parametrize(
        "text",
        [
            encoded(b"\xfb\xff" * 16),
            base64.urlsafe_b64encode(b"\xfb\xff" * 16).decode(),
            base64.b64encode(b"\xfb\xff" * 16).decode(),
            base64.b64encode(b"\xfb\xff" * 16).rstrip(b"=").decode(),
            (b"\xfb\xff" * 16).hex(),
            (b"\xfb\xff" * 16).hex().upper(),
            f"  {encoded(bytes(bytearray([0xFB, 0xFF]) * 16))}\n",
        ],
    )
    def test_every_encoding_of_a_key_is_the_same_key(self, text):
        assert KeyRing.parse([text]) == KeyRing.parse([(b"\xfb\xff" * 16).hex()])
        assert KeyRing.parse([text]).keys[0].key == b"\xfb\xff" * 16

    @pytest.mark.parametrize("size", [0, 1, 16, 24, 31, 33, 64])
    def test_key_of_wrong_length_is_refused_by_position_and_never_shown(self, size):
        short = secrets.token_bytes(size)
        for text in (encoded(short), short.hex()):
            with pytest.raises(ConfigurationError) as caught:
                KeyRing.parse([encoded(KEY), text])
            assert "Encryption key 2" in str(caught.value)
            assert not text or len(text) < 8 or text not in str(caught.value)

    @pytest.mark.parametrize(
        "text", ["correct horse battery staple!!!", "é" * 43, "\ud800" * 43, "A" * 42 + "!", "g" * 64, "A=" * 22]
    )
    def test_invalid_key_encoding_is_refused_and_never_shown(self, text):  # fmt: skip
        with pytest.raises(ConfigurationError) as caught:
            KeyRing.parse([text])
        assert text not in str(caught.value)

    def test_first_key_seals_and_every_key_opens(self):
        old, both = KeyRing.parse([encoded(OTHER)]), KeyRing.parse([encoded(KEY), encoded(OTHER)])
        assert both.open(old.seal("old", context=ROW), context=ROW) == "old"
        assert key_id_of(both.seal("new", context=ROW)) == both.key_ids[0] == RING.key_ids[0]
        assert both.key_ids == (*RING.key_ids, *old.key_ids)

    def test_resealing_moves_a_value_to_the_new_key(self):
        old, both = KeyRing.parse([encoded(OTHER)]), KeyRing.parse([encoded(KEY), encoded(OTHER)])
        resealed = both.seal(both.open(old.seal("s", context=ROW), context=ROW), context=ROW)
        assert RING.open(resealed, context=ROW) == "s"

    def test_empty_ring_neither_seals_nor_opens(self):
        empty = KeyRing.parse([])
        with pytest.raises(ConfigurationError, match="ENCRYPTION_KEYS"):
            empty.seal("secret", context=ROW)
        assert isinstance(refusal(RING.seal("s", context=ROW), ring=empty), UnknownEncryptionKey)

    def test_repr_has_no_key(self):
        for text in (repr(RING), repr(RING.keys[0]), str(RingKey(KEY, "id"))):
            assert "key_id=" in text
            assert repr(KEY) not in text
            assert encoded(KEY) not in text
            assert KEY.hex() not in text

    def test_key_id_reveals_nothing_about_the_key(self):
        assert len(RING.key_ids[0]) == 12
        assert RING.key_ids[0] not in KEY.hex()
        assert RING.key_ids != KeyRing.parse([encoded(OTHER)]).key_ids
