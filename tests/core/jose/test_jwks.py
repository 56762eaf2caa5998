"""Mosaic's signing keys: a set is read, stored without private members, and a key is chosen by kid."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import AnswerUnusable, BearerRefused
from mosaic_clients.core.jose.jwks import HARD_STOP, MAX_KEYS, SigningKeys, are_trusted, parse_signing_keys
from mosaic_clients.core.jose.public_jwk import PRIVATE_MEMBERS
from tests.core.fuzzing import fuzz, outcome
from tests.core.tokens import KEYS, jwk_of, key_set
from tests.pki import NOW, ec_key

GOOD = jwk_of(KEYS["ec"], kid="good")
RSA, EC = KEYS["rsa"], KEYS["ec"]


def test_keys_of_every_supported_kind_are_read():
    keys = parse_signing_keys(key_set())
    assert {key.kid: set(key.algorithms) for key in keys.keys} == {
        "rsa": {"RS256", "PS256"},
        "ec": {"ES256"},
        "ec384": {"ES384"},
        "ec521": {"ES512"},
        "ed": {"EdDSA", "Ed25519"},
    }
    assert keys.skipped == 0
    for key in keys.keys:
        assert key.public_key == KEYS[key.kid].public_key()


def test_members_that_refer_to_other_keys_are_not_stored():
    extra = {"x5u": "https://evil.example", "x5c": ["AAAA"], "x5t": "x", "jku": "https://evil.example", "ext": True}
    keys = parse_signing_keys(key_set({**GOOD, **extra, "key_ops": ["verify"], "use": "sig", "alg": "ES256"}))
    (stored,) = json.loads(keys.dump())["keys"]
    assert stored == {**GOOD, "use": "sig", "alg": "ES256"}


def test_stored_set_reads_back_the_same_without_private_members():
    keys = parse_signing_keys(key_set(*json.loads(key_set())["keys"], jwk_of(EC, d="AQAB"), jwk_of(ec_key(5))))
    reread = parse_signing_keys(keys.dump().encode())
    assert reread.keys == keys.keys
    assert (keys.skipped, reread.skipped) == (1, 0)
    assert keys.dump() == json.dumps(json.loads(keys.dump()), sort_keys=True)
    assert not any(PRIVATE_MEMBERS & set(entry) for entry in json.loads(keys.dump())["keys"])


@pytest.mark.parametrize(
    "members",
    [
        {"crv": "1e400"},
        {"crv": {"a": 1}},
        {"x": "\ud800"},
        {"key_ops": ["verify", [[[]]]]},
        {"y": 10**19},
        {"crv": "P-256", "d2": {}},
    ],
)
def test_unrelated_member_does_not_affect_the_stored_set(members):
    body = json.dumps({"keys": [jwk_of(RSA, kid="k", **members)]}).replace('"1e400"', "1e300").encode()
    assert parse_signing_keys(parse_signing_keys(body).dump().encode()).keys[0].kid == "k"


def test_deeply_nested_member_does_not_affect_the_stored_set():
    nested = "[" * 50 + "]" * 50
    body = json.dumps({"keys": [jwk_of(RSA, kid="k", key_ops=["verify", "@"])]}).replace('"@"', nested).encode()
    assert json.loads(parse_signing_keys(body).dump())["keys"][0]["kid"] == "k"


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"<html>", b'{"keys":null}', b'{"keys":{}}', b'{"keys":"x"}', b'{"keys":[]}',
     b'{"keys":5}',
     b'{"keys":[],"keys":[]}', b"\xff", json.dumps([GOOD]).encode(), b'{"keys":' + b"[" * 90_000,
     json.dumps({"keys": [GOOD]}).encode("utf-16")],
)  # fmt: skip
def test_unusable_set_is_refused_as_retryable(body):
    with pytest.raises(AnswerUnusable) as error:
        parse_signing_keys(body)
    assert error.value.retryable


def test_set_with_too_many_keys_is_refused():
    assert len(parse_signing_keys(key_set(*[GOOD] * MAX_KEYS)).keys) == MAX_KEYS
    with pytest.raises(AnswerUnusable, match=f"at most {MAX_KEYS}"):
        parse_signing_keys(key_set(*[GOOD] * (MAX_KEYS + 1)))


class TestChoosing:
    """kid chooses the key, and alg must fit it. No other key is tried."""

    KEYS = parse_signing_keys(key_set())

    def refusal(self, keys, kid, algorithm):
        with pytest.raises(BearerRefused) as error:
            keys.choose(kid, algorithm)
        return error.value.code

    def test_kid_chooses_only_its_key(self):
        assert [key.kid for key in self.KEYS.choose("rsa", "PS256")] == ["rsa"]

    def test_unknown_kid_is_refused_even_if_there_is_one_key(self):
        assert self.refusal(self.KEYS, "other", "RS256") == "unknown_kid"
        assert self.refusal(parse_signing_keys(key_set(GOOD)), "other", "ES256") == "unknown_kid"

    def test_missing_kid_chooses_the_only_key_or_is_refused(self):
        single_key = parse_signing_keys(key_set(GOOD))
        assert [key.kid for key in single_key.choose(None, "ES256")] == ["good"]
        assert self.refusal(self.KEYS, None, "ES256") == "kid_missing"
        assert self.refusal(parse_signing_keys(key_set(GOOD, jwk_of(RSA))), None, "ES256") == "kid_missing"
        assert self.refusal(SigningKeys(()), None, "ES256") == "kid_missing"

    def test_algorithm_that_does_not_fit_the_key_is_refused(self):
        assert self.refusal(self.KEYS, "rsa", "ES256") == "key_mismatch"
        assert self.refusal(self.KEYS, "ec", "ES384") == "key_mismatch"
        assert self.refusal(self.KEYS, "ed", "RS256") == "key_mismatch"
        restricted = parse_signing_keys(key_set(jwk_of(RSA, kid="k", alg="RS256")))
        assert self.refusal(restricted, "k", "PS256") == "key_mismatch"

    def test_two_keys_may_share_a_kid(self):
        keys = parse_signing_keys(
            key_set(jwk_of(EC, kid="same"), jwk_of(ec_key(5), kid="same"), jwk_of(RSA, kid="same"))
        )
        assert [key.public_key for key in keys.choose("same", "ES256")] == [EC.public_key(), ec_key(5).public_key()]


def test_keys_are_trusted_for_a_day():
    second = timedelta(seconds=1)
    assert are_trusted(NOW, now=NOW + HARD_STOP - second)
    assert not are_trusted(NOW, now=NOW + HARD_STOP)


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["EC", "RSA", "OKP", "P-256", "Ed25519", "sig", "AQAB", *GOOD.values()]) | st.text(max_size=6), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=3)  # fmt: skip  # noqa: E501
ENTRIES = st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "n", "e", "alg", "use", "kid", "key_ops"]), VALUES)


@fuzz
@given(
    st.lists((ENTRIES | ENTRIES.map(lambda change: {**GOOD, **change}) | VALUES), max_size=3), st.binary(max_size=20)
)
def test_any_set_is_read_or_refused(entries, data):
    result = outcome(parse_signing_keys, json.dumps({"keys": entries}).encode(), refusal=AnswerUnusable)
    if isinstance(result, SigningKeys):
        assert parse_signing_keys(result.dump().encode()).keys == result.keys
    assert isinstance(outcome(parse_signing_keys, data, refusal=AnswerUnusable), AnswerUnusable)
