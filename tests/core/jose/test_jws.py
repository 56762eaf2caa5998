"""Signature checks of everything that Mosaic signs. ID tokens and bearers use the same code."""

import pytest

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.jose.jws import parse, verify_signature
from tests.core.tokens import FAMILY, KEYS, jwk_of, key_set, token
from tests.core.verifying import SIGNING_KEYS
from tests.pki import ec_key

ID_TOKEN = token(b'{"iss":"https://userid.security","aud":"web","nonce":"n"}', {"typ": "JWT"})


def refusal(text, *, keys=SIGNING_KEYS, algorithms=frozenset(FAMILY)):
    with pytest.raises(BearerRefused) as error:
        verify_signature(parse(text), keys, algorithms)
    return error.value.code


@pytest.mark.parametrize("algorithm", FAMILY)
def test_signature_is_verified_for_any_claims(algorithm):
    text = token({"exp": 0, "aud": "web", "nonce": "n"}, {"typ": "JWT"}, algorithm=algorithm)
    unverified = parse(text)
    verify_signature(unverified, SIGNING_KEYS, frozenset({algorithm}))
    assert unverified.claims["nonce"] == "n"


def test_signature_refusal_has_its_code():
    other_type = parse_signing_keys(key_set(jwk_of(KEYS["rsa"], kid="ec")))
    assert refusal(ID_TOKEN, algorithms=frozenset({"RS256"})) == "algorithm"
    assert refusal(ID_TOKEN, algorithms=frozenset()) == "algorithm"
    assert refusal(ID_TOKEN, keys=other_type) == "key_mismatch"
    assert refusal(token(header={"kid": "other"})) == "unknown_kid"
    assert refusal(token(header={"crit": ["exp"]})) == "critical_header"
    assert refusal(token(header={"kid": 1})) == "malformed"
    assert refusal(token(key=ec_key(9))) == "bad_signature"
    assert refusal(ID_TOKEN[:-4] + "AAAA") == "bad_signature"
