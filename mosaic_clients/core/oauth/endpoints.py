"""Regions, endpoints and defaults of a Mosaic installation.

Mosaic's issuer host differs from its API host. So an issuer is always configured, never derived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from urllib.parse import urlsplit

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.jose.algorithms import ALGORITHMS

DEFAULT_AUDIENCE = "userid-api"
"""The ``aud`` of a Mosaic access token that names no resource."""

DEFAULT_ALGORITHMS = ("RS256", "PS256")
"""Mosaic signs with RS256, FAPI deployments with PS256."""

SUPPORTED_ALGORITHMS = tuple(ALGORITHMS)
"""The algorithms that an environment may accept."""

TOKEN_TYPES = ("at+jwt", "JWT")
"""The ``typ`` values that an access token may have. Mosaic sends JWT, RFC 9068 requires at+jwt."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region that Transmit runs: its API base URL and the issuers of its tokens (empty if undocumented)."""

    base_url: str
    issuers: tuple[str, ...]


REGIONS: dict[str, Region] = {
    "us": Region("https://api.transmitsecurity.io/cis", ("https://userid.security",)),
    "eu": Region("https://api.eu.transmitsecurity.io/cis", ("https://eu.userid.security",)),
    "ca": Region("https://api.ca.transmitsecurity.io/cis", ("https://ca.userid.security",)),
    "au": Region("https://api.au.transmitsecurity.io/cis", ("https://au.userid.security",)),
    "sandbox": Region("https://api.sbx.transmitsecurity.io/cis", ()),
}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The absolute URLs of one environment."""

    token: str
    authorization: str
    pushed_authorization: str
    backchannel: str
    device_authorization: str
    revocation: str
    introspection: str
    userinfo: str
    end_session: str
    signing_keys: str
    discovery: str
    client_api: str


ENDPOINT_NAMES = tuple(field.name for field in fields(Endpoints))
"""The endpoint names that an override may use."""


class EndpointSource(StrEnum):
    """Where the address of an endpoint comes from, the lowest precedence first."""

    DEFAULT = "default"
    DISCOVERED = "discovered"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class EndpointAddress:
    """The absolute URL of one endpoint, and where it comes from."""

    url: str
    source: EndpointSource


def endpoints(
    base_url: str, *, discovered: Mapping[str, str] | None = None, overrides: Mapping[str, str] | None = None
) -> Endpoints:
    """Return the endpoints in use (see ``locate``); raises ConfigurationError."""
    addresses = locate(base_url, discovered=discovered, overrides=overrides)
    return Endpoints(**{name: address.url for name, address in addresses.items()})


def locate(
    base_url: str, *, discovered: Mapping[str, str] | None = None, overrides: Mapping[str, str] | None = None
) -> dict[str, EndpointAddress]:
    """Return each endpoint by name: from ``overrides``, else from ``discovered``, else below the base URL.

    An example of a base URL is ``https://api.transmitsecurity.io/cis``. An override is an absolute https URL, or an
    absolute path on the base URL's host: some Mosaic guides use ``/oidc/token`` without the ``/cis`` of the base URL
    (docs/mosaic.md §1.2). Raises ConfigurationError.
    """
    base = require_https_url(base_url).rstrip("/")
    addresses = {name: EndpointAddress(url, EndpointSource.DEFAULT) for name, url in _below(base).items()}
    for name, url in (discovered or {}).items():
        addresses[name] = EndpointAddress(require_https_url(url), EndpointSource.DISCOVERED)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(base))
    for name, value in (overrides or {}).items():
        require_override(name, value)
        url = f"{origin}{value}" if value.startswith("/") else value
        addresses[name] = EndpointAddress(url, EndpointSource.OVERRIDDEN)
    return addresses


def _below(base: str) -> dict[str, str]:
    """Return Mosaic's documented paths below a base URL (docs/mosaic.md §1.2, §6)."""
    return {
        "token": f"{base}/oidc/token",
        "authorization": f"{base}/oidc/auth",
        "pushed_authorization": f"{base}/oidc/request",
        "backchannel": f"{base}/oidc/backchannel",
        "device_authorization": f"{base}/oidc/device/auth",
        "revocation": f"{base}/oidc/token/revocation",
        "introspection": f"{base}/oidc/token/introspection",
        "userinfo": f"{base}/oidc/me",
        "end_session": f"{base}/oidc/session/end",
        "signing_keys": f"{base}/oidc/jwks",
        "discovery": f"{base}/oidc/.well-known/openid-configuration",
        "client_api": f"{base}/v1/applications",
    }


def require_https_url(url: str) -> str:
    """Return ``url`` if it is an absolute https URL without credentials, query and fragment.

    Raises ConfigurationError otherwise.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if parts.scheme != "https" or not host or "@" in parts.netloc or not _is_plain(url):
        raise ConfigurationError(
            f"{url!r} is not a usable address: enter an absolute https URL without credentials, query or fragment."
        )
    return url


def require_override(name: object, value: object) -> None:
    """Refuse an unknown endpoint name, and a value that is neither an absolute https URL nor an absolute path.

    Raises ConfigurationError.
    """
    if name not in ENDPOINT_NAMES:
        raise ConfigurationError(f"{name!r} is not an endpoint: use one of {', '.join(ENDPOINT_NAMES)}.")
    if isinstance(value, str):
        if value.startswith("/"):
            require_endpoint_path(value)
            return
        if value.startswith("https://"):
            require_https_url(value)
            return
    raise ConfigurationError(
        f"{value!r} is not an address of the {name} endpoint: enter an absolute https URL, or an absolute path on the "
        "base URL's host such as /oidc/token."
    )


def require_endpoint_path(path: str) -> str:
    """Return ``path`` if it is an absolute path, so that it stays on its host; raises ConfigurationError."""
    if not path.startswith("/") or path.startswith("//") or not _is_plain(path):
        raise ConfigurationError(f"{path!r} is not a path of an endpoint: enter an absolute path such as /oidc/token.")
    return path


def _is_plain(text: str) -> bool:
    """Return whether a URL is unambiguous for all parsers, and has no query or fragment, not even an empty one."""
    return text.isprintable() and not any(character in text for character in " \\?#")
