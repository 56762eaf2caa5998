"""Tests every way to require binding with every token and certificate. No path accepts a bound token as unbound."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import Environment
from mosaic_clients.rest import BoundMosaicAuthentication, HasScopes, IsCertificateBound, MosaicAuthentication
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import verification as bearer_verification
from tests.pki import issue
from tests.rest.views import BoundOnly, Hello, call

pytestmark = pytest.mark.django_db

MINE, OTHER = issue("CN=mine"), issue("CN=other")
CERTIFICATES = {"none": "", "mine": MINE.pem, "other": OTHER.pem}

# What requires binding.
REQUIREMENTS = ("setting", "environment", "subclass", "bound class", "permission")
ALL_COMBINATIONS = [subset for size in range(len(REQUIREMENTS) + 1) for subset in combinations(REQUIREMENTS, size)]


@pytest.fixture
def guarded(settings: Any, environment: Environment) -> Any:
    """Returns a view with these requirements."""

    def make(requirements: tuple[str, ...], *more_authentication: type[Any]) -> type[Hello]:
        settings.MOSAIC_CLIENTS = {
            **settings.MOSAIC_CLIENTS,
            "CLIENT_CERTIFICATE": "wsgi",
            "REQUIRE_BOUND_TOKENS": "setting" in requirements,
        }
        Environment.objects.update(require_bound="environment" in requirements)
        if "subclass" in requirements:
            authentication: type[MosaicAuthentication] = BoundOnly
        else:
            authentication = BoundMosaicAuthentication if "bound class" in requirements else MosaicAuthentication
        return type(
            "Guarded",
            (Hello,),
            {
                "authentication_classes": [authentication, *more_authentication],
                "permission_classes": [IsCertificateBound] if "permission" in requirements else [AllowAny],
            },
        )

    return make


def confirmations() -> dict[str, Any]:
    """``cnf`` claims: absent, valid, and every other kind."""
    return {
        "absent": None,
        "mine": {"x5t#S256": MINE.x5t_s256},
        "empty": {},
        "list": [],
        "text": "x",
        "false": False,
        "zero": 0,
        "key": {"jkt": "A" * 43},
        "both": {"x5t#S256": MINE.x5t_s256, "jkt": "A" * 43},
        "sha-1": {"x5t": "A" * 27},
        "null": {"x5t#S256": None},
        "empty text": {"x5t#S256": ""},
        "padded": {"x5t#S256": MINE.x5t_s256 + "="},
        "hex": {"x5t#S256": "0" * 64},
        "not ascii": {"x5t#S256": "\u00e9" * 43},
    }


@pytest.mark.parametrize("requirements", ALL_COMBINATIONS, ids="+".join)
def test_every_combination_of_requirement_token_and_certificate(
    requirements: tuple[str, ...], mosaic: Sandbox, guarded: Any
) -> None:
    view = guarded(requirements)
    tokens = {name: mosaic.mint(cnf=cnf) for name, cnf in confirmations().items()}
    for (name, token), (presented, pem) in product(tokens.items(), CERTIFICATES.items()):
        statuses = [call(view, token, **({"SSL_CLIENT_CERT": pem} if pem else {})).status_code for _ in "cw"]
        if name == "absent":
            expected = 200 if not requirements else 403 if requirements == ("permission",) else 401
        else:
            expected = 200 if (name, presented) == ("mine", "mine") else 401
        assert statuses == [expected, expected], (name, presented)  # cold and warm


def test_null_confirmation_is_refused(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic._tokens.ring.sign(  # signed directly, because mint() omits None
        {**bearer_verification.core.parse(mosaic.mint()).claims, "cnf": None}, {}
    )
    assert call(Hello, token).status_code == 401


def test_cached_unbound_token_is_refused_where_binding_is_required(mosaic: Sandbox, guarded: Any) -> None:
    token = mosaic.mint()
    plain = guarded(())
    assert [call(plain, token).status_code for _ in range(2)] == [200, 200]
    for requirement in REQUIREMENTS:
        assert call(guarded((requirement,)), token).status_code in {401, 403}, requirement
    assert call(guarded(()), token).status_code == 200


def test_bound_token_is_refused_with_other_authentication_classes(mosaic: Sandbox, guarded: Any) -> None:
    bound = mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})
    for requirements in ((), ("environment",), ("bound class",)):
        assert call(guarded(requirements, SessionAuthentication), bound).status_code == 401


@pytest.mark.parametrize("permission", [~IsCertificateBound, HasScopes("openid"), IsAuthenticated])
def test_bound_token_without_certificate_is_refused_by_any_permission(
    permission: Any, mosaic: Sandbox, guarded: Any
) -> None:
    view = guarded(())
    view.permission_classes = [permission]
    assert call(view, mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})).status_code == 401


def test_verifier_refuses_bound_token_without_its_certificate(mosaic: Sandbox, environment: Environment) -> None:
    bound = mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})
    for presented in (None, "", OTHER.x5t_s256, MINE.x5t_s256.lower()):
        with pytest.raises(BearerRefused):
            bearer_verification.verify(bound, presented_x5t_s256=presented)
    assert bearer_verification.verify(bound, presented_x5t_s256=MINE.x5t_s256).is_bound


def test_environment_can_require_binding(mosaic: Sandbox, environment: Environment) -> None:
    Environment.objects.update(require_bound=True)
    assert call(Hello, mosaic.mint()).status_code == 401
    assert call(Hello, mosaic.mint()).data is not None


@pytest.mark.parametrize(
    ("column", "claim"),
    [("allowed_tenants", "tid"), ("allowed_app_ids", "app_id"), ("allowed_client_ids", "client_id")],
)
def test_environment_accepts_only_listed_claim_values(
    column: str, claim: str, mosaic: Sandbox, environment: Environment
) -> None:
    token = mosaic.mint(**{claim: "good"})
    assert call(Hello, token).status_code == 200
    Environment.objects.update(**{column: ["other"]})
    assert call(Hello, token).status_code == 401
    Environment.objects.update(**{column: ["other", "good"]})
    assert call(Hello, token).status_code == 200
    for value in (None, "", "goo", ["good"], 1):
        assert call(Hello, mosaic.mint(header={"typ": "at+jwt"}, **{claim: value})).status_code == 401
