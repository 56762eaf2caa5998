"""The checks of times and names that bearers, ID tokens and introspection answers share."""

import math
from typing import Any

import pytest

from mosaic_clients.core.jose.claims import (
    check_audience,
    check_issuer,
    check_times,
    is_numeric_date,
)

NOW = 1_000_000.0


class Refused(Exception):
    """Its arguments are the code and the claim."""


def times(claims: dict[str, Any], **options: Any) -> tuple[str, str] | None:
    return refusal(check_times, claims, Refused, 30, NOW, **options)


def refusal(check: Any, *arguments: Any, **options: Any) -> tuple[str, str] | None:
    try:
        check(*arguments, **options)
    except Refused as refused:
        code, claim = refused.args
        return code, claim
    return None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, True), (-1, True), (1.5, True), (10**19, True), (True, False), (False, False), (None, False), ("1", False),
     (math.inf, False), (-math.inf, False), (math.nan, False), ([1], False), ({}, False)],
)  # fmt: skip
def test_numeric_date_is_a_finite_number(value, expected):
    assert is_numeric_date(value) is expected


def test_exp_is_required_and_expires_after_the_leeway():
    assert times({}) == ("malformed_claim", "exp")
    assert times({"exp": "1"}) == ("malformed_claim", "exp")
    assert times({"exp": NOW - 29.9}) is None
    assert times({"exp": NOW - 30}) == ("expired", "exp")


@pytest.mark.parametrize("name", ["nbf", "iat"])
def test_not_before_claim_is_optional_and_has_the_leeway(name):
    valid = {"exp": NOW + 60}
    assert times(valid) is None
    assert times({**valid, name: NOW + 30}) is None
    assert times({**valid, name: NOW + 31}) == ("not_yet_valid", name)
    assert times({**valid, name: None}) == ("malformed_claim", name)


def test_caller_chooses_not_before_claims_and_required_ones():
    options = {"not_before": ("iat", "auth_time"), "required": ("iat",)}
    valid = {"exp": NOW + 60, "iat": NOW}
    assert times(valid, **options) is None
    assert times({"exp": NOW + 60}, **options) == ("malformed_claim", "iat")
    assert times({**valid, "auth_time": NOW + 31}, **options) == ("not_yet_valid", "auth_time")
    assert times({**valid, "nbf": NOW + 31}, **options) is None


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [("a", None), ("b", None), ("a b", ("issuer", "iss")), (["a"], ("issuer", "iss")), (None, ("issuer", "iss"))],
)
def test_issuer_must_be_one_of_the_accepted(issuer, expected):
    assert refusal(check_issuer, {"iss": issuer}, Refused, frozenset({"a", "b"})) == expected
    assert refusal(check_issuer, {}, Refused, frozenset({"a"})) == ("issuer", "iss")


@pytest.mark.parametrize(
    ("audience", "is_ours"),
    [("us", True), (["us"], True), (["x", "us"], True), ("us x", False), ("", False), ([], False), (["x"], False),
     (None, False), (1, False), ({"us": 1}, False), ([["us"]], False), ([{}], False), (list("us"), False)],
)  # fmt: skip
def test_audience_must_be_or_contain_an_accepted_one(audience, is_ours):
    expected = None if is_ours else ("audience", "aud")
    for only_text in (True, False):
        result = refusal(check_audience, {"aud": audience}, Refused, frozenset({"us"}), only_text=only_text)
        assert result == expected


def test_mixed_list_of_audiences_is_refused_unless_allowed():
    mixed = {"aud": ["us", 7, []]}
    assert refusal(check_audience, mixed, Refused, frozenset({"us"})) == ("audience", "aud")
    assert refusal(check_audience, mixed, Refused, frozenset({"us"}), only_text=False) is None
