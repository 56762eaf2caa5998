"""How long signing keys are fresh, and when they are fetched again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.jose.jwks import HARD_STOP
from mosaic_clients.core.jose.jwks_caching import (
    DEFAULT_LIFETIME,
    LONGEST_LIFETIME,
    SHORTEST_LIFETIME,
    lifetime,
    read_entity_tag,
    refresh_after,
    wait_after_failure,
)
from tests.core.fuzzing import fuzz


@pytest.mark.parametrize(
    ("cache_control", "seconds"),
    [
        ("max-age=600", 600),
        ("public, max-age=600", 600),
        ("public,MAX-AGE=600,immutable", 600),
        ('max-age="600"', 600),
        ("max-age=600, max-age=120", 120),
        ("s-maxage=7, max-age=600", 600),  # a private cache uses max-age
        ("max-age=0", 60),
        ("max-age=59", 60),
        ("max-age=86400", 86400),
        ("max-age=31536000", 86400),
        ("max-age=9999999999", 86400),
        ("no-cache", 60),
        ("no-store, max-age=600", 60),
        ("", 300),
        ("private", 300),
        ("max-age", 300),
        ("max-age=", 300),
        ("max-age=-1", 300),
        ("max-age=1e9", 300),
        ("max-age=99999999999", 300),
        ("max-age=600, max-age=soon", 300),
        ("max-age=\u0661\u0660\u0660", 300),
        ("=,=;,,", 300),
    ],
)
def test_max_age_is_honored_from_a_minute_to_a_day(cache_control: str, seconds: int) -> None:
    assert lifetime({"cache-control": cache_control}) == timedelta(seconds=seconds)


def test_lifetime_without_headers_is_five_minutes() -> None:
    assert lifetime({}) == DEFAULT_LIFETIME == timedelta(seconds=300)


@pytest.mark.parametrize(("age", "seconds"), [("100", 500), ("0", 600), ("599", 60), ("9999", 60), ("soon", 600)])
def test_age_is_subtracted_from_max_age(age: str, seconds: int) -> None:
    assert lifetime({"cache-control": "max-age=600", "age": age}) == timedelta(seconds=seconds)


@pytest.mark.parametrize("tag", ['"abc"', 'W/"abc"', '""', '"' + "x" * 198 + '"'])
def test_valid_entity_tag_is_kept_unchanged(tag: str) -> None:
    assert read_entity_tag({"etag": f" {tag} "}) == tag


@pytest.mark.parametrize(
    "tag", ["abc", '"abc', 'w/"abc"', '"a"b"', '"a b"', '"\u00e9"', '"a"\r\nX: y', '"' + "x" * 199 + '"']
)
def test_invalid_entity_tag_is_ignored(tag: str) -> None:
    assert read_entity_tag({"etag": tag}) == ""


def test_next_fetch_is_due_before_keys_are_stale() -> None:
    assert refresh_after(DEFAULT_LIFETIME) == timedelta(seconds=240)
    assert refresh_after(SHORTEST_LIFETIME) == timedelta(seconds=48)
    assert refresh_after(LONGEST_LIFETIME) == HARD_STOP / 2


@pytest.mark.parametrize(("failing", "seconds"), [(0, 30), (60, 30), (120, 60), (240, 120), (86400, 120)])
def test_wait_grows_with_the_outage_up_to_two_minutes(failing: int, seconds: int) -> None:
    assert wait_after_failure(timedelta(seconds=failing), retry_after=None) == timedelta(seconds=seconds)


def test_retry_after_is_the_minimum_wait() -> None:
    assert wait_after_failure(timedelta(0), retry_after=600.0) == timedelta(seconds=600)
    assert wait_after_failure(timedelta(0), retry_after=1.0) == timedelta(seconds=30)


@fuzz
@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_any_header_gives_a_lifetime_within_the_bounds(cache_control: str, age: str, tag: str) -> None:
    for directives in (cache_control, f"max-age={cache_control}"):
        result = lifetime({"cache-control": directives, "age": age})
        assert SHORTEST_LIFETIME <= result <= LONGEST_LIFETIME
    assert read_entity_tag({"etag": tag}) in {"", tag.strip()}
