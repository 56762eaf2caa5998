"""System checks of the settings and of the keys that stored values need."""

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
    """Whether MOSAIC_CLIENTS can be used at all."""
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
    """What is fine on a developer's machine and wrong in production (``check --deploy``)."""
    try:
        settings = conf.current()
        too_wide = settings.trusted_peers.too_wide
    except ConfigurationError:
        return []  # check_settings says so
    messages: list[CheckMessage] = []
    if settings.CLIENT_CERTIFICATE is None and settings.REQUIRE_BOUND_TOKENS:
        messages.append(
            Error(
                "REQUIRE_BOUND_TOKENS is on, but no client certificate is read: every request will be refused.",
                hint="Set CLIENT_CERTIFICATE (MOSAIC_CLIENT_CERTIFICATE) to your proxy's format.",
                id="mosaic_clients.E006",
            )
        )
    if too_wide:
        messages.append(
            Error(
                f"TRUSTED_PROXIES trusts {', '.join(map(str, too_wide))}: anybody in there can forward a certificate "
                "that they do not hold.",
                hint="List the addresses of your TLS terminators only.",
                id="mosaic_clients.E007",
            )
        )
    return messages


def check_stored_keys(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Whether every encryption key that stored values need is on the ring: better told now than at the first use."""
    try:
        ring = conf.current().key_ring
        with transaction.atomic():
            needed = resealing.key_ids_in_use()
    except (ConfigurationError, ImproperlyConfigured, DatabaseError):
        return []  # check_settings says so, or there is no database to ask yet
    return [
        Error(
            f"Stored values are sealed with encryption key {key_id!r}, which is not on the ring: they do not open.",
            hint="Put that key back into ENCRYPTION_KEYS (MOSAIC_ENCRYPTION_KEYS), behind the first one; "
            "it can leave after 'mosaic reseal'.",
            id=MISSING_KEY,
        )
        for key_id in sorted(needed - set(ring.key_ids))
    ]


def _check_key_ring(settings: conf.Settings) -> list[CheckMessage]:
    try:
        ring = settings.key_ring
    except ConfigurationError as error:
        return [Error(error.description, hint=MAKE_A_KEY, id="mosaic_clients.E002")]
    if not ring.keys:
        return [
            Error(
                "There is no encryption key: private keys and tokens could not be stored.",
                hint='Set MOSAIC_CLIENTS["ENCRYPTION_KEYS"], a list, in your settings (in project/, the variable '
                f"MOSAIC_ENCRYPTION_KEYS). {MAKE_A_KEY}",
                id="mosaic_clients.E002",
            )
        ]
    if django_settings.SECRET_KEY in settings.ENCRYPTION_KEYS:
        return [
            Error(
                "An encryption key equals SECRET_KEY: one leak would open both.",
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
                "A client certificate is read from a header, but no proxy is trusted to set it: none will be believed.",
                hint="Set TRUSTED_PROXIES (MOSAIC_TRUSTED_PROXIES) to your TLS terminator's address or 'unix'.",
                id="mosaic_clients.E004",
            )
        ]
    return []


def _check_leeway(settings: conf.Settings) -> list[CheckMessage]:
    leeway: object = settings.LEEWAY  # a setting is whatever somebody wrote
    if isinstance(leeway, int | float) and 0 <= leeway <= MAX_LEEWAY:
        return []
    return [
        Error(
            f"LEEWAY is {settings.LEEWAY!r} seconds: a few minutes are the most that clocks may differ (RFC 9068 §4).",
            hint=f"Use 0 to {MAX_LEEWAY}; 30 is the default.",
            id="mosaic_clients.E005",
        )
    ]
