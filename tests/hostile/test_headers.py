"""Around a token: who may forward its certificate, who must present it, and what a refusal reveals."""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser

from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from tests.hostile.http_requests import CERTIFICATE_HEADER, Ask, forwarded, over_http
from tests.hostile.tokens import LEAF
from tests.pki import issue, pem_of

pytestmark = pytest.mark.django_db(transaction=True)


OTHER = issue("CN=other caller")


def test_b1_certificate_header_is_read_only_from_a_trusted_proxy(ask: Ask, trust_proxies: Any, bound: str) -> None:
    assert ask(bound, headers=forwarded(LEAF))[0] == 200
    trust_proxies("10.0.0.7/32")
    origin_headers = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Remote-Addr", "X-Remote-Addr", "X-Client-IP")
    for value in ("10.0.0.7", "for=10.0.0.7", "10.0.0.7, 127.0.0.1"):
        assert ask(bound, headers={**forwarded(LEAF), **dict.fromkeys(origin_headers, value)})[0] == 401


def test_b3_b4_bound_token_needs_its_certificate_and_required_binding_refuses_others(
    ask: Ask, trust_proxies: Any, bound: str, mosaic: Sandbox, settings: Any
) -> None:
    assert [ask(bound, headers=headers)[0] for headers in ({}, forwarded(OTHER), forwarded(LEAF))] == [401, 401, 200]
    assert ask(bound)[0] == ask(bound, headers=forwarded(OTHER))[0] == 401  # warm, too
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REQUIRE_BOUND_TOKENS": True}
    assert ask(mosaic.mint(), headers=forwarded(LEAF))[0] == 401
    assert ask(bound, headers=forwarded(LEAF))[0] == 200


def _malformed_headers() -> dict[str, str]:
    der, valid = LEAF.der, forwarded(LEAF)[CERTIFICATE_HEADER]
    return {
        "B7 two": f"{valid}, {valid}",
        "B7 two, without a space": f"{valid},{valid}",
        "B7 an empty one at the end": f"{valid},",
        "B7 a parameter": f"{valid};a=1",
        "B8 a hash": f":{b64encode(bytes.fromhex(LEAF.x5t_s256.encode().hex()[:64])).decode()}:",
        "B8 a thumbprint": LEAF.x5t_s256,
        "B8 a subject": "CN=valid caller",
        "B9 PEM": LEAF.pem.replace("\n", " "),
        "B9 PEM, escaped": "-----BEGIN%20CERTIFICATE-----",
        "B9 base64 without its colons": b64encode(der).decode(),
        "B9 base64url": valid.replace("+", "-").replace("/", "_") + "-",
        "B9 spaces for plus signs": valid.replace("+", " ").replace("A", " ", 1),
        "B10 a byte too many": f":{b64encode(der + b'x').decode()}:",
        "B10 a byte too few": f":{b64encode(der[:-1]).decode()}:",
        "B10 junk inside": f":!{valid[1:]}",
        "B10 two certificates": f":{b64encode(der + der).decode()}:",
        "B10 nothing": "::",
        "B14 huge": ":" + "A" * 40_000 + ":",
        "B16 a private key": pem_of(OTHER.key).replace("\n", " "),
    }


def test_b7_to_b16_malformed_certificates_get_the_same_401_and_are_not_logged(
    ask: Ask, trust_proxies: Any, bound: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plain = ask("a.b.c")
    for name, value in _malformed_headers().items():
        caplog.clear()
        status, headers, body = ask(bound, headers={CERTIFICATE_HEADER: value})
        assert (status, headers["www-authenticate"], body) == (401, plain[1]["www-authenticate"], plain[2]), name
        assert any(record.name == "mosaic_clients.bearer" for record in caplog.records), name
        assert len(value) < 10 or value[8:40] not in caplog.text, name
    assert ask(bound, headers=forwarded(LEAF))[0] == 200


def test_b12_expired_self_signed_certificate_is_left_to_the_proxy(
    ask: Ask, trust_proxies: Any, mosaic: Sandbox, environment: Environment
) -> None:
    """RFC 8705 §6.2: TLS has proven possession; the thumbprint only ties the token to the key."""
    old = issue("CN=old", ends=LEAF.certificate.not_valid_before_utc, starts=LEAF.certificate.not_valid_before_utc)
    assert ask(mosaic.mint(cnf={"x5t#S256": old.x5t_s256}), headers=forwarded(old))[0] == 200


def test_h1_h4_every_refusal_has_the_same_text_and_challenge(ask: Ask, mosaic: Sandbox, bound: str) -> None:
    answers = {
        (status, headers["www-authenticate"], headers["cache-control"], body)
        for status, headers, body in map(
            ask, (bound, "a.b.c", "", mosaic.mint(exp=1), mosaic.mint(aud="x"), mosaic.mint(header={"kid": "none"}))
        )
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 401


def test_h3_session_does_not_replace_an_invalid_bearer(
    live_server: Any, mosaic: Sandbox, environment: Environment
) -> None:
    browser = Browser()
    browser.force_login(User.objects.create_superuser("admin"))
    cookie = {"Cookie": f"sessionid={browser.cookies['sessionid'].value}"}
    assert over_http(live_server)("a.b.c", headers=cookie)[0] == 401


def test_h7_subject_named_like_an_administrator_has_no_admin_access(
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
