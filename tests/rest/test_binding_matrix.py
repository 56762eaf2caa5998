"""Every way to demand binding, with every token and certificate: no path takes a bound token as a plain bearer."""

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

# Who demands binding, and how a request that is not bound is then answered.
DEMANDS = ("setting", "environment", "subclass", "bound class", "permission")
EVERY_DEMAND = [chosen for size in range(len(DEMANDS) + 1) for chosen in combinations(DEMANDS, size)]


@pytest.fixture
def guarded(settings: Any, environment: Environment) -> Any:
    """A view behind the given demands."""

    def make(demands: tuple[str, ...], *beside: type[Any]) -> type[Hello]:
        settings.MOSAIC_CLIENTS = {
            **settings.MOSAIC_CLIENTS,
            "CLIENT_CERTIFICATE": "wsgi",
            "REQUIRE_BOUND_TOKENS": "setting" in demands,
        }
        Environment.objects.update(require_bound="environment" in demands)
        if "subclass" in demands:
            authentication: type[MosaicAuthentication] = BoundOnly
        else:
            authentication = BoundMosaicAuthentication if "bound class" in demands else MosaicAuthentication
        return type(
            "Guarded",
            (Hello,),
            {
                "authentication_classes": [authentication, *beside],
                "permission_classes": [IsCertificateBound] if "permission" in demands else [AllowAny],
            },
        )

    return make


def confirmations() -> dict[str, Any]:
    """``cnf`` claims: absent, right, and everything that is neither."""
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


@pytest.mark.parametrize("demands", EVERY_DEMAND, ids="+".join)
def test_the_matrix(demands: tuple[str, ...], mosaic: Sandbox, guarded: Any) -> None:
    view = guarded(demands)
    tokens = {name: mosaic.mint(cnf=cnf) for name, cnf in confirmations().items()}
    for (name, token), (presented, pem) in product(tokens.items(), CERTIFICATES.items()):
        twice = [call(view, token, **({"SSL_CLIENT_CERT": pem} if pem else {})).status_code for _ in "cw"]
        if name == "absent":
            wanted = 200 if not demands else 403 if demands == ("permission",) else 401
        else:
            wanted = 200 if (name, presented) == ("mine", "mine") else 401
        assert twice == [wanted, wanted], (name, presented)  # cold and warm


def test_a_null_confirmation_is_a_confirmation(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic._tokens.ring.sign(  # as it is: the sandbox leaves out what is None
        {**bearer_verification.core.parse(mosaic.mint()).claims, "cnf": None}, {}
    )
    assert call(Hello, token).status_code == 401


def test_a_warm_plain_view_does_not_open_a_bound_one(mosaic: Sandbox, guarded: Any) -> None:
    token = mosaic.mint()
    plain = guarded(())
    assert [call(plain, token).status_code for _ in range(2)] == [200, 200]
    for demand in DEMANDS:
        assert call(guarded((demand,)), token).status_code in {401, 403}, demand
    assert call(guarded(()), token).status_code == 200


def test_other_authentication_beside_it_changes_nothing(mosaic: Sandbox, guarded: Any) -> None:
    bound = mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})
    for demands in ((), ("environment",), ("bound class",)):
        assert call(guarded(demands, SessionAuthentication), bound).status_code == 401


@pytest.mark.parametrize("permission", [~IsCertificateBound, HasScopes("openid"), IsAuthenticated])
def test_no_permission_turns_a_bound_token_into_a_plain_one(permission: Any, mosaic: Sandbox, guarded: Any) -> None:
    view = guarded(())
    view.permission_classes = [permission]
    assert call(view, mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})).status_code == 401


def test_the_verifier_itself_refuses_without_any_view(mosaic: Sandbox, environment: Environment) -> None:
    bound = mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})
    for presented in (None, "", OTHER.x5t_s256, MINE.x5t_s256.lower()):
        with pytest.raises(BearerRefused):
            bearer_verification.verify(bound, presented_x5t_s256=presented)
    assert bearer_verification.verify(bound, presented_x5t_s256=MINE.x5t_s256).is_bound


def test_one_environment_demands_it_and_the_other_does_not(mosaic: Sandbox, environment: Environment) -> None:
    """Both vouch for the same issuer: what one of them accepts is accepted, with that one's demands."""
    Environment.objects.update(require_bound=True)
    assert call(Hello, mosaic.mint()).status_code == 401
    assert call(Hello, mosaic.mint()).data is not None


@pytest.mark.parametrize(
    ("column", "claim"),
    [("allowed_tenants", "tid"), ("allowed_app_ids", "app_id"), ("allowed_client_ids", "client_id")],
)
def test_an_environment_accepts_whom_it_lists(
    column: str, claim: str, mosaic: Sandbox, environment: Environment
) -> None:
    token = mosaic.mint(**{claim: "good"})
    assert call(Hello, token).status_code == 200
    Environment.objects.update(**{column: ["other"]})
    assert call(Hello, token).status_code == 401
    Environment.objects.update(**{column: ["other", "good"]})
    assert call(Hello, token).status_code == 200
    for odd in (None, "", "goo", ["good"], 1):
        assert call(Hello, mosaic.mint(header={"typ": "at+jwt"}, **{claim: odd})).status_code == 401
