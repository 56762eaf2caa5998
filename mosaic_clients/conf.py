"""The MOSAIC_CLIENTS setting as one typed object, read lazily so that tests and checks see what is set now."""

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
    """What MOSAIC_CLIENTS may say, with its defaults. Times are seconds unless the name says otherwise."""

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
        """The encryption keys; raises ConfigurationError where one is malformed."""
        return _key_ring(tuple(self.ENCRYPTION_KEYS))

    @cached_property
    def certificate_source(self) -> CertificateSource | None:
        """Where a client certificate is read from, or None; raises ConfigurationError."""
        return CertificateSource.parse(self.CLIENT_CERTIFICATE) if self.CLIENT_CERTIFICATE else None

    @cached_property
    def trusted_peers(self) -> TrustedPeers:
        """Who may forward a client certificate; raises ConfigurationError."""
        return TrustedPeers.parse(self.TRUSTED_PROXIES)

    @cached_property
    def is_trusted_peer(self) -> Callable[[str], bool]:
        """``trusted_peers.include``, remembering its answers: it is asked on every request. May raise as that does."""
        return lru_cache(maxsize=1024)(self.trusted_peers.include)

    @cached_property
    def thumbprint_of(self) -> Callable[[str], str]:
        """``forwarded_thumbprint`` of the configured source, remembering its answers, never its refusals.

        A caller sends the same certificate with every request. Only where ``certificate_source`` is one.
        """
        source = self.certificate_source
        if source is None:
            raise ConfigurationError("CLIENT_CERTIFICATE names no format.")
        return lru_cache(maxsize=512)(partial(forwarded_thumbprint, source))

    @cached_property
    def limits(self) -> Limits:
        """How long a call to Mosaic may take."""
        return Limits(self.CONNECT_TIMEOUT, self.READ_TIMEOUT, self.TOTAL_TIMEOUT)

    @property
    def certificate_lifetime(self) -> timedelta:
        """How long a self-signed certificate is valid."""
        return timedelta(days=self.CERTIFICATE_LIFETIME_DAYS)


_known_names = frozenset(known.name for known in fields(Settings))
_latest: tuple[Mapping[str, Any], Settings] | None = None


def current() -> Settings:
    """The settings as they are now; raises ConfigurationError for unknown names.

    Read anew when the setting is another object, as ``override_settings`` makes it, not when one is changed in place.
    """
    global _latest  # noqa: PLW0603 - one slot, written whole
    given: Mapping[str, Any] = getattr(django_settings, SETTING, _NOTHING)
    latest = _latest
    if latest is not None and latest[0] is given:
        return latest[1]
    unknown = sorted(given.keys() - _known_names)
    if unknown:
        raise ConfigurationError(f"{SETTING} has unknown settings: {', '.join(unknown)}.")
    settings = Settings(**given)
    _latest = (given, settings)
    return settings


_NOTHING: Mapping[str, Any] = {}


@lru_cache(maxsize=4)
def _key_ring(keys: tuple[str, ...]) -> KeyRing:
    return KeyRing.parse(keys)
