"""An introspection answer is no way around the certificate (RFC 7662, RFC 8705 §3.2)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused
from mosaic_clients.core.oauth.introspection import read_introspection
from mosaic_clients.core.oauth.responses import Answer
from tests.core.tokens import DROP, token

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
X5T, OTHER = "A" * 43, "B" * 43
GOOD = {
    "active": True,
    "sub": "ann",
    "client_id": "shop",
    "exp": NOW.timestamp() + 60,
    "iss": "https://issuer.test",
    "aud": ["userid-api"],
    "scope": "payments:read payments:write",
    "token_type": "Bearer",
}
BOUND = GOOD | {"cnf": {"x5t#S256": X5T}}


def policy(**values):
    known = {
        "issuers": frozenset({"https://issuer.test"}),
        "audiences": frozenset({"userid-api"}),
        "algorithms": frozenset(),
        "token_types": frozenset(),
        "leeway": 30,
    }
    return BearerPolicy(**known | values)


JWT, OPAQUE = token({"cnf": DROP, "aud": DROP, "iss": DROP}), "opaque"


def read(payload, *, about=JWT, **values):
    answer = Answer(200, {}, payload if isinstance(payload, bytes) else json.dumps(payload).encode())
    return read_introspection(answer, policy=policy(**values), token=about, now=NOW)


def without(*names):
    return {name: value for name, value in GOOD.items() if name not in names}


def refused(payload, presented=None, **values):
    with pytest.raises(BearerRefused) as caught:
        read(payload, **values).require_bound_to(presented)
    return caught.value.code


def test_who_asks_later_says_when() -> None:
    known, end = read(GOOD), GOOD["exp"] + 30
    assert known.require_bound_to(None, now=end - 1).subject == "ann"
    with pytest.raises(BearerRefused) as caught:
        known.require_bound_to(None, now=end)
    assert caught.value.code == "expired"


def test_an_active_token_becomes_a_verified_bearer():
    known = read(GOOD)
    assert (known.active, known.subject, known.client_id, known.is_bound) == (True, "ann", "shop", False)
    assert known.expires_at == GOOD["exp"]
    verified = known.require_bound_to(None)
    assert isinstance(verified, VerifiedBearer)
    assert verified.scopes == {"payments:read", "payments:write"}
    assert (verified.x5t_s256, verified.is_bound) == (None, False)


def test_an_inactive_token_says_nothing_else():
    known = read({"active": False, "sub": "ann", "cnf": {"x5t#S256": X5T}})
    assert (known.active, dict(known.claims), known.is_bound) == (False, {}, False)
    assert refused({"active": False}, X5T) == "inactive"


def test_a_bound_token_is_good_with_its_certificate_only():
    assert read(BOUND).require_bound_to(X5T).x5t_s256 == X5T
    assert refused(BOUND, None) == "certificate_missing"
    assert refused(BOUND, OTHER) == "certificate_mismatch"
    assert refused(BOUND, "") == "certificate_mismatch"
    assert refused(GOOD, X5T, require_bound=True) == "not_bound"


@pytest.mark.parametrize(
    "cnf",
    [None, {}, [], "", 0, False, X5T, {"jkt": X5T}, {"x5t#S256": X5T, "jkt": X5T}, {"x5t#S256": None}, {"x5t#S256": ""},
     {"x5t#S256": [X5T]}, {"x5t#S256": X5T + "="}, {"x5t": X5T}],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("presented", [None, X5T])
def test_no_other_binding_is_taken_for_none(cnf, presented):
    assert refused(GOOD | {"cnf": cnf}, presented) == "unknown_binding"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (without("exp"), "malformed_claim"),
        (GOOD | {"exp": NOW.timestamp() - 31}, "expired"),
        (GOOD | {"nbf": NOW.timestamp() + 31}, "not_yet_valid"),
        (GOOD | {"iat": NOW.timestamp() + 31}, "not_yet_valid"),
        (without("sub", "client_id"), "malformed_claim"),
        (GOOD | {"iss": "https://other.test"}, "issuer"),
        (GOOD | {"aud": "other"}, "audience"),
        (GOOD | {"aud": []}, "audience"),
        (GOOD | {"token_type": "refresh_token"}, "token_type"),
    ],
)
def test_what_a_bearer_must_say_this_must_say_too(payload, code):
    assert refused(payload) == code


def test_what_mosaic_leaves_out_is_not_held_against_the_token():
    assert read(without("iss", "aud", "token_type", "scope")).require_bound_to(None).issuer == ""
    assert read(without("sub")).require_bound_to(None).subject == "shop"


def test_an_opaque_token_must_say_that_it_is_an_access_token():
    assert read(GOOD, about=OPAQUE).require_bound_to(None)
    assert refused(without("token_type"), about=OPAQUE) == "token_type"


def test_a_bound_jwt_stays_bound_where_the_answer_shows_no_binding():
    bound = token({"cnf": {"x5t#S256": X5T}, "aud": DROP, "iss": DROP})
    assert refused(GOOD, None, about=bound) == "certificate_missing"
    assert refused(GOOD, OTHER, about=bound) == "certificate_mismatch"
    assert read(GOOD, about=bound).is_bound
    assert read(GOOD, about=bound).require_bound_to(X5T).x5t_s256 == X5T
    assert read(BOUND, about=bound).require_bound_to(X5T).x5t_s256 == X5T
    assert read(BOUND, about=JWT).require_bound_to(X5T).x5t_s256 == X5T


def test_an_answer_that_binds_a_jwt_to_something_else_is_believed_by_nobody():
    bound = token({"cnf": {"x5t#S256": X5T}})
    for said in ({"x5t#S256": OTHER}, {}, None):
        for presented in (None, X5T, OTHER):
            assert refused(GOOD | {"cnf": said}, presented, about=bound) == "malformed"


def test_a_jwt_for_somebody_else_stays_so_where_the_answer_names_nobody():
    assert refused(without("aud"), about=token({"aud": "other", "iss": DROP})) == "audience"
    assert refused(without("iss"), about=token({"iss": "https://other.test", "aud": DROP})) == "issuer"
    with pytest.raises(AnswerUnusable):
        read(without("aud"), about=token({"aud": [1]}))


@pytest.mark.parametrize("spelling", [f"{JWT}=", f" {JWT}", "a.b.c", JWT.replace(".", "..", 1)[:-1] + "."])
def test_a_jwt_that_cannot_be_read_here_is_no_plain_bearer(spelling):
    known = read(GOOD, about=spelling)
    if spelling.count(".") == 2:
        with pytest.raises(BearerRefused) as caught:
            known.require_bound_to(None)
        assert caught.value.code == "malformed"


def test_leeway_has_its_cap_here_too():
    assert refused(GOOD | {"exp": NOW.timestamp() - 301}, leeway=7200) == "expired"


def test_the_allow_lists_of_the_environment_hold():
    assert refused(GOOD, client_ids=frozenset({"other"})) == "client_id_not_allowed"
    assert refused(GOOD, tenants=frozenset({"t1"})) == "tid_not_allowed"
    assert read(GOOD | {"tid": "t1"}, tenants=frozenset({"t1"})).require_bound_to(None)


def test_the_value_shows_no_claims():
    assert "ann" not in repr(read(BOUND))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "cnf", "nbf", "iat", "jti"]), json_values), st.sampled_from([None, X5T]))
def test_whatever_is_answered_the_outcome_has_a_name(members, presented):
    try:
        verified = read(GOOD | members).require_bound_to(presented)
    except (AnswerUnusable, BearerRefused):
        return
    assert ("cnf" in members) is verified.is_bound
    assert not verified.is_bound or presented == verified.x5t_s256
