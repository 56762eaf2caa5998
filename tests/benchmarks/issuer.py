"""An issuer to measure with: one key, never-seen tokens by it, and the two documents that the peers fetch."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from joserfc.jwk import ECKey, OKPKey, RSAKey

from mosaic_clients.core.jose.jwks import SigningKeys, parse_signing_keys
from tests.core.tokens import b64, sign

ISSUER, AUDIENCE, SUBJECT = "https://issuer.test", "userid-api", "323b6e7.transmit"
THUMBPRINT = "A" * 43
MAKE_KEY: dict[str, Callable[[], Any]] = {
    "RS256": lambda: rsa.generate_private_key(65537, 2048),
    "PS256": lambda: rsa.generate_private_key(65537, 2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
}
_JOSERFC = {"RS256": RSAKey, "PS256": RSAKey, "ES256": ECKey, "EdDSA": OKPKey}
_numbers = count()


@dataclass(frozen=True)
class Issuer:
    """One algorithm and a key of its own."""

    algorithm: str
    key: Any = field(repr=False)

    @classmethod
    def make(cls, algorithm: str) -> Issuer:
        """With a new key."""
        return cls(algorithm, MAKE_KEY[algorithm]())

    def tokens(self, number: int, *, bound_to: str | None = THUMBPRINT) -> list[str]:
        """Never-seen tokens with Mosaic's claims, for an hour; ``bound_to`` is the thumbprint in ``cnf``, or None."""
        now = int(time.time())
        return [self._token(now, next(_numbers), bound_to) for _ in range(number)]

    def _token(self, now: int, number: int, bound_to: str | None) -> str:
        claims = {
            "sub": SUBJECT, "iss": ISSUER, "iat": now, "exp": now + 3600, "aud": AUDIENCE, "scope": "openid",
            "client_id": SUBJECT, "app_name": "payments", "app_id": "a1b2", "tid": "t1", "jti": str(number),
            "roles": [], "ts_roles": [], "ts_permissions": [],
        }  # fmt: skip
        if bound_to is not None:
            claims["cnf"] = {"x5t#S256": bound_to}
        header = {"alg": self.algorithm, "typ": "JWT", "kid": "k1"}
        text = ".".join(b64(json.dumps(part, separators=(",", ":"))) for part in (header, claims))
        return f"{text}.{b64(sign(self.key, self.algorithm, text.encode()))}"

    @property
    def joserfc_key(self) -> Any:
        """Its public half as joserfc takes it."""
        return _JOSERFC[self.algorithm].import_key(self.key.public_key())

    @property
    def key_set(self) -> str:
        """Its public half as a JWK set."""
        return json.dumps({"keys": [{**self.joserfc_key.as_dict(private=False), "kid": "k1", "use": "sig"}]})

    @property
    def signing_keys(self) -> SigningKeys:
        """The same as this package reads it."""
        return parse_signing_keys(self.key_set.encode())

    @contextmanager
    def serving(self) -> Iterator[str]:
        """A loopback server with the discovery document and the JWK set; gives its URL."""
        documents = {"/jwks": self.key_set}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = documents[self.path].encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - http.server's
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        url = f"http://127.0.0.1:{server.server_port}"
        documents["/.well-known/openid-configuration"] = json.dumps({"issuer": ISSUER, "jwks_uri": f"{url}/jwks"})
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield url
        finally:
            server.shutdown()
            server.server_close()
