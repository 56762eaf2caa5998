"""System checks of the settings, and of the encryption keys that stored values need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from mosaic_clients import conf
from mosaic_clients.core.bearer.policy import MAX_LEEWAY
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.services import resealing

MISSING_KEY = "mosaic_clients.E008"
MAKE_A_KEY = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"


def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks that MOSAIC_CLIENTS is valid."""
    try:
        settings = conf.current()
    except ConfigurationError as error:
        return [Error(error.description, hint="docs/settings.md lists every setting.", id="mosaic_clients.E001")]
    return [
        *_check_key_ring(settings),
        *_check_certificate_source(settings),
        *_check_leeway(settings),
    ]


def check_production(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks what is fine for development but wrong in production (``check --deploy``)."""
    try:
        settings = conf.current()
        too_wide = settings.trusted_peers.too_wide
    except ConfigurationError:
        return []  # check_settings reports it
    messages: list[CheckMessage] = []
    if settings.CLIENT_CERTIFICATE is None and settings.REQUIRE_BOUND_TOKENS:
        messages.append(
            Error(
                "REQUIRE_BOUND_TOKENS is on, but no client certificate is read: every request is refused.",
                hint="Set CLIENT_CERTIFICATE (MOSAIC_CLIENT_CERTIFICATE) to your proxy's format.",
                id="mosaic_clients.E006",
            )
        )
    if too_wide:
        messages.append(
            Error(
                f"TRUSTED_PROXIES trusts {', '.join(map(str, too_wide))}: every host in there can forward a "
                "certificate without its private key.",
                hint="List the addresses of your TLS terminators only.",
                id="mosaic_clients.E007",
            )
        )
    return messages


def check_stored_keys(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks at startup that the ring has every encryption key that stored values need."""
    try:
        ring = conf.current().key_ring
        with transaction.atomic():
            key_ids = resealing.key_ids_in_use()
    except (ConfigurationError, ImproperlyConfigured, DatabaseError):
        return []  # check_settings reports it, or there is no database yet
    return [
        Error(
            f"Stored values are sealed with encryption key {key_id!r}, which is not on the ring.",
            hint="Add that key to ENCRYPTION_KEYS (MOSAIC_ENCRYPTION_KEYS) again, after the first one. "
            "You can remove it after 'mosaic reseal'.",
            id=MISSING_KEY,
        )
        for key_id in sorted(key_ids - set(ring.key_ids))
    ]


def _check_key_ring(settings: conf.Settings) -> list[CheckMessage]:
    try:
        ring = settings.key_ring
    except ConfigurationError as error:
        return [Error(error.description, hint=MAKE_A_KEY, id="mosaic_clients.E002")]
    if not ring.keys:
        return [
            Error(
                "There is no encryption key: private keys and tokens cannot be stored.",
                hint='Set MOSAIC_CLIENTS["ENCRYPTION_KEYS"] to a list in your settings (in project/, set the variable '
                f"MOSAIC_ENCRYPTION_KEYS). {MAKE_A_KEY}",
                id="mosaic_clients.E002",
            )
        ]
    if django_settings.SECRET_KEY in settings.ENCRYPTION_KEYS:
        return [
            Error(
                "An encryption key equals SECRET_KEY: one leak would expose both.",
                hint=MAKE_A_KEY,
                id="mosaic_clients.E003",
            )
        ]
    return []


def _check_certificate_source(settings: conf.Settings) -> list[CheckMessage]:
    try:
        source, peers = settings.certificate_source, settings.trusted_peers
    except ConfigurationError as error:
        return [Error(error.description, hint="docs/proxies.md lists the formats.", id="mosaic_clients.E004")]
    if source is not None and source.is_header and not peers.networks and not peers.unix:
        return [
            Error(
                "A client certificate is read from a header, but no proxy is trusted to set it. The header is ignored.",
                hint="Set TRUSTED_PROXIES (MOSAIC_TRUSTED_PROXIES) to the address of your TLS terminator or 'unix'.",
                id="mosaic_clients.E004",
            )
        ]
    return []


def _check_leeway(settings: conf.Settings) -> list[CheckMessage]:
    leeway: object = settings.LEEWAY  # a setting may have any type
    if isinstance(leeway, int | float) and 0 <= leeway <= MAX_LEEWAY:
        return []
    return [
        Error(
            f"LEEWAY is {settings.LEEWAY!r} seconds: it must not exceed a few minutes (RFC 9068 §4).",
            hint=f"Set it to 0 to {MAX_LEEWAY}; the default is 30.",
            id="mosaic_clients.E005",
        )
    ]
