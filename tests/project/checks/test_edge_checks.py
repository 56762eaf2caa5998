"""Tests the system checks of the certificate from the proxy."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients import checks
from mosaic_clients.models import Environment
from tests.project.checks.check_ids import ids

BEHIND_A_PROXY = {"TRUSTED_PROXIES": ("10.0.0.7",)}


@pytest.mark.parametrize(
    "source",
    ["nginx:Authorization", "nginx:Host", "rfc9440:Cookie", "nginx:X-Forwarded-For", "haproxy:X-Real-IP",
     "nginx:x-csrftoken", "rfc9440:Client-Cert-Chain", "nginx:Content-Type"],
)  # fmt: skip
def test_e009_reports_header_with_other_purpose(source: str, settings: Any) -> None:
    check_ids = ids(checks.check_edge, settings, CLIENT_CERTIFICATE=source, **BEHIND_A_PROXY)
    assert check_ids == ["mosaic_clients.E009"]


def test_e009_reports_renamed_csrf_header(settings: Any) -> None:
    settings.CSRF_HEADER_NAME = "HTTP_X_XSRF"
    check_ids = ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx:X-XSRF", **BEHIND_A_PROXY)
    assert check_ids == ["mosaic_clients.E009"]


def test_e010_reports_header_shared_with_secure_proxy_ssl_header(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_SSL_CLIENT_CERT", "https")
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == ["mosaic_clients.E010"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="haproxy", **BEHIND_A_PROXY) == []


@pytest.mark.parametrize("variable", ["HTTP_X_SSL_CLIENT_CERT", "HTTP_X_CERT", "QUERY_STRING", "CONTENT_TYPE"])
def test_e011_reports_wsgi_variable_set_by_caller(variable: str, settings: Any) -> None:
    check_ids = ids(checks.check_edge, settings, CLIENT_CERTIFICATE=f"wsgi:{variable}", **BEHIND_A_PROXY)
    assert check_ids == ["mosaic_clients.E011"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="wsgi:MY_CERT", **BEHIND_A_PROXY) == []


def test_w012_reports_unix_with_networks(settings: Any) -> None:
    both = {"TRUSTED_PROXIES": ("unix", "10.0.0.7")}
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **both) == ["mosaic_clients.W012"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="wsgi", **both) == []
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", TRUSTED_PROXIES=("unix",)) == []


@pytest.mark.django_db
def test_e013_reports_required_binding_without_certificate_source(settings: Any, environment: Environment) -> None:
    assert ids(checks.check_binding, settings, CLIENT_CERTIFICATE=None) == []
    Environment.objects.update(require_bound=True)
    assert ids(checks.check_binding, settings, CLIENT_CERTIFICATE=None) == ["mosaic_clients.E013"]
    assert ids(checks.check_binding, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == []


@pytest.mark.parametrize(
    "path",
    ["xff.middleware.XForwardedForMiddleware", "shop.middleware.SetRemoteAddrFromForwardedFor",
     "shop.middleware.real_ip.RealIPMiddleware", "shop.middleware.ProxyFix"],
)  # fmt: skip
def test_w014_reports_middleware_that_rewrites_remote_addr(path: str, settings: Any) -> None:
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == []
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, path]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == ["mosaic_clients.W014"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE=None, **BEHIND_A_PROXY) == []


def test_w015_reports_unrestricted_forwarded_host(settings: Any) -> None:
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, ["api.example.com"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == []
    settings.ALLOWED_HOSTS = ["*"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == ["mosaic_clients.W015"]


@pytest.mark.parametrize("values", [{"NO_SUCH": 1}, {"CLIENT_CERTIFICATE": "pigeon"}], ids=str)
@pytest.mark.django_db
def test_edge_checks_leave_invalid_settings_to_settings_check(values: dict[str, Any], settings: Any) -> None:
    assert ids(checks.check_edge, settings, **values) == []
    assert ids(checks.check_binding, settings, **values) == []
