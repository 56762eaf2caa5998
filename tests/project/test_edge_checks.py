"""The certificate from the edge: mixes of settings in which somebody without the key would be believed."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients import checks
from mosaic_clients.models import Environment
from tests.project.checking import ids

BEHIND_A_PROXY = {"TRUSTED_PROXIES": ("10.0.0.7",)}


@pytest.mark.parametrize(
    "source",
    ["nginx:Authorization", "nginx:Host", "rfc9440:Cookie", "nginx:X-Forwarded-For", "haproxy:X-Real-IP",
     "nginx:x-csrftoken", "rfc9440:Client-Cert-Chain", "nginx:Content-Type"],
)  # fmt: skip
def test_e009_a_header_that_means_something_else(source: str, settings: Any) -> None:
    found = ids(checks.check_edge, settings, CLIENT_CERTIFICATE=source, **BEHIND_A_PROXY)
    assert found == ["mosaic_clients.E009"]


def test_e009_knows_another_name_of_the_csrf_header(settings: Any) -> None:
    settings.CSRF_HEADER_NAME = "HTTP_X_XSRF"
    found = ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx:X-XSRF", **BEHIND_A_PROXY)
    assert found == ["mosaic_clients.E009"]


def test_e010_one_header_for_the_certificate_and_for_tls(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_SSL_CLIENT_CERT", "https")
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == ["mosaic_clients.E010"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="haproxy", **BEHIND_A_PROXY) == []


@pytest.mark.parametrize("variable", ["HTTP_X_SSL_CLIENT_CERT", "HTTP_X_CERT", "QUERY_STRING", "CONTENT_TYPE"])
def test_e011_the_servers_own_variable_is_one_that_the_caller_writes(variable: str, settings: Any) -> None:
    found = ids(checks.check_edge, settings, CLIENT_CERTIFICATE=f"wsgi:{variable}", **BEHIND_A_PROXY)
    assert found == ["mosaic_clients.E011"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="wsgi:MY_CERT", **BEHIND_A_PROXY) == []


def test_w012_a_caller_without_an_address_beside_networks(settings: Any) -> None:
    both = {"TRUSTED_PROXIES": ("unix", "10.0.0.7")}
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **both) == ["mosaic_clients.W012"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="wsgi", **both) == []
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", TRUSTED_PROXIES=("unix",)) == []


@pytest.mark.django_db
def test_e013_an_environment_demands_what_nobody_can_show(settings: Any, environment: Environment) -> None:
    assert ids(checks.check_binding, settings, CLIENT_CERTIFICATE=None) == []
    Environment.objects.update(require_bound=True)
    assert ids(checks.check_binding, settings, CLIENT_CERTIFICATE=None) == ["mosaic_clients.E013"]
    assert ids(checks.check_binding, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == []


@pytest.mark.parametrize(
    "path",
    ["xff.middleware.XForwardedForMiddleware", "shop.middleware.SetRemoteAddrFromForwardedFor",
     "shop.middleware.real_ip.RealIPMiddleware", "shop.middleware.ProxyFix"],
)  # fmt: skip
def test_w014_a_middleware_that_writes_the_peers_address(path: str, settings: Any) -> None:
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == []
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, path]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == ["mosaic_clients.W014"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE=None, **BEHIND_A_PROXY) == []


def test_w015_any_forwarded_host_is_believed(settings: Any) -> None:
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, ["api.example.com"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == []
    settings.ALLOWED_HOSTS = ["*"]
    assert ids(checks.check_edge, settings, CLIENT_CERTIFICATE="nginx", **BEHIND_A_PROXY) == ["mosaic_clients.W015"]


@pytest.mark.parametrize("values", [{"NO_SUCH": 1}, {"CLIENT_CERTIFICATE": "pigeon"}], ids=str)
@pytest.mark.django_db
def test_the_edge_checks_leave_unreadable_settings_to_the_other_one(values: dict[str, Any], settings: Any) -> None:
    assert ids(checks.check_edge, settings, **values) == []
    assert ids(checks.check_binding, settings, **values) == []
