"""Error pages of the login: what happened and what to do, without any secret."""

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
"""Default of the Retry-After header, in seconds, if Mosaic sends none."""

_NOT_SET_UP = (ConfigurationError, MoveRefused, ParameterRefused, SealingError, UnknownName)
_EXPIRED_CODES = {"invalid_grant"}


def page_for(request: HttpRequest, error: MosaicError) -> HttpResponse:
    """Returns the page for an error: 400 for the browser or user, 502 for Mosaic's answer, 503 for a later retry."""
    logger.warning("login refused: %s: %s", type(error).__name__, error.code)
    status, sentence = _verdict(error)
    response = page(request, status, sentence, error.code)
    if status == 503:
        response.headers["Retry-After"] = str(int(getattr(error, "retry_after", None) or RETRY_AFTER))
    return response


def page(request: HttpRequest, status: int, sentence: str, code: str) -> HttpResponse:
    """Returns a page with one sentence, the code for the operator, and a link to start again."""
    context = {"sentence": sentence, "code": code, "again": reverse("mosaic_login:start")}
    response = render(request, TEMPLATE, context, status=status)
    # The URL of this page contains an authorization code.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _verdict(error: MosaicError) -> tuple[int, str]:
    if isinstance(error, AuthorizationRefused) and not error.retryable:
        return 400, error.description
    if isinstance(error, CallbackRefused):
        return 400, error.description
    if isinstance(error, MosaicRefusal) and error.code in _EXPIRED_CODES:
        return 400, "This login was already used, or took too long. Please start again."
    if isinstance(error, _NOT_SET_UP):
        return 503, "The login is not fully configured. Please contact the operator of this site."
    if error.retryable:
        return 503, "The login service cannot be reached at the moment. Please try again later."
    return 502, "The login service sent an invalid answer. Please contact the operator of this site."
