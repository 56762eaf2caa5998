"""Environments: regions, endpoints, and which URLs are usable."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.oauth.endpoints import (
    DEFAULT_ALGORITHMS,
    ENDPOINT_NAMES,
    REGIONS,
    SUPPORTED_ALGORITHMS,
    EndpointSource,
    endpoints,
    locate,
    require_endpoint_path,
    require_https_url,
)
from tests.core.fuzzing import fuzz, outcome


def test_endpoints_follow_from_base_url():
    for base in ("https://api.example/cis", "https://api.example/cis/"):
        result = endpoints(base)
        assert result.token == "https://api.example/cis/oidc/token"
        assert result.signing_keys == "https://api.example/cis/oidc/jwks"
        assert result.discovery == "https://api.example/cis/oidc/.well-known/openid-configuration"
        assert result.client_api == "https://api.example/cis/v1/applications"


def test_overriding_path_keeps_host_and_port():
    result = endpoints("https://api.example:8443/cis", overrides={"token": "/oidc/token"})
    assert result.token == "https://api.example:8443/oidc/token"
    assert result.signing_keys.endswith("/cis/oidc/jwks")


def test_override_takes_precedence_over_discovery_and_discovery_over_base_url():
    overrides = {"token": "https://mine.example/token", "userinfo": "/me"}
    discovered = {"token": "https://mtls.example/token", "revocation": "https://mtls.example/revoke"}
    result = locate("https://api.example/cis", discovered=discovered, overrides=overrides)
    assert {name: located.url for name, located in result.items() if located.source is EndpointSource.OVERRIDDEN} == {
        "token": "https://mine.example/token",
        "userinfo": "https://api.example/me",
    }
    assert [name for name, located in result.items() if located.source is EndpointSource.DISCOVERED] == ["revocation"]
    assert result["revocation"].url == "https://mtls.example/revoke"
    assert result["introspection"].url == "https://api.example/cis/oidc/token/introspection"
    assert tuple(result) == ENDPOINT_NAMES


@pytest.mark.parametrize(
    "override",
    [{"tokens": "/t"}, {"": "/t"}, {"token": ""}, {"token": "t"}, {"token": "http://a/t"}, {"token": "//evil/t"},
     {"token": "https://a/t?x"}, {"token": "https://me@a/t"}, {"token": None}, {"token": 7}, {"token": "/\\evil"}],
    ids=str,
)  # fmt: skip
def test_override_of_unknown_endpoint_or_to_another_host_is_refused(override):
    with pytest.raises(ConfigurationError, match=r"not an endpoint|absolute"):
        endpoints("https://api.example/cis", overrides=override)


@pytest.mark.parametrize("name", REGIONS)
def test_every_region_is_an_https_url_with_issuers_on_another_host(name):
    region = REGIONS[name]
    assert require_https_url(region.base_url) == region.base_url
    for issuer in region.issuers:
        assert urlsplit(issuer).hostname != urlsplit(region.base_url).hostname


def test_known_algorithms_are_asymmetric():
    assert set(DEFAULT_ALGORITHMS) <= set(SUPPORTED_ALGORITHMS)
    assert not any(algorithm.startswith("HS") or algorithm == "none" for algorithm in SUPPORTED_ALGORITHMS)


@pytest.mark.parametrize(
    "url",
    ["https://a", "https://a.example/", "https://a.example:8443/cis", "https://[::1]:8443/x", "HTTPS://a", "https://é.example"],
)  # fmt: skip
def test_usable_url_is_returned_unchanged(url):
    assert require_https_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "http://a", "a.example", "//a", "https:a", "https://", "https:///x", "https://:443", "ftp://a", "file:///etc/passwd",
     "javascript:alert(1)", "https://user@a", "https://user:word@a", "https://@a", "https://a?x", "https://a?", "https://a#x",
     "https://a#", "https://a:99999", "https://a:x", "https://[::1", "https://a b", "https://a\n",
     "https://a\t/x", "https://a\r\nX: y",
     " https://a", "https://a\0", "https://a/\u202e", "https://\ud800", "https://good\\@evil"],
)  # fmt: skip
def test_unusable_url_is_refused_with_the_expected_form(url):
    with pytest.raises(ConfigurationError, match="absolute https URL"):
        require_https_url(url)


@pytest.mark.parametrize("path", ["/", "/oidc/token", "/a-b_c/~d"])
def test_endpoint_path_must_be_absolute(path):
    assert require_endpoint_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "oidc/token", "//evil.example/token", "/a?b", "/a#b", "https://evil", "/a b", "/a\n", "/\\evil", "/\ud800"],
)
def test_path_to_another_host_is_refused(path):
    with pytest.raises(ConfigurationError, match="absolute path"):
        require_endpoint_path(path)


@fuzz
@given(st.text(max_size=30) | st.text(max_size=30).map("https://{}".format), st.text(max_size=9))
def test_token_endpoint_stays_on_its_host(url, path):
    base = outcome(require_https_url, url, refusal=ConfigurationError)
    tail = outcome(require_endpoint_path, path, refusal=ConfigurationError)
    if not isinstance(base, ConfigurationError) and not isinstance(tail, ConfigurationError):
        assert urlsplit(endpoints(base, overrides={"token": tail}).token).hostname == urlsplit(base).hostname
