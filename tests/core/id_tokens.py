"""Makes ID tokens, and verifies them as a login does."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.core.errors import IdTokenRefused
from mosaic_clients.core.jose.algorithms import ALGORITHMS
from mosaic_clients.core.jose.jwks import SigningKeys, parse_signing_keys
from mosaic_clients.core.oauth.id_token import Expected, IdToken, IdTokenPolicy, read, verify
from tests.core.tokens import DROP, SECONDS, key_set, token

SIGNING_KEYS = parse_signing_keys(key_set())
ALL = frozenset(ALGORITHMS)
ISSUER = "https://userid.security"
POLICY = IdTokenPolicy(frozenset({ISSUER}), ALL, "client-1")
CLAIMS = {"aud": "client-1", "nonce": "n-1", "client_id": DROP, "scope": DROP, "jti": DROP}
EXPECTED = Expected(nonce="n-1", access_token="at", code="c")


def id_token(header: dict[str, Any] | None = None, *, algorithm: str = "ES256", key: Any = None, **claims: Any) -> str:
    return token(CLAIMS | claims, {"typ": "JWT"} | (header or {}), algorithm=algorithm, key=key)


def accepted(
    text: str,
    expected: Expected = EXPECTED,
    *,
    policy: IdTokenPolicy = POLICY,
    keys: SigningKeys = SIGNING_KEYS,
    now: float = SECONDS,
) -> IdToken:
    return verify(read(text), keys, policy, expected, now=now)


def refused(text: str, expected: Expected = EXPECTED, **arguments: Any) -> str:
    """The code of the refusal, whose text must not contain the token."""
    with pytest.raises(IdTokenRefused) as refusal:
        accepted(text, expected, **arguments)
    for segment in text.split("."):
        assert len(segment) < 12 or segment not in str(refusal.value)
    assert refusal.value.__cause__ is None
    return refusal.value.code
