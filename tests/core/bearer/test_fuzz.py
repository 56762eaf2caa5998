"""Any text, header and claims give a verified bearer or BearerRefused, never another exception."""

import json

from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.bearer.verification import VerifiedBearer, parse, verify
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jws import UnverifiedJWS, read_header
from tests.core.fuzzing import fuzz, outcome
from tests.core.tokens import CLAIMS, KEYS, SECONDS, b64, sign, token
from tests.core.verifying import POLICY, SIGNING_KEYS
from tests.pki import issue

ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["ES256", "none", "at+jwt", "JWT", "ec", "userid-api", "\ud800", "a\0b", *CLAIMS.values()])
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.just("x5t#S256"), inner),
    max_leaves=4,
)
HEADERS = st.dictionaries(
    st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "x5c", "cty"]), VALUES, max_size=3
)
CHANGES = st.dictionaries(
    st.sampled_from(["iss", "aud", "sub", "exp", "nbf", "iat", "jti", "scope", "client_id", "cnf", "nonce"]),
    VALUES,
    max_size=3,
)
PRESENTED = st.none() | st.just(issue().x5t_s256) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


def judge(text: str, presented: str | None = None):
    return outcome(_judge, text, presented, refusal=BearerRefused)


def _judge(text: str, presented: str | None) -> VerifiedBearer:
    return verify(parse(text), SIGNING_KEYS, POLICY, presented_x5t_s256=presented, now=SECONDS)


@fuzz
@given(st.text(max_size=200) | st.text("AZaz09-_.={}\n é", max_size=90) | st.binary(max_size=60).map(b64))
def test_any_text_is_refused(text):
    for candidate in (text, f"{text}.{text}.{text}", f"{token()}{text}" if text else "."):
        result = judge(candidate)
        assert isinstance(result, BearerRefused)
        assert result.code in {"malformed", "bad_signature", "algorithm"}


@fuzz
@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=80))
def test_any_three_segments_are_refused(header, claims, signature):
    assert isinstance(judge(".".join(map(b64, (header, claims, signature)))), BearerRefused)


@fuzz
@given(HEADERS, CHANGES, PRESENTED)
def test_any_signed_header_and_claims_are_verified_or_refused(header, claims, presented):
    result = judge(token(claims, header), presented)
    if isinstance(result, VerifiedBearer):
        assert result.subject == claims.get("sub", CLAIMS["sub"])
        assert isinstance(result.client_id, str | None)
        assert result.issuer == CLAIMS["iss"]
        assert "cnf" not in claims


@fuzz
@given(HEADERS, CHANGES, st.binary(max_size=70))
def test_parsed_token_with_any_other_signature_is_refused(header, claims, signature):
    merged = {"alg": "ES256", "kid": "ec", "typ": "at+jwt", **header}
    unverified = UnverifiedJWS(read_header(merged), {**CLAIMS, **claims}, b"never signed", signature)
    result = outcome(
        verify, unverified, SIGNING_KEYS, POLICY, presented_x5t_s256=None, now=SECONDS, refusal=BearerRefused
    )
    assert isinstance(result, BearerRefused)


@fuzz
@given(st.integers(0, 5000), st.integers(1, 255))
def test_signed_token_with_any_byte_changed_is_refused(position, change):
    data = bytearray(token().encode())
    data[position % len(data)] ^= change
    assert isinstance(judge(data.decode("latin-1")), BearerRefused)


@fuzz
@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4))
def test_valid_token_with_unknown_claims_is_accepted_if_json_allows_them(extra):
    claims = {**extra, **CLAIMS}
    claims.pop("cnf", None)
    claims.pop("nbf", None)
    data = json.dumps(claims).encode()
    signing_input = f"{b64(json.dumps({'alg': 'ES256', 'kid': 'ec', 'typ': 'at+jwt'}))}.{b64(data)}"
    result = judge(f"{signing_input}.{b64(sign(KEYS['ec'], 'ES256', signing_input.encode()))}")
    assert isinstance(result, VerifiedBearer) or result.code in {"malformed", "too_large"}
