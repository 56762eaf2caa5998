"""Tests hostile tokens over a socket, many with a valid signature. They are refused and never cause a 500."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.models import Environment, SigningKeySet
from tests.core.tokens import KEYS, b64, key_set, sign
from tests.core.tokens import token as token_of
from tests.mosaic import go_down
from tests.rest.test_hostile_http import bearer

pytestmark = pytest.mark.django_db(transaction=True)


UNUSUAL_HEADERS: list[dict[str, Any]] = [
    {"crit": [1]}, {"crit": [["b64"]]}, {"crit": None}, {"crit": True}, {"kid": ["a"]}, {"kid": {}},
    {"kid": "x" * 9000}, {"kid": "a\r\nb"}, {"kid": "\x00"}, {"kid": None}, {"alg": ["RS256"]}, {"alg": None},
    {"alg": "none"}, {"alg": "HS256"}, {"typ": 1}, {"typ": "JWE"}, {"b64": False}, {"b64": True},
]  # fmt: skip
UNUSUAL_CLAIMS: list[dict[str, Any]] = [
    {"exp": 10**400}, {"exp": "1e400"}, {"exp": float("nan")}, {"exp": float("inf")}, {"exp": True}, {"exp": []},
    {"nbf": "x"}, {"iat": {}}, {"aud": {}}, {"aud": []}, {"aud": [1]}, {"iss": ["x"]}, {"iss": 1}, {"iss": "\ud800"},
    {"sub": 1}, {"sub": "\x00"}, {"sub": ""}, {"scope": ["a"]}, {"scope": {}}, {"client_id": 1}, {"cnf": "x"},
    {"cnf": None}, {"cnf": []}, {"cnf": {}},
]  # fmt: skip


@pytest.fixture
def mint_token(environment: Environment) -> Any:
    """Returns tokens with any header and claims, signed with a key of the environment. Mosaic is down."""
    fetched_at = timezone.now()
    SigningKeySet.objects.create(
        environment=environment,
        key_set=parse_signing_keys(key_set()).dump(),
        fetched_at=fetched_at,
        fresh_until=fetched_at,
    )
    go_down(environment)
    now = int(time.time())
    valid_claims = {"iss": environment.issuers[0], "iat": now, "exp": now + 300}
    return lambda claims=None, header=None: token_of({**valid_claims, **(claims or {})}, header, algorithm="RS256")


def test_unusual_headers_and_claims_are_refused(mint_token: Any, ask: Any) -> None:
    assert ask(bearer(mint_token()))[0] == 200
    for members in UNUSUAL_HEADERS:
        status, _, content = ask(bearer(mint_token(header=members)))
        assert (status, b"Traceback" in content) == (401, False), members
    for members in UNUSUAL_CLAIMS:
        status, _, content = ask(bearer(mint_token(members)))
        assert (status, b"Traceback" in content) == (401, False), members
    for raw in (b"", b"[]", b"1", b'{"a":1,"a":2}', b"\xff", b"[" * 5000, b'{"a":' * 3000, "{}".encode("utf-16")):
        assert ask(bearer(mint_raw(raw)))[0] == 401, raw[:20]
    for harmless in (
        {"jwk": {"kty": "oct"}},
        {"jku": "https://127.0.0.1:9/"},
        {"x5u": "https://127.0.0.1:9/"},
        {"x5c": [1]},
    ):
        assert ask(bearer(mint_token(header=harmless)))[0] == 200, harmless  # neither read nor fetched


def mint_raw(payload: bytes) -> str:
    header = token_of(algorithm="RS256").partition(".")[0]
    signed = f"{header}.{b64(payload)}"
    return f"{signed}.{b64(sign(KEYS['rsa'], 'RS256', signed.encode()))}"


def test_malformed_jws_is_refused(mint_token: Any, ask: Any) -> None:
    header, payload, signature = mint_token().split(".")
    for token in (
        f"{header}.{payload}", f"{header}.{payload}.{signature}.{signature}", f"{header}..{signature}",
        f".{payload}.{signature}", f"{header}.{payload}.", f"{header}.{payload}.{signature}=",
        f"{header}.{payload}.{signature[:-1]}~", f"{header}=.{payload}.{signature}", f"{header} .{payload}.{signature}",
        "e30.e30.", "bnVsbA.bnVsbA.AAAA", ".".join(["A"] * 5), "." * 8000, f"{payload}.{header}.{signature}",
        '{"payload":"' + payload + '","protected":"' + header + '","signature":"' + signature + '"}',
    ):  # fmt: skip
        assert ask(bearer(token))[0] == 401, token[:60]
