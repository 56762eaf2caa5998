"""Which refusals cause a fetch of signing keys: the same for bearers, ID tokens and the doctor."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mosaic_clients.core.errors import BearerRefused, IdTokenRefused, NoUsableSigningKeys
from mosaic_clients.core.jose import jws
from mosaic_clients.core.oauth.id_token import Expected
from mosaic_clients.models import Client, Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.diagnosis import token_check
from mosaic_clients.services.signing_keys.refetching import NEW_KEYS_MAY_HELP, verify_with_current_keys
from mosaic_clients.services.user_login import id_tokens
from tests.core.tokens import jwk_of
from tests.mosaic import KEYS, counting, go_down
from tests.pki import ec_key, rsa_key

pytestmark = pytest.mark.django_db

Verify = Callable[..., object]


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


@pytest.fixture
def environment(active: Client) -> Environment:
    return active.environment


@pytest.fixture(params=["bearer", "ID token", "doctor"])
def verify(request: pytest.FixtureRequest, mosaic: Sandbox, active: Client) -> Verify:
    """Verify a token of Mosaic like one of the three callers. ``header`` and claims override."""
    credential = active.credentials.get()

    def bearer(**changes: Any) -> object:
        return bearer_verification.verify(mosaic.mint(**changes), presented_x5t_s256=None)

    def id_token(**changes: Any) -> object:
        return id_tokens.verify(active, mosaic.mint(**{"aud": active.client_id, **changes}), Expected())

    def doctor(**changes: Any) -> object:
        token = mosaic.mint(**{"cnf": {"x5t#S256": credential.x5t_s256}, **changes})
        return token_check.verify(token, active, credential)

    verifiers: dict[str, Verify] = {"bearer": bearer, "ID token": id_token, "doctor": doctor}
    return verifiers[request.param]


def current_kid(mosaic: Sandbox) -> str:
    kid: str = jws.parse(mosaic.mint()).header["kid"]
    return kid


def store(environment: Environment, *keys: dict[str, Any], cooldown: bool = False) -> None:
    """Store these keys as fetched a minute ago, so that another fetch is possible (unless ``cooldown``)."""
    ago = datetime.now(UTC) - timedelta(minutes=1)
    SigningKeySet.objects.update_or_create(
        environment=environment,
        defaults={
            "key_set": json.dumps({"keys": keys}),
            "fetched_at": ago,
            "attempted_at": datetime.now(UTC) if cooldown else ago,
            "answered_at": datetime.now(UTC),
            "fresh_until": datetime.now(UTC) + timedelta(hours=1),
        },
    )
    issuer_snapshot.invalidate()


def old_keys(mosaic: Sandbox, code: str) -> dict[str, Any]:
    """Return a key. If it is stored, a token of the current key is refused with this code."""
    kid = current_kid(mosaic)
    return {
        "unknown_kid": jwk_of(rsa_key(1), kid="old"),
        "key_mismatch": jwk_of(ec_key(), kid=kid),
        "bad_signature": jwk_of(rsa_key(1), kid=kid),
    }[code]


@pytest.mark.parametrize("code", sorted(NEW_KEYS_MAY_HELP))
def test_new_keys_are_fetched_once_and_the_token_is_accepted(
    code: str, verify: Verify, mosaic: Sandbox, environment: Environment
) -> None:
    store(environment, old_keys(mosaic, code))
    with counting(mosaic) as calls:
        assert verify()
        assert verify()
    assert calls[KEYS] == 1


@pytest.mark.parametrize("code", sorted(NEW_KEYS_MAY_HELP))
def test_first_refusal_is_raised_without_new_keys(
    code: str, verify: Verify, mosaic: Sandbox, environment: Environment
) -> None:
    store(environment, old_keys(mosaic, code), cooldown=True)
    with counting(mosaic) as calls, pytest.raises((BearerRefused, IdTokenRefused)) as refusal:
        verify()
    assert refusal.value.code == code
    assert calls[KEYS] == 0


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("kid_missing", {"header": {"kid": None}}),
        ("algorithm", {"header": {"alg": "HS256"}}),
        ("critical_header", {"header": {"b64": True}}),
        ("audience", {"aud": "elsewhere"}),
        ("issuer", {"iss": "https://elsewhere.test"}),
        ("expired", {"exp": 1}),
        ("token_type", {"header": {"typ": "logout+jwt"}}),
    ],
)
def test_no_keys_are_fetched_if_they_cannot_help(
    code: str, changes: dict[str, Any], verify: Verify, mosaic: Sandbox, environment: Environment
) -> None:
    store(environment, *mosaic._ring.published()["keys"], jwk_of(rsa_key(1), kid="another"))
    if code == "algorithm":
        Environment.objects.update(algorithms=["ES256"])
        environment.refresh_from_db()
        changes = {}
    with counting(mosaic) as calls, pytest.raises((BearerRefused, IdTokenRefused)) as refusal:
        verify(**changes)
    assert refusal.value.code == code
    assert calls[KEYS] == 0


@pytest.mark.parametrize("code", sorted(NEW_KEYS_MAY_HELP))
def test_refusal_with_new_keys_is_final(code: str, mosaic: Sandbox, environment: Environment) -> None:
    store(environment, old_keys(mosaic, code))
    refusals, notifications = [], []

    def refuse(keys: Any) -> object:
        refusals.append(keys)
        raise BearerRefused("no", code=code)

    with counting(mosaic) as calls, pytest.raises(BearerRefused):
        verify_with_current_keys(environment, refuse, on_new_keys=lambda: notifications.append(True))
    assert (calls[KEYS], len(refusals), len(notifications)) == (1, 2, 2)
    assert refusals[0] != refusals[1]


def test_only_the_callers_keys_are_used_if_they_fit(mosaic: Sandbox, environment: Environment) -> None:
    own_keys, notifications = mosaic._ring.verification_keys(), []
    with counting(mosaic) as calls:
        used_keys = verify_with_current_keys(
            environment, lambda keys: keys, keys=own_keys, on_new_keys=lambda: notifications.append(True)
        )
    assert (used_keys, notifications, calls[KEYS]) == (own_keys, [], 0)


def test_missing_keys_raise_no_usable_signing_keys(mosaic: Sandbox, environment: Environment) -> None:
    go_down(environment)
    with pytest.raises(NoUsableSigningKeys):
        verify_with_current_keys(environment, lambda keys: keys)
