"""Allow-lists of tenants, applications and clients: an empty list allows any value, other lists only their entries."""

import pytest

from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.models import Environment
from tests.core.tokens import DROP, KEYS, token
from tests.core.verifying import accepted, refused
from tests.pki import ec_key

LISTS = {"tid": "tenants", "app_id": "app_ids", "client_id": "client_ids"}
each_list = pytest.mark.parametrize("claim", LISTS)


def allowing(claim: str, *values: str) -> dict[str, frozenset[str]]:
    return {LISTS[claim]: frozenset(values)}


@each_list
def test_any_or_no_value_is_accepted_without_allow_list(claim):
    for value in ("anything", DROP):
        assert accepted(token({claim: value})).claims.get(claim) == (None if value is DROP else value)


@each_list
def test_value_in_allow_list_is_accepted(claim):
    for value in ("one", "two"):
        assert accepted(token({claim: value}), **allowing(claim, "one", "two")).claims[claim] == value


@each_list
@pytest.mark.parametrize("value", [DROP, "", "three", "on", "ONE", "one ", "one two", "onetwo"])
def test_value_outside_allow_list_is_refused_with_its_claim_name(claim, value):
    assert refused(token({claim: value}), **allowing(claim, "one", "two")) == f"{claim}_not_allowed"


@pytest.mark.parametrize("claim", ["tid", "app_id"])
@pytest.mark.parametrize("value", [None, True, 1, ["one"], {"one": 1}, [], {}])
def test_value_that_is_not_a_string_is_refused_by_allow_list(claim, value):
    assert refused(token({claim: value}), **allowing(claim, "one", "two")) == f"{claim}_not_allowed"
    assert accepted(token({claim: value})).subject == "client-1"


def test_client_id_that_is_not_a_string_is_malformed():
    assert refused(token({"client_id": ["one"]}), **allowing("client_id", "one")) == "malformed_claim"


def test_every_non_empty_allow_list_must_match():
    policy = allowing("tid", "t") | allowing("app_id", "a") | allowing("client_id", "c")
    assert accepted(token({"tid": "t", "app_id": "a", "client_id": "c"}), **policy).client_id == "c"
    for claim in LISTS:
        claims = {"tid": "t", "app_id": "a", "client_id": "c", claim: "other"}
        assert refused(token(claims), **policy) == f"{claim}_not_allowed"


def test_forged_token_is_refused_before_allow_lists_are_checked():
    forged = token({"tid": "other"}, key=ec_key(9))
    assert KEYS["ec"] != ec_key(9)
    assert refused(forged, **allowing("tid", "one")) == "bad_signature"


def test_environment_copies_its_allow_lists_to_the_policy():
    row = Environment(issuers=["i"], allowed_tenants=["t"], allowed_app_ids=["a"], allowed_client_ids=["c", "d"])
    policy = row.bearer_policy(leeway=7, require_bound=False)
    assert policy == BearerPolicy(
        issuers=frozenset({"i"}),
        audiences=frozenset(row.audiences),
        algorithms=frozenset(row.algorithms),
        token_types=frozenset(row.token_types),
        leeway=7,
        tenants=frozenset({"t"}),
        app_ids=frozenset({"a"}),
        client_ids=frozenset({"c", "d"}),
    )


@pytest.mark.parametrize(("of_row", "of_settings"), [(False, False), (False, True), (True, False), (True, True)])
def test_binding_is_required_by_environment_or_settings(of_row, of_settings):
    policy = Environment(require_bound=of_row).bearer_policy(leeway=30, require_bound=of_settings)
    assert policy.require_bound is (of_row or of_settings)
