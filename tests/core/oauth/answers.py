"""Mosaic's answers to a token request, and the error for those that are unusable."""

import json

import pytest

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.oauth.responses import Answer, read_token_answer
from tests.pki import NOW

GOOD = {"access_token": "eyJ.e30.c2ln", "token_type": "Bearer", "expires_in": 3600, "scope": "a b"}


def answer(body, status=200, **headers) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


def unusable(body, status=200, **headers) -> AnswerUnusable:
    with pytest.raises(AnswerUnusable) as caught:
        read_token_answer(answer(body, status, **headers), now=NOW)
    return caught.value
