"""Signing keys from an attacker or a faulty Mosaic, and what callers get over real HTTP."""

from __future__ import annotations

import base64
import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from tests.core.tokens import KEYS, jwk_of, key_set
from tests.hostile.conftest import add
from tests.hostile.http_requests import Ask
from tests.hostile.key_sets import (
    ATTACKER,
    HONEST,
    INVALID_ENTRIES,
    JUNK,
    OCT,
    PRIVATE,
    SECRET,
    USELESS,
    attackers,
    keys,
)
from tests.hostile.tokens import bearer, mac
from tests.mosaic import KEYS as KEYS_PATH
from tests.mosaic import Reply, ScriptedMosaic, go_down
from tests.pki import ec_key, issue, rsa_key

pytestmark = pytest.mark.django_db(transaction=True)


def age(ago: timedelta = timedelta(seconds=31), *columns: str) -> None:
    """Make the row older; by default ``attempted_at``, past the cooldown."""
    SigningKeySet.objects.update(**dict.fromkeys(columns or ("attempted_at",), timezone.now() - ago))


def test_k4_k7_unusable_key_set_replaces_nothing_and_is_503_without_keys(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic, settings: Any
) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "READ_TIMEOUT": 0.3, "TOTAL_TIMEOUT": 0.5}
    for name, useless in USELESS.items():
        SigningKeySet.objects.all().delete()
        scripted.answers[KEYS_PATH] = useless
        status, headers, body = ask(bearer())
        assert (status, "retry-after" in headers, "www-authenticate" in headers) == (503, True, False), name
        assert json.loads(body) == {"detail": "Access tokens cannot be verified right now. Try again later."}
        scripted.answers[KEYS_PATH] = keys()
        age()
        assert ask(bearer())[0] == 200, name
        scripted.answers[KEYS_PATH] = useless
        age()
        scripted.requests.clear()
        assert ask(attackers())[0] == 401, name
        assert scripted.requests == [KEYS_PATH], name  # it was fetched, and unusable
        assert ask(bearer())[0] == 200, name


def test_k1_redirect_is_not_followed(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic, other: ScriptedMosaic
) -> None:
    away = {"Location": f"{other.base_url}/oidc/jwks"}
    for status in (301, 302, 303, 307, 308):
        SigningKeySet.objects.all().delete()
        scripted.requests.clear()
        scripted.answers[KEYS_PATH] = Reply(status, key_set(jwk_of(ATTACKER, kid="attacker")), away)
        assert ask(attackers())[0] == 503
        assert (scripted.requests, other.requests) == ([KEYS_PATH], [])


def test_k1_stored_url_without_https_is_not_fetched(ask: Ask, hostile: Environment, scripted: ScriptedMosaic) -> None:
    """The URLs are written directly to the database, without the form's validation."""
    scripted.answers[KEYS_PATH] = keys()
    place = scripted.base_url.partition("://")[2]
    for scheme in ("http", "file", "ftp", "https+unix", "javascript"):
        for columns in (
            {"base_url": f"{scheme}://{place}", "endpoint_overrides": {}},
            {"base_url": scripted.base_url, "endpoint_overrides": {"signing_keys": f"{scheme}://{place}/oidc/jwks"}},
        ):
            SigningKeySet.objects.all().delete()
            Environment.objects.update(**columns)
            assert ask(bearer())[0] == 503, columns
    assert scripted.requests == []


def test_k2_symmetric_key_in_the_set_verifies_nothing(ask: Ask, hostile: Environment, scripted: ScriptedMosaic) -> None:
    scripted.answers[KEYS_PATH] = keys(HONEST, {**OCT, "kid": "rsa"}, {**OCT, "kid": "ec"})
    assert ask(bearer())[0] == 200
    for kid in ("rsa", "ec"):
        age()
        assert ask(mac(SECRET, kid=kid))[0] == 401
    assert "oct" not in SigningKeySet.objects.get().key_set


def test_k5_keys_past_their_hard_stop_are_503_and_logged(
    ask: Ask, hostile: Environment, scripted: ScriptedMosaic, caplog: pytest.LogCaptureFixture
) -> None:
    scripted.answers[KEYS_PATH] = keys()
    assert ask(bearer())[0] == 200
    scripted.answers[KEYS_PATH] = Reply(500, {})
    age(timedelta(hours=23), "fetched_at", "attempted_at")
    assert ask(bearer())[0] == 200
    age(timedelta(hours=25), "fetched_at", "attempted_at")
    caplog.clear()
    assert ask(bearer())[0] == 503
    assert any(record.name == "mosaic_clients.signing_keys" for record in caplog.records)


def test_k6_private_address_is_not_called(ask: Ask, mosaic: Sandbox, scripted: ScriptedMosaic) -> None:
    add(mosaic, scripted, allow_private=False)
    scripted.answers[KEYS_PATH] = keys()
    assert ask(bearer())[0] == 503
    assert scripted.requests == []


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


def test_k15_missing_keys_while_mosaic_is_down_are_503_not_401(
    ask: Ask, hostile: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    go_down(hostile)
    assert ask(bearer())[0] == 503
    assert [record.name for record in caplog.records if "refused" in record.getMessage()] == []
    assert any(record.name == "mosaic_clients.signing_keys" for record in caplog.records)
    assert ask("a.b.c")[0] == ask(bearer({"iss": "https://evil.test"}))[0] == 401


def test_k16_cache_lifetime_of_mosaic_is_limited(ask: Ask, hostile: Environment, scripted: ScriptedMosaic) -> None:
    for cache_control, bounds in {
        "max-age=0": (60, 60), "max-age=31536000": (3600, 86_400), "max-age=-1": (60, 300), "no-store": (60, 60),
        "max-age=" + "9" * 30: (60, 300), "max-age=1, max-age=9999999": (60, 60),
    }.items():  # fmt: skip
        SigningKeySet.objects.all().delete()
        scripted.requests.clear()
        scripted.answers[KEYS_PATH] = Reply(200, key_set(HONEST), {"Cache-Control": cache_control})
        for _ in range(3):
            assert ask(bearer())[0] == 200
        assert scripted.requests == [KEYS_PATH], cache_control
        row = SigningKeySet.objects.get()
        assert row.fresh_until is not None
        assert row.fetched_at is not None
        assert bounds[0] <= (row.fresh_until - row.fetched_at).total_seconds() <= bounds[1], cache_control


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


def test_k18_fetch_uses_no_proxy_netrc_or_cookie(
    ask: Ask,
    hostile: Environment,
    scripted: ScriptedMosaic,
    other: ScriptedMosaic,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other.base_url)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login operator password s3cret\ndefault login operator password s3cret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    environs: list[dict[str, Any]] = []

    def answer(environ: dict[str, Any]) -> Reply:
        environs.append(environ)
        return Reply(200, key_set(HONEST), {"Set-Cookie": "tracked=1; Path=/", "Cache-Control": "max-age=0"})

    scripted.answers[KEYS_PATH] = answer
    assert ask(bearer())[0] == 200
    age()
    assert ask(attackers())[0] == 401
    assert (len(environs), other.requests) == (2, [])
    assert not any(
        {"HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_PROXY_AUTHORIZATION"} & environ.keys() for environ in environs
    )
