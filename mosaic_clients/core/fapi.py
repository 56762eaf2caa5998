"""Which rules of the FAPI 2.0 Security Profile a client meets, and why not (docs/mosaic.md §4.1, §11.14).

Covers only the rules that depend on a registration, an environment or a discovery document. Our own code always
sends PKCE with S256, uses PAR if it is switched on, and checks state and iss: these are not findings.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.jose.algorithms import ALGORITHMS
from mosaic_clients.core.oauth.discovery import (
    AUTH_METHODS,
    BOUND_TOKENS,
    CHALLENGE_METHODS,
    NAMES_ISSUER,
    REQUIRES_PUSHED,
    SIGNING_ALGORITHMS,
    Discovery,
)
from mosaic_clients.core.pki.private_keys import RSA_MIN_BITS
from mosaic_clients.core.remedies import Remedy, RemedyKind

ALLOWED_ALGORITHMS = tuple(name for name, algorithm in ALGORITHMS.items() if algorithm.is_fapi_allowed)
"""Signatures of JWTs (FAPI 2.0 Security Profile §5.4.1)."""

EC_MIN_BITS = 224
ALLOWED_TLS = ("TLSv1_2", "TLSv1_3")

_ASK = Remedy(RemedyKind.ASK_TRANSMIT)


@dataclass(frozen=True, slots=True)
class Registration:
    """The properties of one client that FAPI 2.0 restricts. ``key_algorithm`` is ``RSA-2048``, ``EC-P256`` or similar.

    ``algorithms`` are the JWT signatures accepted from its environment. ``tls_floor`` is the lowest TLS version we use
    (``TLSv1_2``). ``discovery`` is Mosaic's stored discovery document, or None.
    """

    auth_method: str
    bound: bool
    key_algorithm: str
    algorithms: Collection[str]
    tls_floor: str
    uses_discovery: bool
    discovery: Discovery | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule: whether it is met (None if that is unknown), why, and what to do if it is not met or unknown."""

    rule: str
    met: bool | None
    why: str
    remedy: Remedy | None = None


def findings(client: Registration) -> list[Finding]:
    """Return every rule, in the profile's order: §5.2 TLS, §5.3 server and client, §5.4 cryptography."""
    return [
        _tls(client.tls_floor),
        _authentication(client),
        _binding(client),
        _metadata(client),
        _pushed_requests(client.discovery),
        _pkce(client.discovery),
        _issuer_in_answer(client.discovery),
        _signatures(client),
        _key(client.key_algorithm),
    ]


def require_possible(*, fapi: bool, bound: bool) -> None:
    """Refuse a registration that FAPI 2.0 never allows; raises ConfigurationError."""
    if fapi and not bound:
        raise ConfigurationError(
            "A FAPI 2.0 client needs tokens that are bound to its certificate, and token binding is off.",
            remedy=Remedy(RemedyKind.BIND_TOKENS),
        )


def _tls(floor: str) -> Finding:
    return Finding("TLS 1.2 or later", floor in ALLOWED_TLS, f"the lowest version spoken is {floor.replace('_', '.')}")


def _authentication(client: Registration) -> Finding:
    rule = "client authentication by mTLS"
    offered = client.discovery.listed(AUTH_METHODS) if client.discovery else None
    if offered is not None and client.auth_method not in offered:
        return Finding(rule, False, f"Mosaic's discovery document does not offer {client.auth_method}", _ASK)
    return Finding(rule, True, client.auth_method)


def _binding(client: Registration) -> Finding:
    rule = "sender-constrained access tokens"
    if not client.bound:
        return Finding(rule, False, "token binding is off for this client", Remedy(RemedyKind.BIND_TOKENS))
    if client.discovery and client.discovery.flag(BOUND_TOKENS) is False:
        return Finding(rule, False, f"Mosaic's discovery document says {BOUND_TOKENS} is false", _ASK)
    return Finding(rule, True, "certificate-bound (RFC 8705 §3), and an unbound token is refused")


def _metadata(client: Registration) -> Finding:
    rule = "server metadata from the discovery document"
    if client.uses_discovery and client.discovery:
        return Finding(rule, True, "endpoints are taken from it")
    return Finding(rule, False, "endpoints follow from the base URL", Remedy(RemedyKind.DISCOVER_ENDPOINTS))


def _pushed_requests(discovery: Discovery | None) -> Finding:
    rule = "pushed authorization requests enforced (RFC 9126)"
    if discovery and discovery.flag(REQUIRES_PUSHED):
        return Finding(rule, True, "for every client of Mosaic's")
    return Finding(rule, None, "Mosaic does not say", Remedy(RemedyKind.ENFORCE_PAR))


def _pkce(discovery: Discovery | None) -> Finding:
    rule = "PKCE with S256 (RFC 7636)"
    offered = discovery.listed(CHALLENGE_METHODS) if discovery else None
    if offered is None:
        return Finding(rule, None, "always sent by us; Mosaic does not say", Remedy(RemedyKind.ENFORCE_PKCE))
    if "S256" in offered:
        return Finding(rule, True, "always sent by us, and offered by Mosaic")
    return Finding(rule, False, "Mosaic's discovery document does not offer S256", _ASK)


def _issuer_in_answer(discovery: Discovery | None) -> Finding:
    rule = "issuer in the authorization response (RFC 9207)"
    is_sent = discovery.flag(NAMES_ISSUER) if discovery else None
    why = {True: "Mosaic sends it", False: "Mosaic does not send it", None: "Mosaic does not say"}
    return Finding(rule, is_sent, why[is_sent], _ASK if is_sent is False else None)


def _signatures(client: Registration) -> Finding:
    rule = f"JWT signatures by {', '.join(ALLOWED_ALGORITHMS[:-1])} or {ALLOWED_ALGORITHMS[-1]}"
    wrong = sorted(set(client.algorithms) - set(ALLOWED_ALGORITHMS))
    if wrong:
        why = f"the environment accepts {', '.join(wrong)}"
        return Finding(rule, False, why, Remedy(RemedyKind.LIMIT_ALGORITHMS))
    offered = client.discovery.listed(SIGNING_ALGORITHMS) if client.discovery else None
    if offered is not None and not set(client.algorithms) & set(offered):
        return Finding(rule, False, f"Mosaic signs with {', '.join(offered) or 'nothing'}, which is not accepted here")
    return Finding(rule, True, f"only {', '.join(client.algorithms)} is accepted")


def _key(algorithm: str) -> Finding:
    kind, _, size = algorithm.partition("-")
    bits = int("".join(filter(str.isdigit, size)) or 0)
    floor = RSA_MIN_BITS if kind == "RSA" else EC_MIN_BITS
    rule = f"RSA keys of {RSA_MIN_BITS} bits or more, EC keys of {EC_MIN_BITS} or more"
    return Finding(rule, kind in {"RSA", "EC"} and bits >= floor, f"its keys are {algorithm}")
