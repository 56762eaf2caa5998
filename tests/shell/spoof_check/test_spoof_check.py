"""mosaic spoof-check: safe endpoints, endpoints that accept forgeries, and checks that prove nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.shell.conftest import Run
from tests.shell.spoof_check.protected_endpoints import presented, safe, serving


def test_endpoint_that_ignores_forged_headers_passes(
    spoof_check: Run, mosaic: Sandbox, thumbprint: str, active: Client
) -> None:
    requests: list[dict[str, Any]] = []

    def endpoint(environ: dict[str, Any]) -> int:
        requests.append(environ)
        return safe(thumbprint)(environ)

    with serving(mosaic, endpoint) as url:
        outcome = spoof_check(url, "--header", "X-My-Cert", "--header", "haproxy:X-Der")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    for line in lines:
        status = 400 if "a space after the name" in line else 401  # no server may take that name (RFC 9112 §5.1)
        assert line.startswith("refused      ")
        assert f"without a certificate {status}" in line
    assert len({line for line in lines if "X_My_Cert  (" in line}) > 5  # in every format
    assert len({line for line in lines if " X_Der  (" in line and " and " not in line}) == 1
    assert outcome.err[-1] == f"{len(lines)} forgeries, all refused; the request with the real certificate is accepted."
    token = token_refresh.current(active).value
    assert {(each["HTTP_AUTHORIZATION"], each["QUERY_STRING"]) for each in requests} == {(f"Bearer {token}", "page=1")}
    assert {presented(each) == thumbprint for each in (requests[0], requests[-3])} == {True}  # the control requests
    assert token not in outcome.out + "".join(outcome.err)


def test_accepted_header_is_reported_by_name(spoof_check: Run, mosaic: Sandbox, thumbprint: str) -> None:
    def vulnerable(environ: dict[str, Any]) -> int:
        return 200 if environ.get("HTTP_CLIENT_CERT") else safe(thumbprint)(environ)

    with serving(mosaic, vulnerable) as url:
        outcome = spoof_check(url, "--json")
    assert outcome.code == 1
    assert "GOT THROUGH (Client-Cert)" in outcome.err[-1]
    through = [each for each in json.loads(outcome.out)["forgeries"] if each["verdict"] == "through"]
    assert {each["header"] for each in through} == {"Client-Cert"}
    assert "Client-Cert" in {each["spelling"] for each in through}


def test_forgery_accepted_only_with_another_certificate_is_reported(
    spoof_check: Run, mosaic: Sandbox, thumbprint: str
) -> None:
    def vulnerable(environ: dict[str, Any]) -> int:
        return 200 if presented(environ) and environ.get("HTTP_X_SSL_CLIENT_DER") else safe(thumbprint)(environ)

    with serving(mosaic, vulnerable) as url:
        outcome = spoof_check(url)
    assert outcome.code == 1
    through = [line for line in outcome.out.splitlines() if line.startswith("GOT THROUGH")]
    assert through
    assert all(line.endswith("without a certificate 401, with another 200") for line in through)


def test_header_configured_in_settings_is_forged_too(
    spoof_check: Run, mosaic: Sandbox, thumbprint: str, settings: Any
) -> None:
    own = {"CLIENT_CERTIFICATE": "haproxy:X-Peer", "TRUSTED_PROXIES": ("10.0.0.7",)}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **own}
    with serving(mosaic, safe(thumbprint)) as url:
        outcome = spoof_check(url)
    assert outcome.code == 0
    assert any("X_Peer  (haproxy)" in line for line in outcome.out.splitlines())


@pytest.mark.parametrize(
    ("endpoint", "text"),
    [
        (lambda mine, environ: 401, "are answered 401, not 200"),
        (lambda mine, environ: 302, "are answered 302, not 200"),
        (lambda mine, environ: 200, "does not check the binding at all"),
        (lambda mine, environ: 200 if presented(environ) else 401, "with another certificate and without any header"),
        (lambda mine, environ: 200 if presented(environ) == mine else 503, "without a certificate is answered 503"),
        (lambda mine, environ: 200 if presented(environ) == mine else 429, "without a certificate is answered 429"),
    ],
)
def test_check_fails_if_its_controls_fail(
    endpoint: Any, text: str, spoof_check: Run, mosaic: Sandbox, thumbprint: str
) -> None:
    with serving(mosaic, lambda environ: endpoint(thumbprint, environ)) as url:
        outcome = spoof_check(url)
    assert (outcome.code, outcome.out) == (1, "")
    assert text in outcome.err[-1]


def test_throttled_response_does_not_count_as_refusal(spoof_check: Run, mosaic: Sandbox, thumbprint: str) -> None:
    def throttling(environ: dict[str, Any]) -> int:
        return 429 if environ.get("HTTP_CLIENT_CERT") else safe(thumbprint)(environ)

    with serving(mosaic, throttling) as url:
        outcome = spoof_check(url)
    assert outcome.code == 1
    assert "were neither accepted nor refused" in outcome.err[-1]


def test_caller_locked_out_during_the_check_is_noticed(spoof_check: Run, mosaic: Sandbox, thumbprint: str) -> None:
    requests: list[int] = []

    def locking(environ: dict[str, Any]) -> int:
        requests.append(1)
        return safe(thumbprint)(environ) if len(requests) < 30 else 403

    with serving(mosaic, locking) as url:
        outcome = spoof_check(url)
    assert outcome.code == 1
    assert "are answered 403, not 200" in outcome.err[-1]


def test_check_fails_if_time_runs_out(spoof_check: Run, mosaic: Sandbox, thumbprint: str) -> None:
    with serving(mosaic, safe(thumbprint)) as url:
        outcome = spoof_check(url, "--timeout", "0.000001")
    assert outcome.code == 1
    assert "before every forgery was sent" in outcome.err[-1]
