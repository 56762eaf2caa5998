"""Authenticates a client by its ``client_id`` and its TLS certificate (RFC 8705 §2).

The handshake only proves that the caller holds the key. This module compares the certificate with what the client
registered: the key set of a self-signed client, the chain and subject of a CA-signed one (docs/mosaic.md §4.2, §8).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography import x509

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificate_creation import parse_subject
from mosaic_clients.core.pki.certificates import public_key_of, thumbprint, to_der
from mosaic_clients.core.pki.chains import parse_certificates, require_fit_chain, sort_chain
from mosaic_clients.sandbox.server.application import Refusal, Request, mosaic_refusal, oauth_refusal
from mosaic_clients.sandbox.tenant.registry import RegisteredClient, Registry

logger = logging.getLogger("mosaic_clients.sandbox.client_authentication")

_OTHER_METHODS = ("client_secret", "client_assertion", "client_assertion_type")


def authenticate_client(registry: Registry, request: Request, form: Mapping[str, str]) -> RegisteredClient:
    """Returns the client that sent a request.

    Without a ``client_id`` it refuses with 400 in Mosaic's format. For every other reason it refuses with 401
    ``invalid_client``; only the log names the reason.
    """
    client_id = form.get("client_id", "")
    if not client_id:
        raise Refusal(mosaic_refusal(400, ["client_id should not be empty", "client_id must be a string"]))
    client = registry.get(client_id)
    reason = "no such client" if client is None else _authentication_problem(client, request, form)
    if client is None or reason:
        logger.info("Client %r is refused: %s.", client_id, reason)
        raise Refusal(oauth_refusal(401, "invalid_client", "client authentication failed"))
    return client


def presented_thumbprint(request: Request) -> str | None:
    """Returns the ``x5t#S256`` of the caller's TLS certificate, or None without one."""
    return thumbprint(to_der(request.certificates[0])) if request.certificates else None


def _authentication_problem(client: RegisteredClient, request: Request, form: Mapping[str, str]) -> str:
    """Returns why the client is not authenticated, or an empty string."""
    method = client.authentication["method"]
    if method not in list(AuthMethod):
        return f"its method is {method}, and this sandbox supports mutual TLS only"
    if any(name in form for name in _OTHER_METHODS) or "authorization" in request.headers:
        return "it uses a second authentication method (RFC 6749 §2.3)"
    if not request.certificates:
        return "it presents no certificate"
    if method == AuthMethod.SELF_SIGNED:
        return _self_signed_problem(client.authentication.get("jwks", {}), request.certificates[0])
    return _ca_signed_problem(client.authentication, request.certificates)


def _self_signed_problem(key_set: Mapping[str, Any], leaf: x509.Certificate) -> str:
    """Requires the certificate as ``x5c[0]`` of a registered key (RFC 8705 §2.2). Does not check its dates."""
    registered = [decode_base64(key["x5c"][0]) for key in key_set.get("keys", ()) if key.get("x5c")]
    return "" if to_der(leaf) in registered else "its certificate is not in the registered key set"


def _ca_signed_problem(configuration: Mapping[str, Any], sent: Sequence[x509.Certificate]) -> str:
    """Requires a certificate with the registered issuers and subject (RFC 8705 §2.1)."""
    settings = configuration.get("tls_client_auth", {})
    pem = settings.get("certificate_chain") or configuration.get("ca")
    if not pem:
        return "no chain is registered"
    leaf, *intermediates = sent
    try:
        registered = parse_certificates(pem)
        chain = sort_chain([leaf, *_ancestors(leaf, [*registered, *intermediates])], public_key_of(leaf))
        require_fit_chain(chain, now=datetime.now(UTC))
        subject = settings.get("distinguished_name")
        if subject and parse_subject(subject).rfc4514_string() != leaf.subject.rfc4514_string():
            return "its subject differs from the registered one"
    except MaterialRefused as error:
        return error.description
    return "" if any(issuer in registered for issuer in chain[1:]) else "its issuers are not registered"


def _ancestors(leaf: x509.Certificate, candidates: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Returns the candidates whose names can form the leaf's chain. The caller verifies the signatures.

    The others are legitimate too: an end-entity certificate from before a renewal, an old CA beside its successor.
    """
    rest = list(dict.fromkeys(candidates))
    ancestors: list[x509.Certificate] = []
    last = leaf
    while last.issuer != last.subject:
        issuer = next((candidate for candidate in rest if candidate.subject == last.issuer), None)
        if issuer is None:
            break
        ancestors.append(issuer)
        rest.remove(issuer)
        last = issuer
    return ancestors
