"""The exception tree: stable codes, and which failures are retryable."""

import inspect

import pytest

from mosaic_clients.core import errors
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused, MosaicError, MosaicRefusal, UnknownEncryptionKey

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, MosaicError)]


def test_every_error_class_has_its_own_code():
    codes = [kind.code for kind in CLASSES]
    assert len(set(codes)) == len(codes) > 15
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


def test_every_error_class_is_in_the_drawing():
    for kind in CLASSES:
        assert kind.__name__ in errors.__doc__


def test_code_argument_is_set_on_the_instance_only():
    error = BearerRefused("no", code="expired")
    assert (error.code, BearerRefused.code, error.description, str(error)) == ("expired", "bearer_refused", "no", "no")
    assert BearerRefused("no").code == "bearer_refused"


@pytest.mark.parametrize(
    ("status", "retryable"), [(400, False), (401, False), (404, False), (429, True), (500, True), (503, True)]
)
def test_too_many_requests_and_server_errors_are_retryable(status, retryable):
    assert MosaicRefusal("no", code="x", status=status).retryable is retryable
    assert AnswerUnusable("no", status=status).retryable is retryable


def test_answer_without_status_is_retryable():
    assert AnswerUnusable("cut off").retryable
    assert AnswerUnusable("cut off").code == "answer_unusable"
    assert UnknownEncryptionKey("abc").key_id == "abc"
