"""An introspection answer does not bypass the certificate binding (RFC 7662, RFC 8705 §3.2)."""

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
    result = {
        "issuers": frozenset({"https://issuer.test"}),
        "audiences": frozenset({"userid-api"}),
        "algorithms": frozenset(),
        "token_types": frozenset(),
        "leeway": 30,
    }
    return BearerPolicy(**result | values)


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


def test_time_of_the_check_is_an_argument() -> None:
    result, end = read(GOOD), GOOD["exp"] + 30
    assert result.require_bound_to(None, now=end - 1).subject == "ann"
    with pytest.raises(BearerRefused) as caught:
        result.require_bound_to(None, now=end)
    assert caught.value.code == "expired"


def test_active_token_becomes_a_verified_bearer():
    result = read(GOOD)
    assert (result.active, result.subject, result.client_id, result.is_bound) == (True, "ann", "shop", False)
    assert result.expires_at == GOOD["exp"]
    verified = result.require_bound_to(None)
    assert isinstance(verified, VerifiedBearer)
    assert verified.scopes == {"payments:read", "payments:write"}
    assert (verified.x5t_s256, verified.is_bound) == (None, False)


def test_inactive_token_is_refused_whatever_else_the_answer_has():
    result = read({"active": False, "sub": "ann", "cnf": {"x5t#S256": X5T}})
    assert (result.active, dict(result.claims), result.is_bound) == (False, {}, False)
    assert refused({"active": False}, X5T) == "inactive"


def test_bound_token_is_accepted_only_with_its_certificate():
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
def test_unknown_binding_does_not_count_as_unbound(cnf, presented):
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
def test_required_claims_of_a_bearer_are_required_here_too(payload, code):
    assert refused(payload) == code


def test_claims_that_mosaic_leaves_out_are_not_required():
    assert read(without("iss", "aud", "token_type", "scope")).require_bound_to(None).issuer == ""
    assert read(without("sub")).require_bound_to(None).subject == "shop"


def test_opaque_token_must_be_declared_an_access_token():
    assert read(GOOD, about=OPAQUE).require_bound_to(None)
    assert refused(without("token_type"), about=OPAQUE) == "token_type"


def test_bound_jwt_stays_bound_if_the_answer_has_no_binding():
    bound = token({"cnf": {"x5t#S256": X5T}, "aud": DROP, "iss": DROP})
    assert refused(GOOD, None, about=bound) == "certificate_missing"
    assert refused(GOOD, OTHER, about=bound) == "certificate_mismatch"
    assert read(GOOD, about=bound).is_bound
    assert read(GOOD, about=bound).require_bound_to(X5T).x5t_s256 == X5T
    assert read(BOUND, about=bound).require_bound_to(X5T).x5t_s256 == X5T
    assert read(BOUND, about=JWT).require_bound_to(X5T).x5t_s256 == X5T


def test_answer_with_another_binding_than_the_jwt_is_refused():
    bound = token({"cnf": {"x5t#S256": X5T}})
    for confirmation in ({"x5t#S256": OTHER}, {}, None):
        for presented in (None, X5T, OTHER):
            assert refused(GOOD | {"cnf": confirmation}, presented, about=bound) == "malformed"


def test_jwt_for_another_audience_is_refused_if_the_answer_names_none():
    assert refused(without("aud"), about=token({"aud": "other", "iss": DROP})) == "audience"
    assert refused(without("iss"), about=token({"iss": "https://other.test", "aud": DROP})) == "issuer"
    with pytest.raises(AnswerUnusable):
        read(without("aud"), about=token({"aud": [1]}))


@pytest.mark.parametrize("spelling", [f"{JWT}=", f" {JWT}", "a.b.c", JWT.replace(".", "..", 1)[:-1] + "."])
def test_unreadable_jwt_does_not_count_as_unbound(spelling):
    result = read(GOOD, about=spelling)
    if spelling.count(".") == 2:
        with pytest.raises(BearerRefused) as caught:
            result.require_bound_to(None)
        assert caught.value.code == "malformed"


def test_leeway_is_capped():
    assert refused(GOOD | {"exp": NOW.timestamp() - 301}, leeway=7200) == "expired"


def test_allow_lists_of_the_environment_apply():
    assert refused(GOOD, client_ids=frozenset({"other"})) == "client_id_not_allowed"
    assert refused(GOOD, tenants=frozenset({"t1"})) == "tid_not_allowed"
    assert read(GOOD | {"tid": "t1"}, tenants=frozenset({"t1"})).require_bound_to(None)


def test_repr_has_no_claims():
    assert "ann" not in repr(read(BOUND))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "cnf", "nbf", "iat", "jti"]), json_values), st.sampled_from([None, X5T]))
def test_any_answer_is_accepted_or_refused_with_a_code(members, presented):
    try:
        verified = read(GOOD | members).require_bound_to(presented)
    except (AnswerUnusable, BearerRefused):
        return
    assert ("cnf" in members) is verified.is_bound
    assert not verified.is_bound or presented == verified.x5t_s256
