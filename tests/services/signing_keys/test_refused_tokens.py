"""A token that no key could make valid is refused, and causes no fetch of keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from tests.core.tokens import token
from tests.mosaic import KEYS, counting
from tests.services.signing_keys.verifying import refusal_of, set_age, verify

pytestmark = pytest.mark.django_db


def test_refusal_unrelated_to_keys_causes_no_fetch(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    set_age(attempted_at=timedelta(hours=1))
    with counting(mosaic) as calls:
        assert refusal_of(mosaic.mint(exp=1)) == "expired"
        assert refusal_of(mosaic.mint(aud="another audience")) == "audience"
        assert refusal_of(mosaic.mint(iss="https://elsewhere.test")) == "issuer"
        assert refusal_of("a.b.c") == "malformed"
    assert not calls


def test_issuer_of_other_json_type_is_refused(mosaic: Sandbox, environment: Environment) -> None:
    for issuer in (None, 7, [environment.issuers[0]], {"a": 1}, "", environment.issuers[0] + "/", True):
        assert refusal_of(mosaic.mint(iss=issuer)) == "issuer"


def test_deleted_environment_accepts_nothing(mosaic: Sandbox, db: None) -> None:
    assert refusal_of(mosaic.mint()) == "issuer"


INVALID: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "no signature": ({"alg": "none"}, {}),
    "another algorithm": ({"alg": "HS256"}, {}),
    "extensions": ({"crit": ["exp"]}, {}),
    "unusable kid": ({"kid": ["x"]}, {}),
    "expired": ({}, {"exp": 1}),
    "for another audience": ({}, {"aud": "other"}),
    "an ID token": ({"typ": "JWT"}, {"nonce": "n"}),
    "a logout token": ({"typ": "logout+jwt"}, {}),
    "unknown binding": ({}, {"cnf": {}}),
    "bound to a certificate that is not presented": ({}, {"cnf": {"x5t#S256": "A" * 43}}),
}


def invalid_token(mosaic: Sandbox, name: str) -> str:
    header, claims = INVALID[name]
    if not header:
        return mosaic.mint(**claims)
    now = datetime.now(UTC).timestamp()
    return token({"iss": mosaic.issuer, "iat": now, "exp": now + 300, **claims}, header, algorithm="RS256")


@pytest.mark.parametrize("name", INVALID)
@pytest.mark.parametrize("keys", ["none yet", "too old", "neglected"])
def test_no_keys_are_fetched_for_a_token_that_no_key_could_make_valid(
    name: str, keys: str, mosaic: Sandbox, environment: Environment
) -> None:
    if keys != "none yet":
        verify(mosaic.mint())
        days = timedelta(days=2) if keys == "too old" else timedelta(0)
        age = timedelta(seconds=400)
        set_age(fetched_at=days + age, attempted_at=age, answered_at=age, fresh_until=age)
        issuer_snapshot.invalidate()
    with counting(mosaic) as calls:
        refusal_of(invalid_token(mosaic, name))
        assert refusal_of("a.b.c") == "malformed"
        assert refusal_of(mosaic.mint(iss="https://elsewhere.test")) == "issuer"
        assert refusal_of("x" * 20_000) == "too_large"
    assert calls[KEYS] == 0


def test_token_without_kid_causes_no_fetch_if_there_are_several_keys(mosaic: Sandbox, environment: Environment) -> None:
    mosaic.rotate_signing_key()
    verify(mosaic.mint())
    set_age(attempted_at=timedelta(seconds=31))
    with counting(mosaic) as calls:
        assert refusal_of(mosaic.mint(header={"kid": None})) == "kid_missing"  # the sandbox omits it
    assert calls[KEYS] == 0
