"""Signing keys from a faulty Mosaic: where they are fetched, within which limits, and what callers get without them."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from tests.core.tokens import jwk_of, key_set
from tests.hostile.conftest import add, age
from tests.hostile.http_requests import Ask
from tests.hostile.key_sets import ATTACKER, HONEST, USELESS, attackers, keys
from tests.hostile.tokens import bearer
from tests.mosaic import KEYS as KEYS_PATH
from tests.mosaic import Reply, ScriptedMosaic, go_down

pytestmark = pytest.mark.django_db(transaction=True)


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
