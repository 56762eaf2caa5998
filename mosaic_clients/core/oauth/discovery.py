"""Reads a discovery document strictly and compares it with what is stored (OpenID Discovery §3, RFC 8414 §2).

Mosaic does not document its content (docs/mosaic.md §1.3), so every member except the issuer may be missing; a
member that is present must conform to the standard. Its issuer is compared and never followed: Mosaic's issuer host is
not its API host.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import AnswerUnusable, ConfigurationError
from mosaic_clients.core.errors.codes import AnswerCode, ConfigurationCode
from mosaic_clients.core.oauth.endpoints import Endpoints, require_https_url

ENDPOINT_MEMBERS = {
    "token_endpoint": "token",
    "authorization_endpoint": "authorization",
    "pushed_authorization_request_endpoint": "pushed_authorization",
    "backchannel_authentication_endpoint": "backchannel",
    "device_authorization_endpoint": "device_authorization",
    "revocation_endpoint": "revocation",
    "introspection_endpoint": "introspection",
    "userinfo_endpoint": "userinfo",
    "end_session_endpoint": "end_session",
    "jwks_uri": "signing_keys",
}
"""Member of the document → name of our endpoint. Mosaic's client API is proprietary and not in such a document."""

MAX_TEXT = 2000
"""The most characters of one URL or name: they appear in error texts, events and pages."""

ALIASES = "mtls_endpoint_aliases"
ALIASED_MEMBERS = (
    "token_endpoint",
    "pushed_authorization_request_endpoint",
    "backchannel_authentication_endpoint",
    "device_authorization_endpoint",
    "revocation_endpoint",
    "introspection_endpoint",
    "userinfo_endpoint",
)
"""Endpoints that are called with our certificate: an alias takes precedence (RFC 8705 §5)."""

SIGNING_ALGORITHMS = "id_token_signing_alg_values_supported"
AUTH_METHODS = "token_endpoint_auth_methods_supported"
CHALLENGE_METHODS = "code_challenge_methods_supported"
BOUND_TOKENS = "tls_client_certificate_bound_access_tokens"
NAMES_ISSUER = "authorization_response_iss_parameter_supported"
REQUIRES_PUSHED = "require_pushed_authorization_requests"

_LISTS = (SIGNING_ALGORITHMS, AUTH_METHODS, CHALLENGE_METHODS)
_FLAGS = (BOUND_TOKENS, NAMES_ISSUER, REQUIRES_PUSHED)


@dataclass(frozen=True, slots=True)
class Discovery:
    """The parts of a document that are used here. ``members`` have the standard's names."""

    members: Mapping[str, Any] = field(repr=False)

    @property
    def issuer(self) -> str:
        """The issuer, exactly as the document spells it."""
        return str(self.members["issuer"])

    @property
    def has_aliases(self) -> bool:
        """Whether calls with a certificate have their own URLs (RFC 8705 §5)."""
        return bool(self.members.get(ALIASES))

    @property
    def endpoints(self) -> dict[str, str]:
        """URLs by the names of our endpoints; an mTLS alias takes precedence over the plain URL."""
        urls = {member: self.members[member] for member in ENDPOINT_MEMBERS if member in self.members}
        urls |= self.members.get(ALIASES, {})
        return {ENDPOINT_MEMBERS[member]: url for member, url in urls.items()}

    def listed(self, member: str) -> tuple[str, ...] | None:
        """A list of strings, or None if the document does not have it."""
        values = self.members.get(member)
        return None if values is None else tuple(values)

    def flag(self, member: str) -> bool | None:
        """True or False, or None if the document does not have it."""
        value: bool | None = self.members.get(member)
        return value


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the document and what is stored here, both values as text."""

    what: str
    stored: str
    discovered: str

    def __str__(self) -> str:
        return f"{self.what}: stored {self.stored}, discovered {self.discovered}"


@dataclass(frozen=True, slots=True)
class Expectations:
    """The stored values that a document is compared with. ``auth_methods`` are those of the clients."""

    endpoints: Endpoints
    issuers: Collection[str]
    algorithms: Collection[str]
    auth_methods: Collection[str]
    expects_bound: bool


def read_discovery(document: Mapping[str, Any]) -> Discovery:
    """Read the members of a document that are used here, and ignore the others.

    Raises AnswerUnusable, which names the member, if one has the wrong type or is not a usable URL.
    """
    if not _is_text(document.get("issuer")):
        raise _unusable("issuer", "is missing or not text")
    members: dict[str, Any] = {"issuer": document["issuer"], **_urls(document, ENDPOINT_MEMBERS, "")}
    if ALIASES in document:
        if not isinstance(document[ALIASES], dict):
            raise _unusable(ALIASES, "is not an object")
        members[ALIASES] = _urls(document[ALIASES], ALIASED_MEMBERS, f"{ALIASES}.")
    for member in _LISTS:
        if member in document:
            values = document[member]
            if not isinstance(values, list) or not all(map(_is_text, values)):
                raise _unusable(member, "is not a list of strings")
            members[member] = values
    for member in _FLAGS:
        if member in document:
            if not isinstance(document[member], bool):
                raise _unusable(member, "is neither true nor false")
            members[member] = document[member]
    return Discovery(members)


def require_usable(discovery: Discovery, issuers: Collection[str]) -> None:
    """Refuse endpoints from the document of an unknown issuer (RFC 8414 §3.3, RFC 9700 §4.4).

    Raises ConfigurationError ``discovery_issuer``.
    """
    if discovery.issuer not in issuers:
        raise ConfigurationError(
            f"The discovery document is from the issuer {discovery.issuer}, which is not in the environment: its "
            "endpoints cannot be used. Add that issuer if it is Mosaic's, or do not use discovery.",
            code=ConfigurationCode.DISCOVERY_ISSUER,
        )


def differences(stored: Expectations, discovery: Discovery) -> list[Difference]:
    """Where a document differs from what is stored: issuer, endpoints, algorithms, and what the clients need."""
    results = []
    if discovery.issuer not in stored.issuers:
        results.append(Difference("issuer", ", ".join(stored.issuers), discovery.issuer))
    for name, url in discovery.endpoints.items():
        stored_url = getattr(stored.endpoints, name)
        if url != stored_url:
            results.append(Difference(f"{name} endpoint", stored_url, url))
    algorithms = discovery.listed(SIGNING_ALGORITHMS)
    if algorithms is not None and not set(algorithms) <= set(stored.algorithms):
        results.append(Difference("algorithms", ", ".join(stored.algorithms), ", ".join(algorithms)))
    methods = discovery.listed(AUTH_METHODS)
    if methods is not None and not set(stored.auth_methods) <= set(methods):
        results.append(Difference(AUTH_METHODS, ", ".join(sorted(stored.auth_methods)), ", ".join(methods) or "none"))
    if stored.expects_bound and not discovery.flag(BOUND_TOKENS):
        results.append(Difference(BOUND_TOKENS, "bound tokens are expected", _flag_text(discovery.flag(BOUND_TOKENS))))
    if discovery.flag(NAMES_ISSUER) is False:
        results.append(Difference(NAMES_ISSUER, "iss is checked (RFC 9207)", "false"))
    return results


def _urls(document: Mapping[str, Any], members: Collection[str], prefix: str) -> dict[str, str]:
    urls = {}
    for member in members:
        if member in document:
            url = document[member]
            if not _is_text(url):
                raise _unusable(prefix + member, "is not text")
            try:
                urls[member] = require_https_url(url)
            except ConfigurationError:
                raise _unusable(prefix + member, "is not an absolute https URL without credentials or query") from None
    return urls


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_TEXT and value.isprintable() and is_clean_text(value)


def _flag_text(flag: bool | None) -> str:
    return "not given" if flag is None else str(flag).lower()


def _unusable(member: str, why: str) -> AnswerUnusable:
    return AnswerUnusable(f"The discovery document's {member} {why}.", code=AnswerCode.DISCOVERY_UNUSABLE, status=200)
