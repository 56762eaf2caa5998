"""Tests that a certificate-bound token requires its certificate (RFC 8705 §3)."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from tests.pki import Pair, issue
from tests.rest.views import Bound, BoundHello, Hello, call

pytestmark = pytest.mark.django_db

PROXY, STRANGER = "10.0.0.7", "192.0.2.1"
MINE, OTHER = issue("CN=mine"), issue("CN=other")


def nginx(pair: Pair) -> str:
    return pair.forwarded("nginx")


FORMS: dict[str, tuple[str, Any]] = {
    "wsgi": ("SSL_CLIENT_CERT", lambda pair: pair.forwarded("wsgi")),
    "nginx": ("HTTP_X_SSL_CLIENT_CERT", nginx),
    "rfc9440": ("HTTP_CLIENT_CERT", lambda pair: pair.forwarded("rfc9440")),
}


@pytest.fixture(params=list(FORMS))
def form(request: pytest.FixtureRequest, settings: Any) -> str:
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "CLIENT_CERTIFICATE": request.param,
        "TRUSTED_PROXIES": (PROXY,),
    }
    name: str = request.param
    return name


@pytest.fixture
def bound(mosaic: Sandbox, environment: Environment) -> str:
    return mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256})


@pytest.fixture
def unbound(mosaic: Sandbox, environment: Environment) -> str:
    return mosaic.mint()


def presented(form: str, what: str) -> dict[str, str]:
    """Returns the WSGI variables of a request that presents ``what``."""
    key, encode = FORMS[form]
    value = {
        "none": "",
        "right": encode(MINE),
        "other": encode(OTHER),
        "garbage": ":garbage:",
        "two": f"{encode(MINE)},{encode(OTHER)}",
        "the key": MINE.key_pem,
        "empty": "::",
        "huge": encode(MINE) + "A" * 20_000,
    }[what]
    return {"REMOTE_ADDR": PROXY, **({key: value} if value else {})}


@pytest.mark.parametrize(
    ("what", "with_bound", "with_unbound"),
    [
        ("none", 401, 200),
        ("right", 200, 200),
        ("other", 401, 200),
        ("garbage", 401, 401),
        ("two", 401, 401),
        ("the key", 401, 401),
        ("empty", 401, 401),
        ("huge", 401, 401),
    ],
)
def test_every_combination_of_token_and_presented_certificate(
    what: str, with_bound: int, with_unbound: int, form: str, bound: str, unbound: str
) -> None:
    environ = presented(form, what)
    assert call(Hello, bound, **environ).status_code == with_bound
    assert call(Hello, unbound, **environ).status_code == with_unbound
    assert call(BoundHello, bound, **environ).status_code == with_bound
    assert call(BoundHello, unbound, **environ).status_code == 401
    assert call(Bound, bound, **environ).status_code == with_bound
    assert call(Bound, unbound, **environ).status_code == (403 if with_unbound == 200 else 401)


def test_setting_requires_binding_of_every_caller(form: str, bound: str, unbound: str, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REQUIRE_BOUND_TOKENS": True}
    environ = presented(form, "right")
    assert call(Hello, bound, **environ).data == {"user": "sandbox-client", "bound": True}
    assert call(Hello, unbound, **environ).status_code == 401


@pytest.mark.parametrize("name", ["nginx", "rfc9440"])
@pytest.mark.parametrize(
    ("peer", "status"),
    [
        (PROXY, 200),
        (f"::ffff:{PROXY}", 200),
        (STRANGER, 401),
        ("127.0.0.1", 401),
        ("", 401),
        ("unix:", 401),
        (f"{PROXY}, {STRANGER}", 401),
        ("10.0.0.70", 401),
    ],
)
def test_certificate_header_is_read_only_from_trusted_peer(
    name: str, peer: str, status: int, bound: str, unbound: str, settings: Any
) -> None:
    source = {"CLIENT_CERTIFICATE": name, "TRUSTED_PROXIES": (PROXY,)}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **source}
    forged = {**presented(name, "right"), "REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": PROXY, "HTTP_X_REAL_IP": PROXY}
    assert call(Hello, bound, **forged).status_code == status
    garbage = {**presented(name, "garbage"), "REMOTE_ADDR": peer}
    assert call(Hello, unbound, **garbage).status_code == (401 if status == 200 else 200)


@pytest.mark.parametrize(("proxies", "status"), [(("unix",), 200), (("10.0.0.0/8",), 401), ((), 401)])
def test_certificate_header_over_unix_socket_requires_trust(
    proxies: tuple[str, ...], status: int, bound: str, settings: Any
) -> None:
    source = {"CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": proxies}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **source}
    environ = {**presented("nginx", "right"), "REMOTE_ADDR": ""}
    assert call(Hello, bound, **environ).status_code == status


def test_header_does_not_set_server_variable(bound: str, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "wsgi", "TRUSTED_PROXIES": (PROXY,)}
    for key in ("HTTP_SSL_CLIENT_CERT", "HTTP_X_SSL_CLIENT_CERT", "HTTP_CLIENT_CERT"):
        assert call(Hello, bound, REMOTE_ADDR=PROXY, **{key: MINE.pem}).status_code == 401


def test_header_configured_as_wsgi_variable_requires_trusted_peer(bound: str, settings: Any) -> None:
    source = {"CLIENT_CERTIFICATE": "wsgi:HTTP_X_CERT", "TRUSTED_PROXIES": (PROXY,)}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **source}
    assert call(Hello, bound, REMOTE_ADDR=STRANGER, HTTP_X_CERT=MINE.pem).status_code == 401
    assert call(Hello, bound, REMOTE_ADDR=PROXY, HTTP_X_CERT=MINE.pem).status_code == 200


def test_certificate_is_not_read_without_source(bound: str, unbound: str, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": None}
    everything = {key: encode(MINE) for key, encode in FORMS.values()}
    assert call(Hello, bound, REMOTE_ADDR=PROXY, **everything).status_code == 401
    assert call(Hello, unbound, REMOTE_ADDR=PROXY, **everything).status_code == 200


@pytest.mark.parametrize(
    "cnf", [None, [], "", {}, {"x5t#S256": None}, {"x5t": MINE.x5t_s256}, {"x5t#S256": MINE.x5t_s256, "jkt": "x"}]
)
def test_unusual_confirmation_is_refused(cnf: Any, form: str, mosaic: Sandbox, environment: Environment) -> None:
    if cnf is None:  # mint() omits None
        cnf = 0
    assert call(Hello, mosaic.mint(cnf=cnf), **presented(form, "right")).status_code == 401


def test_all_certificate_refusals_get_same_answer_and_only_log_has_reason(
    form: str, bound: str, caplog: pytest.LogCaptureFixture
) -> None:
    expected = {
        "none": "certificate_missing",
        "other": "certificate_mismatch",
        "garbage": "certificate_unreadable",
        "two": "certificate_unreadable",
        "the key": "certificate_unreadable",
    }
    answers = set()
    for what, code in expected.items():
        caplog.clear()
        with caplog.at_level(logging.DEBUG):
            answer = call(Hello, bound, **presented(form, what))
        answers.add((answer.status_code, answer["WWW-Authenticate"], answer.content))
        assert f"bearer refused: {code}" in caplog.messages
        assert bound.split(".")[2] not in caplog.text
        assert "PRIVATE" not in caplog.text
    assert len(answers) == 1
