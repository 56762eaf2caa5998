"""The MOSAIC_CLIENTS setting as one typed object. It is read lazily, so tests and checks see the current value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cached_property, lru_cache, partial
from typing import Any

from django.conf import settings as django_settings

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.source import CertificateSource, TrustedPeers, forwarded_thumbprint
from mosaic_clients.core.sealing import KeyRing
from mosaic_clients.transport.http import Limits

SETTING = "MOSAIC_CLIENTS"


@dataclass(frozen=True)
class Settings:
    """The settings in MOSAIC_CLIENTS with their defaults. Times are in seconds unless the name says otherwise."""

    ENCRYPTION_KEYS: tuple[str, ...] = field(default=(), repr=False)
    CLIENT_CERTIFICATE: str | None = None
    TRUSTED_PROXIES: tuple[str, ...] = ()
    REQUIRE_BOUND_TOKENS: bool = False
    USER_HOOK: str | None = None
    RESOURCE_IDENTIFIER: str | None = None
    RESOURCE_SCOPES: tuple[str, ...] = ()
    LEEWAY: int = 30
    REREAD: float = 5.0
    CONNECT_TIMEOUT: float = 3.0
    READ_TIMEOUT: float = 10.0
    TOTAL_TIMEOUT: float = 20.0
    CERTIFICATE_LIFETIME_DAYS: float = 90
    AUTOMATIC_ROTATION: bool = False
    RENEW_BEFORE_DAYS: float | None = None
    OVERLAP: float = 3600
    DESTROY_KEY_AFTER_DAYS: float = 30
    PROOF_PATIENCE_DAYS: float = 7
    ROTATION_LEASE: float = 120
    ALERT_DAYS: tuple[float, ...] = (30, 14, 7, 3, 1)
    ALLOW_KEY_EXPORT: bool = False
    LOGIN_CLIENT: str = ""
    LOGIN_SCOPE: str = "openid"
    LOGIN_USER_HOOK: str = ""

    @cached_property
    def key_ring(self) -> KeyRing:
        """The encryption keys. Raises ConfigurationError if one is malformed."""
        return _key_ring(tuple(self.ENCRYPTION_KEYS))

    @cached_property
    def certificate_source(self) -> CertificateSource | None:
        """The source of client certificates, or None. Raises ConfigurationError."""
        return CertificateSource.parse(self.CLIENT_CERTIFICATE) if self.CLIENT_CERTIFICATE else None

    @cached_property
    def trusted_peers(self) -> TrustedPeers:
        """The peers that may forward a client certificate. Raises ConfigurationError."""
        return TrustedPeers.parse(self.TRUSTED_PROXIES)

    @cached_property
    def is_trusted_peer(self) -> Callable[[str], bool]:
        """``trusted_peers.include`` with a cache, because every request calls it. Raises as ``trusted_peers``."""
        return lru_cache(maxsize=1024)(self.trusted_peers.include)

    @cached_property
    def thumbprint_of(self) -> Callable[[str], str]:
        """``forwarded_thumbprint`` for the configured source, with a cache of its results but not of its errors.

        A caller sends the same certificate with every request. Raises ConfigurationError without a source.
        """
        source = self.certificate_source
        if source is None:
            raise ConfigurationError("CLIENT_CERTIFICATE names no format.")
        return lru_cache(maxsize=512)(partial(forwarded_thumbprint, source))

    @cached_property
    def limits(self) -> Limits:
        """The time limits of a call to Mosaic."""
        return Limits(self.CONNECT_TIMEOUT, self.READ_TIMEOUT, self.TOTAL_TIMEOUT)

    @property
    def certificate_lifetime(self) -> timedelta:
        """How long a self-signed certificate is valid."""
        return timedelta(days=self.CERTIFICATE_LIFETIME_DAYS)


_setting_names = frozenset(setting.name for setting in fields(Settings))
_latest: tuple[Mapping[str, Any], Settings] | None = None


def current() -> Settings:
    """Returns the current settings. Raises ConfigurationError for unknown names.

    Reads them again if the setting is another object, as after ``override_settings``. Does not notice a change of the
    object in place.
    """
    global _latest  # noqa: PLW0603 - one name, replaced atomically
    value: Mapping[str, Any] = getattr(django_settings, SETTING, _EMPTY)
    latest = _latest
    if latest is not None and latest[0] is value:
        return latest[1]
    unknown = sorted(value.keys() - _setting_names)
    if unknown:
        raise ConfigurationError(f"{SETTING} has unknown settings: {', '.join(unknown)}.")
    settings = Settings(**value)
    _latest = (value, settings)
    return settings


_EMPTY: Mapping[str, Any] = {}


@lru_cache(maxsize=4)
def _key_ring(keys: tuple[str, ...]) -> KeyRing:
    return KeyRing.parse(keys)
