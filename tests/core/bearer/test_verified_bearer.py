"""A verified bearer is a read-only value that keeps its claims out of its repr."""

import pickle
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from mosaic_clients.core.bearer.verification import VerifiedBearer
from tests.core.tokens import token
from tests.core.verifying import accepted


def test_verified_bearer_is_read_only_and_its_repr_has_no_claims():
    bearer = accepted(token({"secret": "hidden-in-claims"}))
    with pytest.raises(FrozenInstanceError):
        bearer.subject = "admin"
    assert "hidden-in-claims" not in repr(bearer)


def test_verified_bearer_compares_copies_and_pickles_as_a_value():
    bearer = accepted(token())
    values = {each.name: getattr(bearer, each.name) for each in fields(bearer)}
    assert bearer == accepted(token()) == VerifiedBearer(**values) == VerifiedBearer(*values.values())
    assert bearer != replace(bearer, subject="other")
    assert replace(bearer, subject="other").subject == "other"
    assert pickle.loads(pickle.dumps(bearer)) == copy(bearer) == deepcopy(bearer) == bearer
    assert type(pickle.loads(pickle.dumps(bearer))) is type(bearer) is VerifiedBearer
    assert not hasattr(bearer, "__dict__")


@pytest.mark.parametrize("name", [each.name for each in fields(VerifiedBearer)])
def test_field_of_verified_bearer_cannot_be_set_or_deleted(name):
    bearer = accepted(token())
    with pytest.raises(FrozenInstanceError):
        setattr(bearer, name, None)
    with pytest.raises(FrozenInstanceError):
        delattr(bearer, name)
