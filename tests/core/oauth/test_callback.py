"""The answer of the authorization endpoint: the code of our request, or the reason why it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from mosaic_clients.core.errors import AuthorizationRefused, CallbackRefused, MosaicError
from mosaic_clients.core.oauth.callback import pairs_of, read_code

STATE = "s" * 43
ISSUER = "https://userid.security"


def code_of(query: str, *, required: bool = False) -> str:
    return read_code(pairs_of(query), state=STATE, issuers=frozenset({ISSUER}), issuer_required=required)


def refusal_of(query: str, kind: type[MosaicError] = CallbackRefused, **arguments: Any) -> MosaicError:
    with pytest.raises(kind) as refusal:
        code_of(query, **arguments)
    return refusal.value


def test_read_code_returns_code_of_our_request() -> None:
    assert code_of(f"code=abc&state={STATE}") == "abc"
    assert code_of(f"code=abc&state={STATE}&iss={ISSUER}&session_state=x", required=True) == "abc"


@pytest.mark.parametrize(
    "query",
    ["code=abc", f"code=abc&state={STATE}x", f"code=abc&state={STATE[:-1]}", "code=abc&state=", "code=abc&state=ß"],
)
def test_read_code_refuses_other_state(query: str) -> None:
    assert refusal_of(query).code == "state_mismatch"


def test_read_code_refuses_empty_state() -> None:
    with pytest.raises(CallbackRefused):
        read_code([("code", "abc"), ("state", "")], state="", issuers=frozenset({ISSUER}), issuer_required=False)


def test_read_code_checks_issuer_and_requires_it_if_announced() -> None:
    for other in ("https://evil.test", f"{ISSUER}/", "", ISSUER.upper()):
        assert refusal_of(f"code=abc&state={STATE}&iss={other}").code == "issuer_mismatch"
    assert refusal_of(f"code=abc&state={STATE}", required=True).code == "issuer_missing"
    assert refusal_of(f"error=access_denied&state={STATE}&iss=https://evil.test").code == "issuer_mismatch"


@pytest.mark.parametrize("name", ["code", "state", "iss", "error", "anything"])
def test_read_code_refuses_repeated_parameter(name: str) -> None:
    query = f"code=abc&state={STATE}&iss={ISSUER}&error=x&anything=1"
    assert refusal_of(f"{query}&{name}=abc").code == "duplicate_parameter"


@pytest.mark.parametrize("query", ["", "code=", "code=%C3%A9"])
def test_read_code_refuses_missing_code(query: str) -> None:
    assert refusal_of(f"{query}&state={STATE}").code == "code_missing"


@pytest.mark.parametrize("value", ["x" * 4097, "a%00b", "a%0Ab"])
def test_read_code_refuses_unusable_value(value: str) -> None:
    assert refusal_of(f"code={value}&state={STATE}").code == "malformed"


@pytest.mark.parametrize("query", ["&".join(f"a{n}=1" for n in range(51)), "code=%FF"])
def test_pairs_of_refuses_unreadable_query(query: str) -> None:
    assert refusal_of(query).code == "malformed"


def test_read_code_raises_error_of_mosaic_with_its_code() -> None:
    error = refusal_of(f"error=access_denied&error_description=the+user+denied+it&state={STATE}", AuthorizationRefused)
    assert (error.code, error.retryable) == ("access_denied", False)
    assert error.description == "The login was refused (access_denied): the user denied it"
    assert refusal_of(f"error=temporarily_unavailable&code=abc&state={STATE}", AuthorizationRefused).retryable
    assert refusal_of(f"error=%3Cscript%3E&state={STATE}", AuthorizationRefused).code == "unknown_error"
    long = refusal_of(f"error=x&error_description={'d' * 4000}&state={STATE}", AuthorizationRefused)
    assert len(long.description) < 350


def test_pairs_of_reads_url_query_and_mapping() -> None:
    pairs = [("code", "a b"), ("state", "s")]
    assert pairs_of("https://shop.test/cb?code=a+b&state=s#_") == pairs
    assert pairs_of("code=a+b&state=s") == pairs
    assert pairs_of({"code": "a b", "state": "s"}) == pairs
    assert pairs_of("https://shop.test/cb?") == []


def test_pairs_of_querydict_has_repeated_parameters() -> None:
    assert pairs_of(QueryDict("code=a&state=s&code=b")) == [("code", "a"), ("code", "b"), ("state", "s")]
