"""Mosaic's signing keys: its RSA keys, its published JWK set, and the tokens that it signs."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from mosaic_clients.core.encoding import parse_json_object
from mosaic_clients.core.jose.algorithms import PUBLIC_MEMBERS, algorithms_of
from mosaic_clients.core.jose.jwks import SigningKeys, parse_signing_keys
from mosaic_clients.core.jose.public_jwk import key_id
from mosaic_clients.core.oauth.endpoints import DEFAULT_AUDIENCE
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, dump_private_key, generate, load_sealed_private_key
from mosaic_clients.sandbox.storage import Storage
from mosaic_clients.sandbox.tenant.registry import Tenant

FILE = "signing-keys.json"
ALGORITHMS = algorithms_of("RSA")
SIGNING_ALGORITHM = "RS256"
"""The algorithm of Mosaic's signatures, unless a header sets another one."""

_PUBLISHED = ("kty", "use", "kid", "alg", *PUBLIC_MEMBERS["RSA"])


@dataclass(frozen=True, slots=True)
class _Pair:
    kid: str
    key: RSAKey

    @classmethod
    def load(cls, pem: str) -> _Pair:
        return cls(key_id(load_sealed_private_key(pem).public_key()), RSAKey.import_key(pem))

    def public(self) -> dict[str, str]:
        members = self.key.as_dict(private=False) | {"use": "sig", "kid": self.kid, "alg": SIGNING_ALGORITHM}
        return {name: str(members[name]) for name in _PUBLISHED}


class SigningKeyRing:
    """The RSA keys of the tenant. The last one signs, all of them are published."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.Lock()
        stored = storage.read(FILE)
        self._pairs = tuple(_Pair.load(pem) for pem in stored["keys"]) if stored else ()
        if not self._pairs:
            self.rotate()

    def rotate(self, *, keep_old: bool = True) -> str:
        """Sign with a new key from now on. ``keep_old`` still publishes the old keys. Returns the new kid."""
        new = _Pair.load(dump_private_key(generate(KeyAlgorithm.RSA_2048)))
        with self._lock:
            pairs = (*self._pairs, new) if keep_old else (new,)
            self._storage.write(FILE, {"keys": [pair.key.as_pem(private=True).decode() for pair in pairs]})
            self._pairs = pairs
        return new.kid

    def published(self) -> dict[str, list[dict[str, str]]]:
        """Return the public JWK set (docs/mosaic.md §3.3), the signing key last."""
        return {"keys": [pair.public() for pair in self._pairs]}

    def verification_keys(self) -> SigningKeys:
        """Return the same set as a verifier reads it."""
        return parse_signing_keys(json.dumps(self.published()).encode())

    def sign(self, claims: Mapping[str, Any], header: Mapping[str, Any]) -> str:
        """Return a compact JWS with RS256, ``typ`` JWT and the current kid. ``header`` overrides; None omits one."""
        current = self._pairs[-1]
        protected = _override({"alg": SIGNING_ALGORITHM, "typ": "JWT", "kid": current.kid}, header)
        registry = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        return jws.serialize_compact(protected, json.dumps(claims), current.key, registry=registry)

    def read(self, token: str) -> dict[str, Any] | None:
        """Return the claims of a token that one of the published keys signed, or None."""
        registry = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        for pair in self._pairs:
            try:
                return parse_json_object(jws.deserialize_compact(token, pair.key, registry=registry).payload)
            except (JoseError, ValueError):
                continue
        return None


@dataclass(frozen=True, slots=True)
class TokenIssuer:
    """Issues the tokens of one tenant. ``lifetime`` is in seconds."""

    ring: SigningKeyRing
    tenant: Tenant
    issuer: str
    lifetime: int

    def access_token(self, client_id: str, *, scope: str, audience: str, x5t_s256: str | None) -> str:
        """Return the token of a client (docs/mosaic.md §3.1), bound to its certificate, if any (RFC 8705 §3.1)."""
        binding = {"x5t#S256": x5t_s256} if x5t_s256 else None
        return self.mint({"sub": client_id, "client_id": client_id, "scope": scope, "aud": audience, "cnf": binding})

    def id_token(self, claims: Mapping[str, Any]) -> str:
        """Return an ID token (docs/mosaic.md §3.2): ``claims``, issuer, tenant and times. None omits a member."""
        now = int(time.time())
        defaults = {"iss": self.issuer, "iat": now, "exp": now + self.lifetime, "tid": self.tenant.tenant_id}
        return self.ring.sign(_override(defaults, claims), {})

    def read(self, token: str, *, check_expiry: bool = True) -> dict[str, Any] | None:
        """Return the claims of a token of this issuer, or None. Expired tokens need ``check_expiry=False``."""
        claims = self.ring.read(token)
        if claims is None or claims.get("iss") != self.issuer:
            return None
        expires_at = claims.get("exp")
        is_alive = isinstance(expires_at, int | float) and time.time() < expires_at
        return claims if is_alive or not check_expiry else None

    def mint(self, claims: Mapping[str, Any], header: Mapping[str, Any] | None = None) -> str:
        """Return a signed token. ``claims`` and ``header`` override the defaults; None omits a member."""
        now = int(time.time())
        defaults = {
            "sub": "sandbox-client",
            "iss": self.issuer,
            "iat": now,
            "exp": now + self.lifetime,
            "aud": DEFAULT_AUDIENCE,
            "scope": "openid",
            "roles": [],
            "client_id": "sandbox-client",
            "app_name": self.tenant.app_name,
            "app_id": self.tenant.app_id,
            "tid": self.tenant.tenant_id,
            "jti": secrets.token_urlsafe(16),
            "ts_roles": [],
            "ts_permissions": [],
        }
        return self.ring.sign(_override(defaults, claims), header or {})


def _override(defaults: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**defaults, **overrides}.items() if value is not None}
