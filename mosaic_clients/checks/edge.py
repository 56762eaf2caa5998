"""System checks of the certificate from the proxy, for settings under which a caller could forge it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from mosaic_clients import conf
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.source import CertificateSource
from mosaic_clients.models import Environment

_USUAL_HEADERS = """
Accept Accept-Encoding Accept-Language Authorization Cache-Control Client-Cert-Chain Connection Content-Encoding
Content-Length Content-Type Cookie Date Expect Forwarded From Host If-Match If-Modified-Since If-None-Match If-Range
If-Unmodified-Since Keep-Alive Origin Pragma Proxy Proxy-Authorization Proxy-Connection Range Referer TE Trailer
Transfer-Encoding Upgrade User-Agent Via X-CSRFToken X-Forwarded-For X-Forwarded-Host X-Forwarded-Port
X-Forwarded-Prefix X-Forwarded-Proto X-Forwarded-Server X-Forwarded-Ssl X-HTTP-Method-Override X-Real-IP X-Request-ID
X-Requested-With
"""
_OTHER_PURPOSE_KEYS = frozenset(f"HTTP_{name.upper().replace('-', '_')}" for name in _USUAL_HEADERS.split())
_CALLER_CONTROLLED_KEYS = frozenset(
    [
        *("CONTENT_LENGTH", "CONTENT_TYPE", "PATH_INFO", "QUERY_STRING", "RAW_URI", "REMOTE_ADDR", "REMOTE_HOST"),
        *("REMOTE_PORT", "REQUEST_METHOD", "REQUEST_URI", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT"),
        *("SERVER_PROTOCOL", "UNENCODED_URL"),
    ]
)
_REWRITES_REMOTE_ADDR = re.compile(r"xff|x_?forwarded_?for|real_?ip|remote_?addr|proxy_?(fix|headers)", re.IGNORECASE)


def check_edge(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks that only a trusted peer can set the value that is read as a certificate."""
    try:
        settings = conf.current()
        source, peers = settings.certificate_source, settings.trusted_peers
    except ConfigurationError:
        return []  # check_settings reports it
    if source is None:
        return []
    messages = [*_check_place(source)]
    if source.is_header:
        messages += [*_check_middleware(), *_check_forwarded_host()]
        if peers.unix and peers.networks:
            messages.append(
                CheckWarning(
                    "TRUSTED_PROXIES contains both 'unix' and networks: if the server reports no address for a TCP "
                    "caller, that caller is treated as the unix socket.",
                    hint="List only the way in which your proxy connects.",
                    id="mosaic_clients.W012",
                )
            )
    return messages


def check_binding(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks that no environment requires bound tokens while no certificate is read (``check --deploy``)."""
    try:
        if conf.current().CLIENT_CERTIFICATE is not None:
            return []
        with transaction.atomic():
            names = list(Environment.objects.filter(require_bound=True).values_list("name", flat=True))
    except (ConfigurationError, ImproperlyConfigured, DatabaseError):
        return []  # check_settings reports it, or there is no database yet
    return [
        Error(
            f"Environment {name!r} requires bound tokens, but no client certificate is read: every token is refused.",
            hint="Set CLIENT_CERTIFICATE (MOSAIC_CLIENT_CERTIFICATE) to your proxy's format.",
            id="mosaic_clients.E013",
        )
        for name in names
    ]


def _check_place(source: CertificateSource) -> Iterator[CheckMessage]:
    """Checks that the variable is used for the certificate only."""
    key = source.environ_key
    if key in _OTHER_PURPOSE_KEYS or key == getattr(django_settings, "CSRF_HEADER_NAME", None):
        yield Error(
            f"CLIENT_CERTIFICATE reads {key}, a header with another purpose (or its form with underscores).",
            hint="Use a separate header, for example nginx:X-SSL-Client-Cert, and let the proxy set it.",
            id="mosaic_clients.E009",
        )
    secure = getattr(django_settings, "SECURE_PROXY_SSL_HEADER", None)
    if secure and secure[0] == key:
        yield Error(
            f"CLIENT_CERTIFICATE and SECURE_PROXY_SSL_HEADER both read {key}.",
            hint="Use a separate header for each.",
            id="mosaic_clients.E010",
        )
    if source.format == "wsgi" and (source.is_header or key in _CALLER_CONTROLLED_KEYS):
        yield Error(
            f"CLIENT_CERTIFICATE is 'wsgi:{key}', which the caller sets and not the server.",
            hint="Behind a proxy, use the proxy's format and header (nginx:X-SSL-Client-Cert). 'wsgi' is for a "
            "variable that the server itself sets, such as SSL_CLIENT_CERT.",
            id="mosaic_clients.E011",
        )


def _check_middleware() -> Iterator[CheckMessage]:
    for path in django_settings.MIDDLEWARE:
        if _REWRITES_REMOTE_ADDR.search(path):
            yield CheckWarning(
                f"The middleware {path} seems to rewrite REMOTE_ADDR from a header: TRUSTED_PROXIES would then be "
                "compared with an address that the caller chose.",
                hint="Remove it, or let it set another attribute. REMOTE_ADDR must be the peer of the connection.",
                id="mosaic_clients.W014",
            )


def _check_forwarded_host() -> Iterator[CheckMessage]:
    if django_settings.USE_X_FORWARDED_HOST and "*" in django_settings.ALLOWED_HOSTS:
        yield CheckWarning(
            "USE_X_FORWARDED_HOST is on and ALLOWED_HOSTS is '*': a caller that bypasses the proxy, or whose proxy "
            "does not replace X-Forwarded-Host, chooses the host name.",
            hint="List your host names in ALLOWED_HOSTS, or let the proxy set Host and turn USE_X_FORWARDED_HOST off.",
            id="mosaic_clients.W015",
        )
