"""The discovery document: what is read from it, what is refused, and where it differs from what is stored."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.oauth.discovery import (
    ALIASED_MEMBERS,
    ENDPOINT_MEMBERS,
    Discovery,
    Expectations,
    differences,
    read_discovery,
)
from mosaic_clients.core.oauth.endpoints import ENDPOINT_NAMES, endpoints
from tests.core.fuzzing import fuzz, outcome

BASE, MTLS = "https://api.test/cis", "https://mtls.test:8443/cis"
DOCUMENT: dict[str, Any] = {
    "issuer": "https://issuer.test",
    "token_endpoint": f"{BASE}/oidc/token",
    "authorization_endpoint": f"{BASE}/oidc/auth",
    "jwks_uri": f"{BASE}/oidc/jwks",
    "id_token_signing_alg_values_supported": ["RS256"],
    "token_endpoint_auth_methods_supported": ["tls_client_auth", "self_signed_tls_client_auth"],
    "tls_client_certificate_bound_access_tokens": True,
    "authorization_response_iss_parameter_supported": True,
}


def stored(**values: Any) -> Expectations:
    defaults: dict[str, Any] = {
        "endpoints": endpoints(BASE),
        "issuers": ["https://issuer.test"],
        "algorithms": ["RS256", "PS256"],
        "auth_methods": {"tls_client_auth"},
        "expects_bound": True,
    }
    return Expectations(**{**defaults, **values})


def found_differences(document: dict[str, Any], **values: Any) -> list[tuple[str, str, str]]:
    results = differences(stored(**values), read_discovery(document))
    return [(each.what, each.stored, each.discovered) for each in results]


def test_every_endpoint_member_names_an_existing_endpoint():
    assert set(ENDPOINT_MEMBERS.values()) == set(ENDPOINT_NAMES) - {"discovery", "client_api"}
    assert set(ALIASED_MEMBERS) < set(ENDPOINT_MEMBERS)
    assert not {"authorization_endpoint", "end_session_endpoint", "jwks_uri"} & set(ALIASED_MEMBERS)


def test_mtls_alias_takes_precedence_over_plain_url():
    aliases = {member: f"{MTLS}/{member}" for member in ALIASED_MEMBERS}
    plain = {member: f"{BASE}/{member}" for member in ENDPOINT_MEMBERS}
    urls = read_discovery({"issuer": "i", **plain, "mtls_endpoint_aliases": aliases}).endpoints
    for member, name in ENDPOINT_MEMBERS.items():
        assert urls[name] == f"{MTLS if member in ALIASED_MEMBERS else BASE}/{member}"


def test_alias_needs_no_plain_url_and_browser_endpoint_has_no_alias():
    aliases = {"token_endpoint": f"{MTLS}/t", "authorization_endpoint": f"{MTLS}/a", "jwks_uri": f"{MTLS}/k", "x": 1}
    assert read_discovery({"issuer": "i", "mtls_endpoint_aliases": aliases}).endpoints == {"token": f"{MTLS}/t"}


def test_unknown_members_are_ignored_and_known_members_read_back_the_same():
    result = read_discovery({**DOCUMENT, "service_documentation": 7, "check_session_iframe": "javascript:alert(1)"})
    assert result == read_discovery(DOCUMENT)
    assert Discovery(json.loads(json.dumps(dict(result.members)))) == result
    assert result.issuer == "https://issuer.test"


WRONG: list[Any] = [None, 7, True, [], {}, ["x"], ""]
URLS = ["http://a", "/token", "//a/b", "https://me@a/b", "https://a/b?c", "https://a b", "ftp://a", "javascript:x"]


@pytest.mark.parametrize("member", ENDPOINT_MEMBERS)
@pytest.mark.parametrize("value", [*WRONG, *URLS], ids=repr)
def test_endpoint_that_is_not_an_https_url_is_refused_by_name(member, value):
    with pytest.raises(AnswerUnusable, match=member) as refusal:
        read_discovery({**DOCUMENT, member: value})
    assert (refusal.value.code, refusal.value.retryable) == ("discovery_unusable", False)


@pytest.mark.parametrize("member", ["issuer", "token_endpoint"])
def test_overlong_text_is_refused_by_name(member):
    with pytest.raises(AnswerUnusable, match=member):
        read_discovery({**DOCUMENT, member: "https://a.test/" + "x" * 2000})


@pytest.mark.parametrize("value", [*WRONG, "http://a"], ids=repr)
def test_alias_that_is_not_an_https_url_is_refused_by_name(value):
    with pytest.raises(AnswerUnusable, match=r"mtls_endpoint_aliases\.token_endpoint"):
        read_discovery({**DOCUMENT, "mtls_endpoint_aliases": {"token_endpoint": value}})


@pytest.mark.parametrize("member", ["id_token_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
                                    "code_challenge_methods_supported"])  # fmt: skip
@pytest.mark.parametrize("value", [None, "RS256", {}, [7], [""], [None], ["a\0"]], ids=repr)
def test_list_of_wrong_type_is_refused_by_name(member, value):
    with pytest.raises(AnswerUnusable, match=member):
        read_discovery({**DOCUMENT, member: value})


@pytest.mark.parametrize(
    "member",
    [
        "tls_client_certificate_bound_access_tokens",
        "require_pushed_authorization_requests",
        "authorization_response_iss_parameter_supported",
    ],
)
@pytest.mark.parametrize("value", [None, "true", 1, [], {}], ids=repr)
def test_flag_of_wrong_type_is_refused_by_name(member, value):
    with pytest.raises(AnswerUnusable, match=member):
        read_discovery({**DOCUMENT, member: value})


@pytest.mark.parametrize("value", [None, 7, "", ["x"], "a\nb", "\ud800"], ids=repr)
def test_document_without_usable_issuer_is_refused(value):
    with pytest.raises(AnswerUnusable, match="issuer"):
        read_discovery({**DOCUMENT, "issuer": value})


@pytest.mark.parametrize("value", [None, 7, "x", ["token_endpoint"]], ids=repr)
def test_aliases_that_are_not_an_object_are_refused(value):
    with pytest.raises(AnswerUnusable, match="mtls_endpoint_aliases"):
        read_discovery({**DOCUMENT, "mtls_endpoint_aliases": value})


def test_matching_document_has_no_differences():
    assert found_differences(DOCUMENT) == []


def test_other_issuer_and_endpoints_are_reported():
    moved = {**DOCUMENT, "issuer": "https://issuer.test/", "mtls_endpoint_aliases": {"token_endpoint": f"{MTLS}/t"}}
    assert found_differences(moved) == [
        ("issuer", "https://issuer.test", "https://issuer.test/"),
        ("token endpoint", f"{BASE}/oidc/token", f"{MTLS}/t"),
    ]


def test_unaccepted_algorithm_is_reported_and_shorter_list_is_not():
    assert found_differences({**DOCUMENT, "id_token_signing_alg_values_supported": ["RS256", "ES256"]}) == [
        ("algorithms", "RS256, PS256", "RS256, ES256")
    ]
    assert found_differences({**DOCUMENT, "id_token_signing_alg_values_supported": ["PS256"]}) == []


def test_missing_auth_method_of_a_client_is_reported():
    document = {**DOCUMENT, "token_endpoint_auth_methods_supported": ["client_secret_basic"]}
    assert found_differences(document) == [
        ("token_endpoint_auth_methods_supported", "tls_client_auth", "client_secret_basic"),
    ]
    assert found_differences({key: value for key, value in DOCUMENT.items() if "methods" not in key}) == []


@pytest.mark.parametrize(
    ("member", "words"), [({}, "not given"), ({"tls_client_certificate_bound_access_tokens": False}, "false")]
)
def test_missing_support_for_bound_tokens_is_reported(member, words):
    document = {key: value for key, value in DOCUMENT.items() if not key.startswith("tls_")} | member
    assert found_differences(document) == [
        ("tls_client_certificate_bound_access_tokens", "bound tokens are expected", words),
    ]
    assert found_differences(document, expects_bound=False) == []


def test_missing_issuer_parameter_is_reported():
    member = "authorization_response_iss_parameter_supported"
    assert [what for what, *_ in found_differences({**DOCUMENT, member: False})] == [member]
    assert found_differences({key: value for key, value in DOCUMENT.items() if key != member}) == []


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(BASE),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*DOCUMENT, *ENDPOINT_MEMBERS]), inner))  # fmt: skip  # noqa: E501


@fuzz
@given(st.dictionaries(st.sampled_from([*DOCUMENT, *ENDPOINT_MEMBERS, "mtls_endpoint_aliases"]), JSON))
def test_any_document_is_read_with_only_https_urls_or_refused(document):
    result = outcome(read_discovery, document, refusal=AnswerUnusable)
    if isinstance(result, Discovery):
        assert all(url.startswith("https://") for url in result.endpoints.values())
        assert differences(stored(), result) is not None
