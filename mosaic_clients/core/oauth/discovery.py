"""A discovery document read strictly, and where it differs from what is stored (OpenID Discovery §3, RFC 8414 §2).

Mosaic does not document what its own holds (mosaic-facts §1.3), so every member but the issuer may be missing; one that
is there must be what the standard says. Its issuer is compared and never followed: Mosaic's issuer host is not its API
host.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import AnswerUnusable, ConfigurationError
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
"""Which member names which endpoint of ours. The client API is Mosaic's own and in no such document."""

MAX_TEXT = 2000
"""Characters of one address or name: they go into sentences, events and pages."""

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
"""Endpoints that are called with our certificate, where an alias wins (RFC 8705 §5)."""

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
    """What a document says that we understand. ``members`` are its own, by the standard's names."""

    members: Mapping[str, Any] = field(repr=False)

    @property
    def issuer(self) -> str:
        """Its issuer, exactly as it is spelled."""
        return str(self.members["issuer"])

    @property
    def has_aliases(self) -> bool:
        """Whether calls with a certificate have addresses of their own (RFC 8705 §5)."""
        return bool(self.members.get(ALIASES))

    @property
    def endpoints(self) -> dict[str, str]:
        """URLs by the names of our endpoints, an mTLS alias before the plain address."""
        urls = {member: self.members[member] for member in ENDPOINT_MEMBERS if member in self.members}
        urls |= self.members.get(ALIASES, {})
        return {ENDPOINT_MEMBERS[member]: url for member, url in urls.items()}

    def listed(self, member: str) -> tuple[str, ...] | None:
        """A list of texts, or None where the document does not have it."""
        values = self.members.get(member)
        return None if values is None else tuple(values)

    def flag(self, member: str) -> bool | None:
        """A yes or no, or None where the document does not say."""
        value: bool | None = self.members.get(member)
        return value


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the document says otherwise than what is stored here, both as text."""

    what: str
    stored: str
    discovered: str

    def __str__(self) -> str:
        return f"{self.what}: stored {self.stored}, discovered {self.discovered}"


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is stored here and used: what a document is compared with. ``auth_methods`` are those of the clients."""

    endpoints: Endpoints
    issuers: Collection[str]
    algorithms: Collection[str]
    auth_methods: Collection[str]
    expects_bound: bool


def read_discovery(document: Mapping[str, Any]) -> Discovery:
    """Keep what we understand of a document and ignore the rest.

    Raises AnswerUnusable, which names the member, where one has the wrong type or is no usable address.
    """
    if not _is_text(document.get("issuer")):
        raise _unusable("issuer", "is missing or no text")
    members: dict[str, Any] = {"issuer": document["issuer"], **_addresses(document, ENDPOINT_MEMBERS, "")}
    if ALIASES in document:
        if not isinstance(document[ALIASES], dict):
            raise _unusable(ALIASES, "is no object")
        members[ALIASES] = _addresses(document[ALIASES], ALIASED_MEMBERS, f"{ALIASES}.")
    for member in _LISTS:
        if member in document:
            values = document[member]
            if not isinstance(values, list) or not all(map(_is_text, values)):
                raise _unusable(member, "is no list of texts")
            members[member] = values
    for member in _FLAGS:
        if member in document:
            if not isinstance(document[member], bool):
                raise _unusable(member, "is neither true nor false")
            members[member] = document[member]
    return Discovery(members)


def require_usable(discovery: Discovery, issuers: Collection[str]) -> None:
    """Refuse to take endpoints from the document of an issuer that is not ours (RFC 8414 §3.3, RFC 9700 §4.4).

    Raises ConfigurationError ``discovery_issuer``.
    """
    if discovery.issuer not in issuers:
        raise ConfigurationError(
            f"The discovery document is that of the issuer {discovery.issuer}, which is none of the environment's: its "
            "endpoints cannot be used. Add that issuer if it is Mosaic's, or do not use discovery.",
            code="discovery_issuer",
        )


def differences(stored: Expectations, discovery: Discovery) -> list[Difference]:
    """Where a document differs from what is stored: issuer, endpoints, algorithms, and what our clients need."""
    found = []
    if discovery.issuer not in stored.issuers:
        found.append(Difference("issuer", ", ".join(stored.issuers), discovery.issuer))
    for name, url in discovery.endpoints.items():
        ours = getattr(stored.endpoints, name)
        if url != ours:
            found.append(Difference(f"{name} endpoint", ours, url))
    offered = discovery.listed(SIGNING_ALGORITHMS)
    if offered is not None and not set(offered) <= set(stored.algorithms):
        found.append(Difference("algorithms", ", ".join(stored.algorithms), ", ".join(offered)))
    methods = discovery.listed(AUTH_METHODS)
    if methods is not None and not set(stored.auth_methods) <= set(methods):
        found.append(Difference(AUTH_METHODS, ", ".join(sorted(stored.auth_methods)), ", ".join(methods) or "none"))
    if stored.expects_bound and not discovery.flag(BOUND_TOKENS):
        found.append(Difference(BOUND_TOKENS, "bound tokens are expected", _said(discovery.flag(BOUND_TOKENS))))
    if discovery.flag(NAMES_ISSUER) is False:
        found.append(Difference(NAMES_ISSUER, "iss is checked (RFC 9207)", "false"))
    return found


def _addresses(document: Mapping[str, Any], members: Collection[str], within: str) -> dict[str, str]:
    found = {}
    for member in members:
        if member in document:
            url = document[member]
            if not _is_text(url):
                raise _unusable(within + member, "is no text")
            try:
                found[member] = require_https_url(url)
            except ConfigurationError:
                raise _unusable(within + member, "is no absolute https URL without credentials or query") from None
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_TEXT and value.isprintable() and is_clean_text(value)


def _said(flag: bool | None) -> str:
    return "not said" if flag is None else str(flag).lower()


def _unusable(member: str, why: str) -> AnswerUnusable:
    return AnswerUnusable(f"The discovery document's {member} {why}.", code="discovery_unusable", status=200)
