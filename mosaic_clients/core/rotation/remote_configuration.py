"""Compares what Mosaic holds of a client with what it should hold: merge before a push, differences after it.

Works on ``authentication_configuration`` objects of Mosaic's client API, in the formats of 2026 (``tls_client_auth``)
and of 2025 (``ca``): see docs/mosaic.md §5.2 and §5.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import thumbprint, to_der
from mosaic_clients.core.pki.chains import parse_certificates


def merge(wanted: Mapping[str, Any], remote: Mapping[str, Any], ours: frozenset[str]) -> dict[str, Any]:
    """The whole configuration to send: the wanted members, and those at Mosaic that this package does not manage.

    ``ours`` are the kids and certificate thumbprints of every key made here. A key of these that is not wanted is
    removed, whatever its kid is at Mosaic; keys from elsewhere stay.
    """
    merged = {**{name: remote[name] for name in remote if name not in _MANAGED}, **wanted}
    # Binding is never switched off: resource servers may rely on it although it is off here.
    merged["isMtlsCertTokenBound"] = bool(wanted["isMtlsCertTokenBound"] or remote.get("isMtlsCertTokenBound"))
    if "jwks" in wanted:
        other_keys = [key for key in remote_keys(remote) if not {key.get("kid"), _thumbprint(key)} & ours]
        merged["jwks"] = {"keys": [*wanted["jwks"]["keys"], *other_keys]}
    if "tls_client_auth" in wanted:
        merged["tls_client_auth"] = {**_mapping(remote.get("tls_client_auth")), **wanted["tls_client_auth"]}
    return merged


def differences(wanted: Mapping[str, Any], remote: Mapping[str, Any]) -> list[str]:
    """Every difference between what Mosaic holds and what it should hold, one line each. A push removes them."""
    lines = []
    if remote.get("method") != wanted["method"]:
        lines.append(f"Mosaic authenticates it by {remote.get('method') or 'nothing'}, not by {wanted['method']}.")
    if wanted["isMtlsCertTokenBound"] and not remote.get("isMtlsCertTokenBound"):
        lines.append("Token binding is off at Mosaic.")
    if wanted["method"] == AuthMethod.SELF_SIGNED:
        return lines + _key_differences(wanted, remote)
    return lines + _chain_differences(wanted, remote)


def remarks(wanted: Mapping[str, Any], remote: Mapping[str, Any]) -> list[str]:
    """Every difference that a push does not remove, one line each."""
    if remote.get("isMtlsCertTokenBound") and not wanted["isMtlsCertTokenBound"]:
        return ["Token binding is on at Mosaic and off here. A push keeps it on; turn it on here as well."]
    return []


def holds(method: AuthMethod, chain_pem: str, subject_dn: str, remote: Mapping[str, Any]) -> bool:
    """Whether Mosaic holds what one credential needs: its certificate, or its issuers and subject DN."""
    if remote.get("method") != method:
        return False
    if method is AuthMethod.SELF_SIGNED:
        leaf = thumbprint(to_der(parse_certificates(chain_pem)[0]))
        return leaf in {_thumbprint(key) for key in remote_keys(remote)}
    registered = {"certificate_chain": chain_pem, "distinguished_name": subject_dn}
    return not _chain_differences({"tls_client_auth": registered}, remote)


def remote_keys(remote: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The keys of the JWK set at Mosaic; empty if it is malformed."""
    keys = _mapping(remote.get("jwks")).get("keys")
    return [key for key in keys if isinstance(key, Mapping)] if isinstance(keys, list) else []


_MANAGED = frozenset({"method", "jwks", "ca", "tls_client_auth", "isMtlsCertTokenBound", "client_secret"})
"""The members that this package manages, and the client secret, which is never sent."""


def _key_differences(wanted: Mapping[str, Any], remote: Mapping[str, Any]) -> list[str]:
    expected = {_certificate(key): str(key.get("kid")) for key in wanted["jwks"]["keys"]}
    actual = {_certificate(key): str(key.get("kid")) for key in remote_keys(remote)}
    missing = [f"Mosaic does not hold key {kid}." for certificate, kid in expected.items() if certificate not in actual]
    surplus = [f"Mosaic also holds key {kid}." for certificate, kid in actual.items() if certificate not in expected]
    return missing + surplus


def _chain_differences(wanted: Mapping[str, Any], remote: Mapping[str, Any]) -> list[str]:
    expected, actual = wanted["tls_client_auth"], _mapping(remote.get("tls_client_auth"))
    lines = []
    # The leaf changes with every renewal: Mosaic checks it against its issuers.
    if not _issuers(expected["certificate_chain"]) <= _all(actual.get("certificate_chain") or remote.get("ca")):
        lines.append("Mosaic does not hold the issuers of the certificate.")
    distinguished_name = actual.get("distinguished_name")
    if actual and distinguished_name != expected["distinguished_name"]:
        lines.append(f"The subject DN at Mosaic is {distinguished_name!r}, not {expected['distinguished_name']!r}.")
    return lines


def _certificate(key: Mapping[str, Any]) -> str:
    chain = key.get("x5c")
    return str(chain[0]) if isinstance(chain, list) and chain else ""


def _thumbprint(key: Mapping[str, Any]) -> str:
    try:
        return thumbprint(decode_base64(_certificate(key)))
    except ValueError:
        return ""


def _issuers(pem: object) -> set[bytes]:
    return {to_der(certificate) for certificate in _parsed(pem)[1:]}


def _all(pem: object) -> set[bytes]:
    return {to_der(certificate) for certificate in _parsed(pem)}


def _parsed(pem: object) -> list[Any]:
    try:
        return list(parse_certificates(pem)) if isinstance(pem, str) and pem else []
    except MaterialRefused:
        return []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
