"""Every hostile token over real HTTP: 401, one generic answer, a reason in the log, no fetch, no details."""

from __future__ import annotations

import base64
import json
import logging
import time
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.core.oauth.endpoints import SUPPORTED_ALGORITHMS
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from tests.core.tokens import CLAIMS, DROP, KEYS, jwk_of, key_set
from tests.hostile.corpus import TOKENS
from tests.hostile.http_requests import Ask, over_http
from tests.hostile.key_sets import ATTACKER
from tests.hostile.tokens import HEADER, ISSUER, bearer, raw
from tests.mosaic import KEYS as KEYS_PATH
from tests.mosaic import ScriptedMosaic
from tests.pki import issue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hostile_environment(mosaic: Sandbox, scripted: ScriptedMosaic) -> Environment:
    """An environment with fresh signing keys, so that another fetch is noticed."""
    environment = Environment.objects.create(
        name="hostile",
        base_url=scripted.base_url,
        issuers=[ISSUER],
        algorithms=list(SUPPORTED_ALGORITHMS),
        trusted_ca=mosaic.trusted_ca,
        allow_private=True,
    )
    now = timezone.now()
    SigningKeySet.objects.create(
        environment=environment,
        key_set=key_set().decode(),
        kids=list(KEYS),
        fetched_at=now,
        attempted_at=now,
    )
    return environment


@pytest.fixture
def whoami(live_server: Any, hostile_environment: Environment) -> Ask:
    return over_http(live_server)


def fits_in_a_header(token: str) -> bool:
    """Whether a header can carry it: HTTP allows no control characters except the tab, and no line breaks."""
    return token.isprintable() or "\t" in token


def test_valid_token_of_every_algorithm_is_accepted(whoami: Ask) -> None:
    for algorithm in SUPPORTED_ALGORITHMS:
        status, _, body = whoami(bearer(algorithm=algorithm))
        assert (status, json.loads(body)["client_id"]) == (200, "client-1")


def test_every_hostile_token_gets_the_same_401_and_fetches_nothing(
    whoami: Ask, scripted: ScriptedMosaic, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    scripted.answers[KEYS_PATH] = lambda environ: pytest.fail("the signing keys were fetched")
    answers = set()
    for name, make in TOKENS.items():
        token = make()
        caplog.clear()
        status, headers, body = whoami(token)
        assert status == 401, f"{name}: {status}"
        assert 'error="invalid_token"' in headers["www-authenticate"], name
        answers.add((headers["www-authenticate"], body))
        reasons = [record.getMessage() for record in caplog.records if record.name == "mosaic_clients.bearer"]
        assert reasons, f"{name}: no reason in the log"
        assert all(len(reason) < 100 for reason in reasons), name
        for segment in token.split("."):
            assert len(segment) < 16 or segment not in caplog.text, f"{name}: the log contains the token"
    assert len(answers) == 1, "the answer reveals which rule refused"
    assert KEYS_PATH not in scripted.requests
    assert whoami(bearer())[0] == 200  # a valid token is still accepted after all of them


def test_t3_urls_and_keys_in_a_token_are_ignored(whoami: Ask, other: ScriptedMosaic) -> None:
    address, chain = f"{other.base_url}/oidc/jwks", [base64.b64encode(issue("CN=mine", key=ATTACKER).der).decode()]
    for kid in ("ec", "attacker", DROP):
        for name in ("jku", "x5u", "jwks_uri", "iss", "kid"):
            assert whoami(bearer(header={"kid": kid, name: address}, key=ATTACKER))[0] == 401
        members = {"jwk": jwk_of(ATTACKER, kid="ec"), "x5c": chain, "jku": address}
        assert whoami(bearer(header={"kid": kid, **members}, key=ATTACKER))[0] == 401
    assert other.requests == []


def test_t28_unusual_valid_tokens_are_accepted(whoami: Ask) -> None:
    now = time.time()
    valid = [
        bearer(header={"unknown": {"a": [1]}, "jku": "https://127.0.0.1:9/", "x5t": "AAAA"}),
        bearer(header={"typ": "application/AT+jwt"}),
        bearer({"exp": now + 60.5, "iat": now - 0.5, "nbf": int(now) + 20}),
        bearer({"exp": now - 20}),
        bearer({"aud": ["another-api", "userid-api"], "pad": "x" * 2000, "sub": "Ünï"}),
        raw(f" {HEADER}\n", json.dumps({**CLAIMS, "iss": ISSUER, "exp": now + 60, "iat": now}, indent=4)),
    ]
    assert [whoami(token)[0] for token in valid] == [200] * len(valid)


def test_corpus_is_large_and_can_be_sent_by_http() -> None:
    assert len(TOKENS) >= 250
    assert all(fits_in_a_header(make()) for make in TOKENS.values())


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "BeArEr"])
def test_scheme_is_case_insensitive(whoami: Ask, scheme: str) -> None:
    assert whoami(bearer(), scheme)[0] == 200
