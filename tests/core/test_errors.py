"""The exception tree: stable codes, and which failures waiting may mend."""

import inspect

import pytest

from mosaic_clients.core import errors
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused, MosaicError, MosaicRefusal, UnknownEncryptionKey

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, MosaicError)]


def test_every_class_of_the_tree_has_a_code_of_its_own():
    codes = [kind.code for kind in CLASSES]
    assert len(set(codes)) == len(codes) > 15
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


def test_every_class_stands_in_the_drawing():
    for kind in CLASSES:
        assert kind.__name__ in errors.__doc__


def test_a_given_code_is_kept_on_the_error_alone():
    error = BearerRefused("no", code="expired")
    assert (error.code, BearerRefused.code, error.description, str(error)) == ("expired", "bearer_refused", "no", "no")
    assert BearerRefused("no").code == "bearer_refused"


@pytest.mark.parametrize(
    ("status", "retryable"), [(400, False), (401, False), (404, False), (429, True), (500, True), (503, True)]
)
def test_waiting_helps_against_too_many_requests_and_against_their_trouble(status, retryable):
    assert MosaicRefusal("no", code="x", status=status).retryable is retryable
    assert AnswerUnusable("no", status=status).retryable is retryable


def test_an_answer_without_a_status_may_be_better_next_time():
    assert AnswerUnusable("cut off").retryable
    assert AnswerUnusable("cut off").code == "answer_unusable"
    assert UnknownEncryptionKey("abc").key_id == "abc"
