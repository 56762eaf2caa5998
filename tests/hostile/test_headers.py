"""What stands around a token: who says with which certificate it came, who holds it, who may keep the answer."""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import include, path
from django.views.decorators.cache import cache_page
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mosaic_clients.models import Environment
from mosaic_clients.rest import MosaicAuthentication
from mosaic_clients.sandbox import Sandbox
from tests.hostile.asking import Ask, over_http
from tests.hostile.corpus import LEAF
from tests.pki import Pair, issue, pem_of

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "Client-Cert"
OTHER = issue("CN=somebody else")
X5T = {"x5t#S256": LEAF.x5t_s256}


class Kept(APIView):
    """A view that its author lets Django's cache keep."""

    authentication_classes = [MosaicAuthentication]
    permission_classes: list[Any] = [AllowAny]

    def get(self, request: Request) -> Response:
        return Response({"who": str(request.user)})


class LeavesCachingToTheView(MosaicAuthentication):
    cache_control = ""


class OwnCaching(Kept):
    authentication_classes = [LeavesCachingToTheView]

    def get(self, request: Request) -> Response:
        return Response({"who": str(request.user)}, headers={"Cache-Control": "private, max-age=5"})


urlpatterns = [
    path("kept", cache_page(600)(Kept.as_view())),
    path("own", OwnCaching.as_view()),
    path("", include("project.urls")),
]


def shown(pair: Pair) -> dict[str, str]:
    return {HEADER: f":{b64encode(pair.der).decode()}:"}


@pytest.fixture
def forwarding(settings: Any) -> Any:
    """Certificates arrive as RFC 9440 has them, from this machine."""

    def trust(*proxies: str) -> None:
        settings.MOSAIC_CLIENTS = {
            **settings.MOSAIC_CLIENTS,
            "CLIENT_CERTIFICATE": f"rfc9440:{HEADER}",
            "TRUSTED_PROXIES": proxies,
        }

    trust("127.0.0.0/8", "::1/128")
    return trust


@pytest.fixture
def bound(mosaic: Sandbox, environment: Environment) -> str:
    return mosaic.mint(cnf=X5T)


def test_b1_the_header_counts_from_a_listed_peer_whatever_the_request_says_of_its_origin(
    ask: Ask, forwarding: Any, bound: str
) -> None:
    assert ask(bound, headers=shown(LEAF))[0] == 200
    forwarding("10.0.0.7/32")
    lies = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Remote-Addr", "X-Remote-Addr", "X-Client-IP")
    for value in ("10.0.0.7", "for=10.0.0.7", "10.0.0.7, 127.0.0.1"):
        assert ask(bound, headers={**shown(LEAF), **dict.fromkeys(lies, value)})[0] == 401


def test_b3_b4_a_bound_token_needs_its_certificate_and_an_unbound_one_is_refused_where_binding_is_required(
    ask: Ask, forwarding: Any, bound: str, mosaic: Sandbox, settings: Any
) -> None:
    assert [ask(bound, headers=headers)[0] for headers in ({}, shown(OTHER), shown(LEAF))] == [401, 401, 200]
    assert ask(bound)[0] == ask(bound, headers=shown(OTHER))[0] == 401  # warm, too
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REQUIRE_BOUND_TOKENS": True}
    assert ask(mosaic.mint(), headers=shown(LEAF))[0] == 401
    assert ask(bound, headers=shown(LEAF))[0] == 200


def _odd_headers() -> dict[str, str]:
    der, honest = LEAF.der, shown(LEAF)[HEADER]
    return {
        "B7 two": f"{honest}, {honest}",
        "B7 two, without a space": f"{honest},{honest}",
        "B7 an empty one behind": f"{honest},",
        "B7 a parameter": f"{honest};a=1",
        "B8 a hash": f":{b64encode(bytes.fromhex(LEAF.x5t_s256.encode().hex()[:64])).decode()}:",
        "B8 a thumbprint": LEAF.x5t_s256,
        "B8 a subject": "CN=honest caller",
        "B9 PEM": LEAF.pem.replace("\n", " "),
        "B9 PEM, escaped": "-----BEGIN%20CERTIFICATE-----",
        "B9 base64 without its colons": b64encode(der).decode(),
        "B9 base64url": honest.replace("+", "-").replace("/", "_") + "-",
        "B9 spaces for plus signs": honest.replace("+", " ").replace("A", " ", 1),
        "B10 an octet behind": f":{b64encode(der + b'x').decode()}:",
        "B10 an octet less": f":{b64encode(der[:-1]).decode()}:",
        "B10 junk inside": f":!{honest[1:]}",
        "B10 two certificates": f":{b64encode(der + der).decode()}:",
        "B10 nothing": "::",
        "B14 huge": ":" + "A" * 40_000 + ":",
        "B16 a private key": pem_of(OTHER.key).replace("\n", " "),
    }


def test_b7_to_b16_odd_certificates_are_the_same_401_and_are_not_logged(
    ask: Ask, forwarding: Any, bound: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plain = ask("a.b.c")
    for name, value in _odd_headers().items():
        caplog.clear()
        status, headers, body = ask(bound, headers={HEADER: value})
        assert (status, headers["www-authenticate"], body) == (401, plain[1]["www-authenticate"], plain[2]), name
        assert any(record.name == "mosaic_clients.bearer" for record in caplog.records), name
        assert len(value) < 10 or value[8:40] not in caplog.text, name
    assert ask(bound, headers=shown(LEAF))[0] == 200


def test_b12_an_expired_self_signed_certificate_is_the_proxys_to_judge(
    ask: Ask, forwarding: Any, mosaic: Sandbox, environment: Environment
) -> None:
    """RFC 8705 §6.2: possession was proven in TLS; the thumbprint says whose token it is."""
    old = issue("CN=old", ends=LEAF.certificate.not_valid_before_utc, starts=LEAF.certificate.not_valid_before_utc)
    assert ask(mosaic.mint(cnf={"x5t#S256": old.x5t_s256}), headers=shown(old))[0] == 200


def test_b13_what_a_bearer_is_answered_is_kept_by_no_cache(
    live_server: Any, settings: Any, forwarding: Any, bound: str, mosaic: Sandbox
) -> None:
    """A stolen token must not read from a cache what its certificate would be asked for at the view."""
    settings.ROOT_URLCONF = __name__
    cache.clear()
    ask = over_http(live_server, "/kept")
    status, headers, _ = ask(bound, headers=shown(LEAF))
    assert (status, headers["cache-control"]) == (200, "private, no-store")
    refused, headers, body = ask(bound)
    assert (refused, headers["cache-control"], b"who" in body) == (401, "private, no-store", False)
    for name in ("alice", "bob"):
        assert json.loads(ask(mosaic.mint(sub=name))[2]) == {"who": name}


def test_b13_an_answer_to_nobody_is_not_given_to_somebody(
    live_server: Any, settings: Any, environment: Environment, mosaic: Sandbox
) -> None:
    settings.ROOT_URLCONF = __name__
    cache.clear()
    ask = over_http(live_server, "/kept")
    status, headers, _ = ask(None)
    assert (status, "Authorization" in headers["vary"]) == (200, True)
    assert ask("a.b.c")[0] == 401
    assert json.loads(ask(mosaic.mint(sub="alice"))[2]) == {"who": "alice"}


def test_b13_a_project_may_say_otherwise_for_its_own_views(
    live_server: Any, settings: Any, environment: Environment, mosaic: Sandbox
) -> None:
    settings.ROOT_URLCONF = __name__
    assert over_http(live_server, "/own")(mosaic.mint())[1]["cache-control"] == "private, max-age=5"


def test_h1_h4_every_refusal_is_one_text_and_one_challenge(ask: Ask, mosaic: Sandbox, bound: str) -> None:
    answers = {
        (status, headers["www-authenticate"], headers["cache-control"], body)
        for status, headers, body in map(
            ask, (bound, "a.b.c", "", mosaic.mint(exp=1), mosaic.mint(aud="x"), mosaic.mint(header={"kid": "none"}))
        )
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 401


def test_h3_a_bad_bearer_is_not_mended_by_a_session(
    live_server: Any, mosaic: Sandbox, environment: Environment
) -> None:
    browser = Browser()
    browser.force_login(User.objects.create_superuser("admin"))
    cookie = {"Cookie": f"sessionid={browser.cookies['sessionid'].value}"}
    assert over_http(live_server)("a.b.c", headers=cookie)[0] == 401


def test_h7_a_subject_called_like_an_administrator_is_nobody_in_the_admin(
    live_server: Any, mosaic: Sandbox, environment: Environment
) -> None:
    admin = User.objects.create_superuser("admin")
    elevated = {"is_staff": True, "is_superuser": True, "groups": ["admin"], "roles": ["admin"], "_auth_user_id": "1"}
    for name in ("admin", str(admin.pk)):
        token = mosaic.mint(sub=name, preferred_username="admin", email=admin.email, **elevated)
        status, headers, body = over_http(live_server)(token)
        assert (status, json.loads(body)["subject"], "set-cookie" in headers) == (200, name, False)
        assert over_http(live_server, "/admin/")(token)[0] == 302
    assert User.objects.count() == 1
