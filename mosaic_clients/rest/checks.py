"""System checks of the API settings, so that mistakes are found at startup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from rest_framework.authentication import SessionAuthentication
from rest_framework.settings import api_settings

from mosaic_clients import conf
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.rest.authentication import MosaicAuthentication
from mosaic_clients.rest.challenges import is_scope
from mosaic_clients.rest.users import hook


def check_rest(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks the settings of the API."""
    try:
        settings = conf.current()
    except ConfigurationError:
        return []  # check_settings reports it
    return [*_check_hook(settings), *_check_identifier(settings), *_check_scopes(settings), *_check_order()]


def _check_hook(settings: conf.Settings) -> list[CheckMessage]:
    if settings.USER_HOOK is None:
        return []
    try:
        hook(settings.USER_HOOK)
    except ConfigurationError as error:
        return [
            Error(
                error.description,
                hint="Set it to the dotted path of a function that takes a VerifiedBearer and returns a user or None.",
                id="mosaic_clients.E030",
            )
        ]
    return []


def _check_identifier(settings: conf.Settings) -> list[CheckMessage]:
    identifier: object = settings.RESOURCE_IDENTIFIER  # a setting may have any type
    if identifier is None or (isinstance(identifier, str) and _is_identifier(identifier)):
        return []
    return [
        Error(
            f"RESOURCE_IDENTIFIER {identifier!r} is not an https URL without query and fragment (RFC 9728 §1.2).",
            hint="Set it to the URL under which clients reach this API, for example https://api.example.com.",
            id="mosaic_clients.E031",
        )
    ]


def _is_identifier(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port or 443) > 0
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and " " not in text and not {"?", "#", "@"} & set(text)
    return parts.scheme == "https" and has_host and is_plain


def _check_scopes(settings: conf.Settings) -> list[CheckMessage]:
    scopes: object = settings.RESOURCE_SCOPES
    if isinstance(scopes, list | tuple) and all(map(is_scope, scopes)):
        return []
    return [
        Error(
            f"RESOURCE_SCOPES is {scopes!r}: it must be a tuple of scopes without spaces (RFC 6749 §3.3).",
            hint='For example ("payments:read", "payments:write").',
            id="mosaic_clients.E032",
        )
    ]


def _check_order() -> list[CheckMessage]:
    """Checks the order: DRF takes the challenge from the first class, and stops at the first that authenticates."""
    classes: list[Any] = list(api_settings.DEFAULT_AUTHENTICATION_CLASSES)
    ours = [index for index, cls in enumerate(classes) if issubclass(cls, MosaicAuthentication)]
    sessions = [index for index, cls in enumerate(classes) if issubclass(cls, SessionAuthentication)]
    if not ours or not sessions or ours[0] < sessions[0]:
        return []
    return [
        CheckWarning(
            "SessionAuthentication comes before MosaicAuthentication: with a valid session a bearer is ignored, "
            "and a request without either gets 403 without a challenge instead of 401.",
            hint="Put MosaicAuthentication first in DEFAULT_AUTHENTICATION_CLASSES.",
            id="mosaic_clients.W033",
        )
    ]
