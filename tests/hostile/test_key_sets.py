"""Which keys of a hostile key set verify a token, and what is stored of them."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from tests.core.tokens import KEYS, jwk_of
from tests.hostile.conftest import add, age
from tests.hostile.http_requests import Ask
from tests.hostile.key_sets import ATTACKER, HONEST, INVALID_ENTRIES, JUNK, OCT, PRIVATE, SECRET, attackers, keys
from tests.hostile.tokens import bearer, mac
from tests.mosaic import KEYS as KEYS_PATH
from tests.mosaic import ScriptedMosaic
from tests.pki import ec_key, issue, rsa_key

pytestmark = pytest.mark.django_db(transaction=True)


def test_k2_symmetric_key_in_the_set_verifies_nothing(ask: Ask, hostile: Environment, scripted: ScriptedMosaic) -> None:
    scripted.answers[KEYS_PATH] = keys(HONEST, {**OCT, "kid": "rsa"}, {**OCT, "kid": "ec"})
    assert ask(bearer())[0] == 200
    for kid in ("rsa", "ec"):
        age()
        assert ask(mac(SECRET, kid=kid))[0] == 401
    assert "oct" not in SigningKeySet.objects.get().key_set


def test_k8_k9_invalid_entries_are_skipped_and_verify_nothing(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic
) -> None:
    scripted.answers[KEYS_PATH] = keys(*INVALID_ENTRIES, jwk_of(ATTACKER, kid="attacker", use="enc"), HONEST)
    assert ask(bearer())[0] == 200
    assert ask(attackers())[0] == 401
    assert ask(bearer(key=ATTACKER))[0] == 401
    assert SigningKeySet.objects.get().kids == ["ec"]


def test_t7_t25_key_verifies_only_its_algorithm_and_weak_key_verifies_nothing(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic
) -> None:
    Environment.objects.update(algorithms=["RS256", "PS256", "ES256"])
    weak, pinned = rsa_key(bits=1024), jwk_of(KEYS["rsa"], kid="rsa", alg="RS256")
    scripted.answers[KEYS_PATH] = keys(HONEST, pinned, jwk_of(weak, kid="weak"))
    assert ask(bearer(algorithm="RS256"))[0] == 200
    assert ask(bearer(algorithm="PS256"))[0] == 401
    assert ask(bearer(algorithm="RS256", header={"kid": "weak"}, key=weak))[0] == 401


def test_k10_two_keys_with_the_same_kid_both_verify(ask: Ask, hostile: Environment, scripted: ScriptedMosaic) -> None:
    second = ec_key(12)
    scripted.answers[KEYS_PATH] = keys(HONEST, jwk_of(second, kid="ec"), jwk_of(KEYS["rsa"], kid="ec"))
    tokens = [bearer(), bearer(key=second), bearer(algorithm="RS256", header={"kid": "ec"})]
    assert [ask(token)[0] for token in tokens] == [200, 200, 200]
    assert ask(bearer(key=ATTACKER))[0] == 401


def test_k11_private_key_material_is_neither_trusted_nor_stored(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic
) -> None:
    private = jwk_of(ATTACKER, kid="attacker", d=PRIVATE)
    scripted.answers[KEYS_PATH] = keys(HONEST, private, {**HONEST, "kid": "more", "comment": PRIVATE, "k": PRIVATE})
    assert ask(bearer())[0] == 200
    assert ask(attackers())[0] == 401
    assert PRIVATE not in json.dumps(list(SigningKeySet.objects.values()), default=str)


def test_k12_invalid_stored_key_set_is_fetched_again(ask: Ask, hostile: Environment, scripted: ScriptedMosaic) -> None:
    scripted.answers[KEYS_PATH] = keys()
    for junk in JUNK:
        assert ask(bearer())[0] == 200, junk[:30]
        SigningKeySet.objects.update(key_set=junk, attempted_at=timezone.now() - timedelta(minutes=1))
        assert ask(bearer(key=ATTACKER))[0] == 401, junk[:30]
        assert ask(bearer())[0] == 200, junk[:30]
        assert json.loads(SigningKeySet.objects.get().key_set)["keys"][0]["kid"] == "ec"


def test_k13_key_of_an_issuer_verifies_only_its_own_tokens(
    ask: Ask, mosaic: Sandbox, scripted: ScriptedMosaic, other: ScriptedMosaic
) -> None:
    add(mosaic, scripted, "https://a.test")
    add(mosaic, other, "https://b.test")
    scripted.answers[KEYS_PATH] = keys(jwk_of(KEYS["ec"], kid="same"))
    other.answers[KEYS_PATH] = keys(jwk_of(ATTACKER, kid="same"))
    for issuer, own, foreign in (("https://a.test", KEYS["ec"], ATTACKER), ("https://b.test", ATTACKER, KEYS["ec"])):
        assert ask(bearer({"iss": issuer}, {"kid": "same"}, key=own))[0] == 200
        assert ask(bearer({"iss": issuer}, {"kid": "same"}, key=foreign))[0] == 401


def test_k17_certificates_and_urls_in_a_key_are_not_used(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic, other: ScriptedMosaic
) -> None:
    chain = [base64.b64encode(issue("CN=attacker", key=ATTACKER).der).decode()]
    elsewhere = f"{other.base_url}/oidc/jwks"
    entry = {**HONEST, "x5c": chain, "x5u": elsewhere, "jku": elsewhere, "x5t#S256": "A" * 43}
    scripted.answers[KEYS_PATH] = keys(entry, {"kty": "EC", "kid": "attacker", "x5c": chain, "x5u": elsewhere})
    assert ask(bearer())[0] == 200
    assert ask(bearer(key=ATTACKER))[0] == ask(attackers())[0] == 401
    assert other.requests == []
