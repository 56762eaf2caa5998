"""Tests DRF authentication: valid bearers, and the identical answer to every refused one."""

from __future__ import annotations

import logging
from base64 import b64encode
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser
from rest_framework.permissions import IsAdminUser
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework.throttling import UserRateThrottle

from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.rest import HasScopes
from mosaic_clients.rest.exceptions import REFUSED
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import KEYS, counting, go_down
from tests.rest.views import BoundHello, Hello, SessionFirst, StaffOnly, WithSession, call

pytestmark = pytest.mark.django_db

METADATA = 'resource_metadata="http://testserver/.well-known/oauth-protected-resource"'
CHALLENGE = f'Bearer realm="mosaic", {METADATA}'
INVALID = f'Bearer realm="mosaic", error="invalid_token", error_description="{REFUSED}", {METADATA}'


def whoami(authorization: str | None = None, **environ: Any) -> Any:
    headers = {"HTTP_AUTHORIZATION": authorization} if authorization is not None else {}
    return APIClient().get("/api/whoami", **headers, **environ)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_valid_bearer_is_identified(scheme: str, mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(sub="alice", client_id="shop", scope="write read")
    answer = whoami(f"{scheme}  {token} ")
    assert answer.status_code == 200
    assert answer.json() == {"subject": "alice", "client_id": "shop", "scopes": ["read", "write"], "bound": False}
    assert answer["Cache-Control"] == "private, no-store"


def test_challenge_without_bearer_has_no_error(environment: Environment) -> None:
    answer = whoami()
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, CHALLENGE)


def refused_tokens(mosaic: Sandbox) -> dict[str, str]:
    """Returns a refused token for each reason code."""
    header, payload, signature = mosaic.mint().split(".")
    other_signature = ("A" if signature[0] != "A" else "B") + signature[1:]
    return {
        "malformed": "nonsense",
        "too_large": "x" * 20_000,
        "expired": mosaic.mint(exp=1),
        "not_yet_valid": mosaic.mint(nbf=2**40),
        "malformed_claim": mosaic.mint(exp="soon"),
        "issuer": mosaic.mint(iss="https://elsewhere.test"),
        "audience": mosaic.mint(aud="userid"),
        "algorithm": f"eyJhbGciOiJub25lIn0.{payload}.",  # {"alg":"none"}
        "key_mismatch": mosaic.mint(header={"alg": "PS256"}),  # the key is published for RS256
        "unknown_kid": mosaic.mint(header={"kid": "unknown"}),
        "bad_signature": f"{header}.{payload}.{other_signature}",
        "critical_header": mosaic.mint(header={"b64": True}),
        "token_type": mosaic.mint(header={"typ": "logout+jwt"}),
        "certificate_missing": mosaic.mint(cnf={"x5t#S256": "A" * 43}),
        "unknown_binding": mosaic.mint(cnf={"jkt": "A" * 43}),
    }


def test_all_refusals_get_same_answer_and_only_log_has_reason(
    mosaic: Sandbox, environment: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    whoami(f"Bearer {mosaic.mint()}")
    answers = set()
    for code, token in refused_tokens(mosaic).items():
        caplog.clear()
        with caplog.at_level(logging.DEBUG):
            answer = whoami(f"Bearer {token}")
        answers.add((answer.status_code, answer["WWW-Authenticate"], answer.content))
        assert [record.message for record in caplog.records if record.name == "mosaic_clients.bearer"] == [
            f"bearer refused: {code}"
        ]
        assert not any(part and part in caplog.text for part in token.split("."))
    ((status, challenge, content),) = answers
    assert (status, challenge) == (401, INVALID)
    assert content == b'{"detail":"' + REFUSED.encode() + b'"}'


@pytest.mark.parametrize(
    "authorization",
    ["Bearer", "Bearer ", "Bearer a.b.c", "Bearer \u00e9", "Bearer a b", "Bearer null", "Bearer a.b.c, Bearer d.e.f"],
)
def test_malformed_bearer_is_refused_and_never_anonymous(authorization: str, environment: Environment) -> None:
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=authorization)
    answer = Hello.as_view()(request)  # a view with AllowAny
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, INVALID)


def test_view_with_user_dependent_permissions_refuses_invalid_bearer(mosaic: Sandbox, environment: Environment) -> None:
    class UserDependent(Hello):
        def get_permissions(self) -> list[Any]:
            return [IsAdminUser()] if self.request.user.is_staff else [HasScopes("read")]

    answer = call(UserDependent, "a.b.c")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, INVALID)
    assert call(UserDependent, mosaic.mint(scope="read")).status_code == 200
    refused = call(UserDependent, mosaic.mint(scope="write"))
    assert (refused.status_code, 'scope="read"' in refused["WWW-Authenticate"]) == (403, True)


def test_invalid_bearer_with_valid_session_is_refused(mosaic: Sandbox, environment: Environment) -> None:
    user = User.objects.create_user("operator")
    browser = Browser()
    browser.force_login(user)
    request = APIRequestFactory().get("/")
    request.COOKIES, request.user = browser.cookies, user
    assert WithSession.as_view()(request).render().content == b'{"user":"operator","bound":false}'
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint(exp=1)}")
    request.COOKIES, request.user = browser.cookies, user
    assert WithSession.as_view()(request).status_code == 401


def test_invalid_bearer_is_refused_after_session_authentication(mosaic: Sandbox, environment: Environment) -> None:
    """DRF's own AuthenticationFailed would become a 403 without a challenge here."""
    assert call(SessionFirst, mosaic.mint(sub="alice")).data["user"] == "alice"
    answer = call(SessionFirst, mosaic.mint(exp=1))
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, INVALID)
    assert call(SessionFirst).data["user"] == "None"
    # With this order a valid session wins and the bearer is ignored. A system check warns about it.
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint(exp=1)}")
    request.user = User.objects.create_user("operator")
    assert SessionFirst.as_view()(request).data == {"user": "operator", "bound": False}


def test_other_schemes_are_left_to_other_classes(environment: Environment) -> None:
    User.objects.create_user("operator", password="pw")
    basic = "Basic " + b64encode(b"operator:pw").decode()
    assert call(WithSession, HTTP_AUTHORIZATION=basic).content == b'{"user":"operator","bound":false}'
    answer = whoami(basic)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, CHALLENGE)
    assert call(Hello, HTTP_AUTHORIZATION="Bearerish x").status_code == 200


def test_token_in_query_or_form_is_ignored(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    assert APIClient().get("/api/whoami", {"access_token": token}).status_code == 401
    request = APIRequestFactory().post("/", {"access_token": token})
    assert Hello.as_view()(request).render().content == b'{"user":"None","bound":false}'


def test_unavailable_signing_keys_get_503(mosaic: Sandbox, environment: Environment) -> None:
    go_down(environment)
    answer = whoami(f"Bearer {mosaic.mint()}")
    assert answer.status_code == 503
    assert not answer.has_header("WWW-Authenticate")
    assert b"cannot be reached" not in answer.content
    assert environment.name.encode() not in answer.content
    SigningKeySet.objects.all().delete()
    assert whoami("Bearer nonsense").status_code == 401  # malformed, so no key is needed


def test_refused_bearer_fetches_no_keys(mosaic: Sandbox, environment: Environment) -> None:
    whoami(f"Bearer {mosaic.mint()}")
    with counting(mosaic) as requests:
        for token in refused_tokens(mosaic).values():
            whoami(f"Bearer {token}")
    assert requests[KEYS] == 0  # because of the cooldown after the first fetch


def test_subclass_can_set_realm_and_require_binding(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(BoundHello, mosaic.mint())
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith('Bearer realm="payments", error="invalid_token"')


def test_principal_is_not_a_database_user(mosaic: Sandbox, environment: Environment) -> None:
    User.objects.create_superuser("admin")
    token = mosaic.mint(sub="admin", client_id="shop", is_staff=True, is_superuser=True)
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}")
    principal = Hello().initialize_request(request).user
    assert (principal.subject, principal.client_id, str(principal)) == ("admin", "shop", "admin")
    assert (principal.is_authenticated, principal.is_anonymous, principal.is_staff) == (True, False, False)
    assert (principal.is_bound, principal.scopes) == (False, frozenset({"openid"}))
    assert User.objects.count() == 1
    assert call(StaffOnly, token).status_code == 403


def test_throttle_key_differs_between_principals(mosaic: Sandbox, environment: Environment) -> None:
    keys = set()
    for claims in ({"sub": "a"}, {"sub": "b"}, {"sub": "a", "client_id": "x"}, {"sub": "a"}):
        request = Hello().initialize_request(
            APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint(**claims)}")
        )
        throttle = UserRateThrottle.__new__(UserRateThrottle)
        keys.add(throttle.get_cache_key(request, Hello()))
    assert len(keys) == 3
