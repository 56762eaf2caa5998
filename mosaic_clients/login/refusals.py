"""A login that did not succeed, as a page a person can read: what happened, whose turn it is, and nothing secret."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mosaic_clients.core.errors import (
    AuthorizationRefused,
    CallbackRefused,
    ConfigurationError,
    MosaicError,
    MosaicRefusal,
    MoveRefused,
    ParameterRefused,
    SealingError,
    UnknownName,
)

logger = logging.getLogger("mosaic_clients.login")

TEMPLATE = "mosaic_clients/login_refused.html"
RETRY_AFTER = 30
"""Seconds, where Mosaic does not say."""

_NOT_SET_UP = (ConfigurationError, MoveRefused, ParameterRefused, SealingError, UnknownName)
_SPENT = {"invalid_grant"}


def page_for(request: HttpRequest, error: MosaicError) -> HttpResponse:
    """The page for what went wrong: 400 is the browser's or the user's turn, 502 Mosaic's answer, 503 try later."""
    logger.warning("login refused: %s: %s", type(error).__name__, error.code)
    status, sentence = _verdict(error)
    response = page(request, status, sentence, error.code)
    if status == 503:
        response.headers["Retry-After"] = str(int(getattr(error, "retry_after", None) or RETRY_AFTER))
    return response


def page(request: HttpRequest, status: int, sentence: str, code: str) -> HttpResponse:
    """One sentence, the code to tell the operator, and the way to start again."""
    context = {"sentence": sentence, "code": code, "again": reverse("mosaic_login:start")}
    response = render(request, TEMPLATE, context, status=status)
    # The address of this page holds an authorization code.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _verdict(error: MosaicError) -> tuple[int, str]:
    if isinstance(error, AuthorizationRefused) and not error.retryable:
        return 400, error.description
    if isinstance(error, CallbackRefused):
        return 400, error.description
    if isinstance(error, MosaicRefusal) and error.code in _SPENT:
        return 400, "This login was used already, or took too long: start again."
    if isinstance(error, _NOT_SET_UP):
        return 503, "The login is not set up completely. Please tell whoever runs this site."
    if error.retryable:
        return 503, "The login service cannot be reached at the moment. Please try again in a little while."
    return 502, "The login service gave an answer that cannot be accepted. Please tell whoever runs this site."
