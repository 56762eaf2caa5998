"""A token from Mosaic must be bound to the certificate that was presented, otherwise it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.oauth.token_binding import require_bound_to
from tests.core.fuzzing import fuzz, outcome
from tests.core.tokens import token
from tests.pki import issue

MINE, THEIRS = issue().x5t_s256, issue().x5t_s256


def refused(text: str, *, expected: bool) -> str:
    with pytest.raises(AnswerUnusable) as caught:
        require_bound_to(text, MINE, binding_expected=expected)
    assert caught.value.status == 200
    assert not caught.value.retryable
    assert text not in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("expected", [True, False])
def test_token_must_be_bound_to_our_certificate(expected):
    assert require_bound_to(token({"cnf": {"x5t#S256": MINE}}), MINE, binding_expected=expected) is None
    assert refused(token({"cnf": {"x5t#S256": THEIRS}}), expected=expected) == "bound_to_other"


def test_unbound_token_is_accepted_only_if_no_binding_is_expected():
    assert refused(token(), expected=True) == "not_bound"
    assert require_bound_to(token(), MINE, binding_expected=False) is None


@pytest.mark.parametrize("confirmation", [{}, [], "x", {"jkt": "x"}, {"x5t#S256": None}, {"x5t#S256": [MINE]}, True, 0])
def test_other_kind_of_binding_is_refused(confirmation):
    for expected in (True, False):
        assert refused(token({"cnf": confirmation}), expected=expected) == "bound_to_other"


@pytest.mark.parametrize(
    "text", ["opaque", "", "a.b.c", "a.\ud800.c", ".", "a.e30=.c", token(b"[]"), token(b"{" * 9000)]
)
def test_opaque_token_is_accepted(text):
    assert require_bound_to(text, MINE, binding_expected=True) is None


@fuzz
@given(st.text(max_size=60) | st.text("abcEYJ0.-_", max_size=60))
def test_any_text_is_accepted_or_unusable(text):
    result = outcome(require_bound_to, text, MINE, binding_expected=True, refusal=AnswerUnusable)
    assert result is None or result.code == "not_bound"
