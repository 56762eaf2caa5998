"""Tests the WWW-Authenticate challenge of refused requests (RFC 6750 §3, RFC 9728 §5.1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.permissions import IsAuthenticated
from rest_framework.test import APIRequestFactory, force_authenticate

from mosaic_clients.models import Environment
from mosaic_clients.rest import BoundMosaicAuthentication, HasRoles, HasScopes, MosaicAuthentication
from mosaic_clients.rest.challenges import challenge_to, quoted
from mosaic_clients.rest.exceptions import REFUSED
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import go_down
from tests.rest.views import BoundOnly, Hello, WithSession, call, challenge_of, view

pytestmark = pytest.mark.django_db

METADATA = "http://testserver/.well-known/oauth-protected-resource"


def test_missing_bearer_gets_scope_and_metadata_url(environment: Environment) -> None:
    answer = call(view(IsAuthenticated, HasScopes("read", "write")))
    assert answer.status_code == 401
    assert challenge_of(answer) == {"realm": "mosaic", "scope": "read write", "resource_metadata": METADATA}


def test_invalid_bearer_gets_error_scope_and_metadata_url(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(view(HasScopes("read")), mosaic.mint(exp=1))
    assert answer.status_code == 401
    assert challenge_of(answer) == {
        "realm": "mosaic",
        "error": "invalid_token",
        "error_description": REFUSED,
        "scope": "read",
        "resource_metadata": METADATA,
    }


def test_bearer_without_scope_gets_required_scopes(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(view(HasScopes("write", "read")), mosaic.mint(scope="read"))
    assert answer.status_code == 403
    assert challenge_of(answer) == {
        "realm": "mosaic",
        "error": "insufficient_scope",
        "error_description": "The access token lacks a required scope: read write.",
        "scope": "read write",
        "resource_metadata": METADATA,
    }


def test_challenge_uses_realm_of_authentication_class(mosaic: Sandbox, environment: Environment) -> None:
    payments = type("Payments", (MosaicAuthentication,), {"realm": 'say "payments"\r\nX: y\\'})
    guarded = type("View", (Hello,), {"permission_classes": [HasScopes("a")], "authentication_classes": [payments]})
    for token, status in ((None, 401), (mosaic.mint(exp=1), 401), (mosaic.mint(), 403)):
        answer = call(guarded, token)
        assert answer.status_code == status
        assert answer["WWW-Authenticate"].startswith('Bearer realm="say \\"payments\\"??X: y\\\\", ')


def test_caller_without_bearer_gets_default_drf_answer(environment: Environment) -> None:
    session_request = APIRequestFactory().get("/")
    force_authenticate(session_request, user=_user())
    answer = view(HasScopes("a"), base=WithSession).as_view()(session_request)
    assert (answer.status_code, answer.has_header("WWW-Authenticate")) == (403, False)
    answer = call(view(HasScopes("a"), base=WithSession))
    assert (answer.status_code, challenge_of(answer).get("error")) == (401, None)


def _user() -> Any:
    return type("User", (), {"is_authenticated": True, "is_active": True})()


def test_forced_authentication_gets_challenge(mosaic: Sandbox, environment: Environment) -> None:
    request = Hello().initialize_request(APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint()}"))
    forced = APIRequestFactory().get("/")
    force_authenticate(forced, user=request.user, token=request.auth)
    answer = view(HasScopes("a")).as_view()(forced)
    assert (answer.status_code, challenge_of(answer)["scope"]) == (403, "a")


def test_missing_role_gets_no_challenge(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(view(HasRoles("Admin")), mosaic.mint())
    assert (answer.status_code, answer.has_header("WWW-Authenticate")) == (403, False)
    assert answer.data["detail"].code == "insufficient_role"


def test_unavailable_signing_keys_get_503_with_retry_after(mosaic: Sandbox, environment: Environment) -> None:
    go_down(environment)
    answer = call(Hello, mosaic.mint())
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not answer.has_header("WWW-Authenticate")


@pytest.mark.parametrize("authentication", [BoundOnly, BoundMosaicAuthentication])
def test_bound_class_refuses_unbound_token_as_invalid(
    authentication: Any, mosaic: Sandbox, environment: Environment
) -> None:
    guarded = type("View", (Hello,), {"authentication_classes": [authentication]})
    answer = call(guarded, mosaic.mint())
    assert (answer.status_code, challenge_of(answer)["error"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a"b', '"a\\"b"'),
        ("a\\b", '"a\\\\b"'),
        ("a\r\nSet-Cookie: x", '"a??Set-Cookie: x"'),
        ("caf\u00e9\x00\x7f", '"caf???"'),
        ("", '""'),
    ],
)
def test_quoted_string_escapes_all_delimiters(text: str, expected: str) -> None:
    assert quoted(text) == expected


def test_unusual_input_yields_one_well_formed_challenge() -> None:
    challenge = challenge_to(
        RequestFactory().get("/"), realm="r", error="e", description='a "b" \\ c\r\n', scopes=["a b", "good", 'x"y', ""]
    )
    assert challenge == (
        f'Bearer realm="r", error="e", error_description="a ?b? ? c??", scope="good", resource_metadata="{METADATA}"'
    )
