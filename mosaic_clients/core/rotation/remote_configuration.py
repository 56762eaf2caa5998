"""What Mosaic holds of a client against what it should hold: merge before a push, compare after it, name the drift.

Works on ``authentication_configuration`` objects of Mosaic's client API, in the form of 2026 (``tls_client_auth``) and
of 2025 (``ca``), see mosaic-facts §5.2 and §5.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import thumbprint, to_der
from mosaic_clients.core.pki.chains import parse_certificates


def merge(wanted: Mapping[str, Any], held: Mapping[str, Any], ours: frozenset[str]) -> dict[str, Any]:
    """The whole configuration to send: ours, and what is there that we know nothing about.

    ``ours`` are the kids and certificate thumbprints of every key we ever made: one of those that is not wanted goes,
    whatever it is called there, and a stranger's stays.
    """
    merged = {**{name: held[name] for name in held if name not in _MATERIAL}, **wanted}
    # Never lowered: callers may count on binding though nobody said so here.
    merged["isMtlsCertTokenBound"] = bool(wanted["isMtlsCertTokenBound"] or held.get("isMtlsCertTokenBound"))
    if "jwks" in wanted:
        strangers = [key for key in held_keys(held) if not {key.get("kid"), _thumbprint(key)} & ours]
        merged["jwks"] = {"keys": [*wanted["jwks"]["keys"], *strangers]}
    if "tls_client_auth" in wanted:
        merged["tls_client_auth"] = {**_mapping(held.get("tls_client_auth")), **wanted["tls_client_auth"]}
    return merged


def differences(wanted: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    """Every way in which what Mosaic holds is not what it should hold, one line each: what a push mends."""
    found = []
    if held.get("method") != wanted["method"]:
        found.append(f"Mosaic authenticates it by {held.get('method') or 'nothing'}, not by {wanted['method']}.")
    if wanted["isMtlsCertTokenBound"] and not held.get("isMtlsCertTokenBound"):
        found.append("Token binding is off at Mosaic.")
    if wanted["method"] == AuthMethod.SELF_SIGNED:
        return found + _key_differences(wanted, held)
    return found + _chain_differences(wanted, held)


def remarks(wanted: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    """What is different and is left so by a push, one line each."""
    if held.get("isMtlsCertTokenBound") and not wanted["isMtlsCertTokenBound"]:
        return ["Token binding is on at Mosaic and not here: it stays on; say here that it is."]
    return []


def holds(method: AuthMethod, chain_pem: str, subject_dn: str, held: Mapping[str, Any]) -> bool:
    """Whether Mosaic holds what one credential needs: its certificate, or its issuers and subject DN."""
    if held.get("method") != method:
        return False
    if method is AuthMethod.SELF_SIGNED:
        leaf = thumbprint(to_der(parse_certificates(chain_pem)[0]))
        return leaf in {_thumbprint(key) for key in held_keys(held)}
    registered = {"certificate_chain": chain_pem, "distinguished_name": subject_dn}
    return not _chain_differences({"tls_client_auth": registered}, held)


def held_keys(held: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The keys of a held JWK set, whatever its shape."""
    keys = _mapping(held.get("jwks")).get("keys")
    return [key for key in keys if isinstance(key, Mapping)] if isinstance(keys, list) else []


_MATERIAL = frozenset({"method", "jwks", "ca", "tls_client_auth", "isMtlsCertTokenBound", "client_secret"})
"""What is ours to say, and a secret, which is never sent."""


def _key_differences(wanted: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    should = {_certificate(key): str(key.get("kid")) for key in wanted["jwks"]["keys"]}
    has = {_certificate(key): str(key.get("kid")) for key in held_keys(held)}
    missing = [f"Mosaic does not hold key {kid}." for certificate, kid in should.items() if certificate not in has]
    surplus = [f"Mosaic also holds key {kid}." for certificate, kid in has.items() if certificate not in should]
    return missing + surplus


def _chain_differences(wanted: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    should, has = wanted["tls_client_auth"], _mapping(held.get("tls_client_auth"))
    found = []
    # The leaf changes with every renewal; what Mosaic checks against are its issuers.
    if not _issuers(should["certificate_chain"]) <= _all(has.get("certificate_chain") or held.get("ca")):
        found.append("Mosaic does not hold the issuers of the certificate.")
    distinguished_name = has.get("distinguished_name")
    if has and distinguished_name != should["distinguished_name"]:
        found.append(f"The subject DN at Mosaic is {distinguished_name!r}, not {should['distinguished_name']!r}.")
    return found


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
