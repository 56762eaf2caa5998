"""The binding rule itself, as it applies to the claims of an introspection answer (RFC 8705 §3.2)."""

import pytest

from mosaic_clients.core.bearer.certificate_binding import check_binding
from mosaic_clients.core.errors import BearerRefused
from tests.pki import issue

X5T = issue("CN=mine").x5t_s256


def refusal(claims, presented=X5T, *, require_bound=False):
    with pytest.raises(BearerRefused) as error:
        check_binding(claims, presented, require_bound=require_bound)
    return error.value.code


def test_check_returns_thumbprint_of_bound_claims_and_none_otherwise():
    assert check_binding({"active": True, "cnf": {"x5t#S256": X5T}}, X5T, require_bound=True) == X5T
    assert check_binding({"active": True}, X5T, require_bound=False) is None
    assert check_binding({}, None, require_bound=False) is None


@pytest.mark.parametrize("require_bound", [False, True])
def test_mismatch_is_refused_with_its_code(require_bound):
    bound = {"cnf": {"x5t#S256": X5T}}
    assert refusal(bound, None, require_bound=require_bound) == "certificate_missing"
    assert refusal(bound, X5T[::-1], require_bound=require_bound) == "certificate_mismatch"
    for confirmation in (
        None,
        {},
        [],
        "x",
        {"jkt": "x"},
        {"x5t#S256": X5T, "jkt": "x"},
        {"x5t#S256": None},
        {"x5t#S256": 43},
    ):
        assert refusal({"cnf": confirmation}, require_bound=require_bound) == "unknown_binding"


def test_unbound_claims_are_refused_if_binding_is_required():
    assert refusal({}, require_bound=True) == "not_bound"
    assert refusal({"cnf": None}, require_bound=True) == "unknown_binding"
