"""What a refused caller is told to do, in a header that nothing can break (RFC 6750 §3, RFC 9728 §5.1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from requests.utils import parse_dict_header
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from mosaic_clients.models import Environment
from mosaic_clients.rest import BoundMosaicAuthentication, HasRoles, HasScopes, MosaicAuthentication
from mosaic_clients.rest.challenges import challenge_to, quoted
from mosaic_clients.rest.exceptions import REFUSED
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import go_down
from tests.rest.views import BoundOnly, Hello, WithSession, call

pytestmark = pytest.mark.django_db

METADATA = "http://testserver/.well-known/oauth-protected-resource"


def challenge_of(answer: Any) -> dict[str, str | None]:
    """The parameters of the one Bearer challenge of an answer."""
    scheme, _, parameters = answer["WWW-Authenticate"].partition(" ")
    assert scheme == "Bearer"
    return parse_dict_header(parameters)


def view(*permissions: Any, base: type[Hello] = Hello) -> type[Hello]:
    return type("View", (base,), {"permission_classes": list(permissions)})


def test_a_missing_bearer_is_told_the_scope_and_where_to_read_more(environment: Environment) -> None:
    answer = call(view(IsAuthenticated, HasScopes("read", "write")))
    assert answer.status_code == 401
    assert challenge_of(answer) == {"realm": "mosaic", "scope": "read write", "resource_metadata": METADATA}


def test_a_bad_bearer_is_told_the_same_and_the_error(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(view(HasScopes("read")), mosaic.mint(exp=1))
    assert answer.status_code == 401
    assert challenge_of(answer) == {
        "realm": "mosaic",
        "error": "invalid_token",
        "error_description": REFUSED,
        "scope": "read",
        "resource_metadata": METADATA,
    }


def test_a_good_bearer_without_the_scope_is_told_which(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(view(HasScopes("write", "read")), mosaic.mint(scope="read"))
    assert answer.status_code == 403
    assert challenge_of(answer) == {
        "realm": "mosaic",
        "error": "insufficient_scope",
        "error_description": "The access token lacks a scope that is needed: read write.",
        "scope": "read write",
        "resource_metadata": METADATA,
    }


def test_the_realm_is_that_of_the_authentication_that_let_it_in(mosaic: Sandbox, environment: Environment) -> None:
    payments = type("Payments", (MosaicAuthentication,), {"realm": 'say "payments"\r\nX: y\\'})
    guarded = type("View", (Hello,), {"permission_classes": [HasScopes("a")], "authentication_classes": [payments]})
    for token, status in ((None, 401), (mosaic.mint(exp=1), 401), (mosaic.mint(), 403)):
        answer = call(guarded, token)
        assert answer.status_code == status
        assert answer["WWW-Authenticate"].startswith('Bearer realm="say \\"payments\\"??X: y\\\\", ')


A, B, C = HasScopes("a"), HasScopes("b"), HasScopes("c")


@pytest.mark.parametrize(
    ("permission", "granted", "refused", "asked_for"),
    [
        (A, "a", "b", "a"),
        (A & B, "a b", "a", "b"),
        (A & B, "a b", "b", "a"),
        (IsAuthenticated & A, "a", "b", "a"),
        (A & IsAuthenticated, "a", "b", "a"),
        (A | B, "b", "c", "b"),  # the last one that is asked names what would be enough
        (IsAdminUser | A, "a", "b", "a"),
        (IsAdminUser | (IsAuthenticated & A), "a", "b", "a"),
        ((A | B) & C, "b c", "c", "b"),
        ((A | B) & C, "a c", "a", "c"),
        (C & (A | B), "c a", "c", "b"),
        ((IsAuthenticated & A) | (IsAuthenticated & B), "a", "c", "b"),
        (HasScopes.any("a", "b"), "b", "c", "a"),
        (HasScopes.any("a", "b") & C, "b c", "c", "a"),
        # What DRF asks afterwards may still let it in: only DRF may say no, and it has no challenge.
        (A | IsAdminUser, "a", "b", None),
        ((A & B) | IsAdminUser, "a b", "a", None),
        (~C, "a", "c", None),
        (~(A & C), "a", "a c", None),
        (~~A, "a", "b", None),
        ((A | B) & ~A, "b", "a", None),
        ((A | B) & ~A, "b", "c", "b"),
    ],
)
def test_a_scope_is_asked_for_only_where_nothing_else_would_let_it_in(
    permission: Any, granted: str, refused: str, asked_for: str | None, mosaic: Sandbox, environment: Environment
) -> None:
    guarded = view(permission)
    assert call(guarded, mosaic.mint(scope=granted)).status_code == 200
    answer = call(guarded, mosaic.mint(scope=refused))
    assert answer.status_code == 403
    if asked_for is None:
        assert not answer.has_header("WWW-Authenticate")
    else:
        assert challenge_of(answer)["scope"] == asked_for
        assert challenge_of(answer)["error"] == "insufficient_scope"


def test_equal_permissions_in_two_places_are_one(mosaic: Sandbox, environment: Environment) -> None:
    """The first ``a`` is refused without a word, for an administrator might still come; so is the second."""
    guarded = view(HasScopes("a") | IsAuthenticated, IsAuthenticated)
    assert call(guarded, mosaic.mint(scope="b")).status_code == 200
    guarded = view(HasScopes("a") | IsAuthenticated, HasScopes("a"))
    answer = call(guarded, mosaic.mint(scope="b"))
    assert (answer.status_code, answer.has_header("WWW-Authenticate")) == (403, False)


def test_a_permission_that_a_view_asks_by_hand_decides_nothing(mosaic: Sandbox, environment: Environment) -> None:
    class ByHand(Hello):
        def get(self, request: Any) -> Response:
            return Response({"may write": HasScopes("write").has_permission(request, self)})

    assert call(ByHand, mosaic.mint(scope="read")).data == {"may write": False}
    assert call(ByHand, mosaic.mint(scope="write")).data == {"may write": True}


def test_permissions_that_are_made_anew_for_each_request_work_too(mosaic: Sandbox, environment: Environment) -> None:
    class Anew(Hello):
        def get_permissions(self) -> Any:
            return [(IsAuthenticated & HasScopes("a"))(), HasScopes("b")]

    assert call(Anew, mosaic.mint(scope="a b")).status_code == 200
    assert challenge_of(call(Anew, mosaic.mint(scope="a")))["scope"] == "b"


def test_who_came_without_a_bearer_gets_drfs_usual_answer(environment: Environment) -> None:
    from_a_session = APIRequestFactory().get("/")
    force_authenticate(from_a_session, user=_user())
    answer = view(HasScopes("a"), base=WithSession).as_view()(from_a_session)
    assert (answer.status_code, answer.has_header("WWW-Authenticate")) == (403, False)
    answer = call(view(HasScopes("a"), base=WithSession))
    assert (answer.status_code, challenge_of(answer).get("error")) == (401, None)


def _user() -> Any:
    return type("User", (), {"is_authenticated": True, "is_active": True})()


def test_a_bearer_that_a_test_forces_gets_the_challenge_too(mosaic: Sandbox, environment: Environment) -> None:
    request = Hello().initialize_request(APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint()}"))
    forced = APIRequestFactory().get("/")
    force_authenticate(forced, user=request.user, token=request.auth)
    answer = view(HasScopes("a")).as_view()(forced)
    assert (answer.status_code, challenge_of(answer)["scope"]) == (403, "a")


def test_roles_are_no_scopes(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(view(HasRoles("Admin")), mosaic.mint())
    assert (answer.status_code, answer.has_header("WWW-Authenticate")) == (403, False)
    assert answer.data["detail"].code == "insufficient_role"


def test_an_unusable_key_set_says_when_to_come_back(mosaic: Sandbox, environment: Environment) -> None:
    go_down(environment)
    answer = call(Hello, mosaic.mint())
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not answer.has_header("WWW-Authenticate")


@pytest.mark.parametrize("authentication", [BoundOnly, BoundMosaicAuthentication])
def test_what_is_not_bound_is_an_invalid_token(authentication: Any, mosaic: Sandbox, environment: Environment) -> None:
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
def test_a_quoted_string_cannot_be_left(text: str, expected: str) -> None:
    assert quoted(text) == expected


def test_odd_values_leave_one_well_formed_challenge() -> None:
    challenge = challenge_to(
        RequestFactory().get("/"), realm="r", error="e", description='a "b" \\ c\r\n', scopes=["a b", "good", 'x"y', ""]
    )
    assert challenge == (
        f'Bearer realm="r", error="e", error_description="a ?b? ? c??", scope="good", resource_metadata="{METADATA}"'
    )
