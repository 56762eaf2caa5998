"""Times and names of a JWT, checked once for bearers, ID tokens and introspection answers."""

import math
from typing import Any

import pytest

from mosaic_clients.core.jose.claims import (
    are_clean_texts,
    check_audience,
    check_issuer,
    check_times,
    is_numeric_date,
)

NOW = 1_000_000.0


class Refused(Exception):
    """The code, and the claim it is about."""


def times(claims: dict[str, Any], **differences: Any) -> tuple[str, str] | None:
    return refusal(check_times, claims, Refused, 30, NOW, **differences)


def refusal(check: Any, *arguments: Any, **differences: Any) -> tuple[str, str] | None:
    try:
        check(*arguments, **differences)
    except Refused as refused:
        code, claim = refused.args
        return code, claim
    return None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, True), (-1, True), (1.5, True), (10**19, True), (True, False), (False, False), (None, False), ("1", False),
     (math.inf, False), (-math.inf, False), (math.nan, False), ([1], False), ({}, False)],
)  # fmt: skip
def test_a_numeric_date_is_a_finite_number(value, expected):
    assert is_numeric_date(value) is expected


def test_exp_is_required_and_over_at_its_end_and_the_leeway():
    assert times({}) == ("malformed_claim", "exp")
    assert times({"exp": "1"}) == ("malformed_claim", "exp")
    assert times({"exp": NOW - 29.9}) is None
    assert times({"exp": NOW - 30}) == ("expired", "exp")


@pytest.mark.parametrize("name", ["nbf", "iat"])
def test_a_beginning_may_be_missing_and_may_lie_ahead_by_the_leeway(name):
    good = {"exp": NOW + 60}
    assert times(good) is None
    assert times({**good, name: NOW + 30}) is None
    assert times({**good, name: NOW + 31}) == ("not_yet_valid", name)
    assert times({**good, name: None}) == ("malformed_claim", name)


def test_a_caller_names_its_beginnings_and_which_of_them_must_be_there():
    differences = {"not_before": ("iat", "auth_time"), "required": ("iat",)}
    good = {"exp": NOW + 60, "iat": NOW}
    assert times(good, **differences) is None
    assert times({"exp": NOW + 60}, **differences) == ("malformed_claim", "iat")
    assert times({**good, "auth_time": NOW + 31}, **differences) == ("not_yet_valid", "auth_time")
    assert times({**good, "nbf": NOW + 31}, **differences) is None


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [("a", None), ("b", None), ("a b", ("issuer", "iss")), (["a"], ("issuer", "iss")), (None, ("issuer", "iss"))],
)
def test_an_issuer_is_one_of_the_accepted_texts(issuer, expected):
    assert refusal(check_issuer, {"iss": issuer}, Refused, frozenset({"a", "b"})) == expected
    assert refusal(check_issuer, {}, Refused, frozenset({"a"})) == ("issuer", "iss")


@pytest.mark.parametrize(
    ("audience", "is_ours"),
    [("us", True), (["us"], True), (["x", "us"], True), ("us x", False), ("", False), ([], False), (["x"], False),
     (None, False), (1, False), ({"us": 1}, False), ([["us"]], False), ([{}], False), (list("us"), False)],
)  # fmt: skip
def test_an_audience_is_or_holds_one_of_the_accepted_texts(audience, is_ours):
    expected = None if is_ours else ("audience", "aud")
    for only_text in (True, False):
        found = refusal(check_audience, {"aud": audience}, Refused, frozenset({"us"}), only_text=only_text)
        assert found == expected


def test_a_list_of_audiences_with_more_than_text_is_refused_unless_the_caller_takes_it():
    mixed = {"aud": ["us", 7, []]}
    assert refusal(check_audience, mixed, Refused, frozenset({"us"})) == ("audience", "aud")
    assert refusal(check_audience, mixed, Refused, frozenset({"us"}), only_text=False) is None


@pytest.mark.parametrize("value", ["a\0", "\ud800", None, 1, b"a", ["a"]])
def test_one_value_that_is_no_clean_text_spoils_all(value):
    assert are_clean_texts(("a", "", "\N{KEY}"))
    assert not are_clean_texts(("a", value, "b"))
