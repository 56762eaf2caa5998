"""The requests of the interop tests to the server, written independently of the tested app."""

import base64
import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.interop.http_client import Answer, Caller
from tests.interop.pki import Identity
from tests.interop.provider import OidcProvider


def base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def thumbprint(identity: Identity) -> str:
    return base64url(hashlib.sha256(identity.certificate.public_bytes(Encoding.DER)).digest())


def _number(value: int, size: int) -> str:
    return base64url(value.to_bytes(size, "big"))


def jwks(identity: Identity) -> dict[str, list[dict[str, Any]]]:
    der = identity.certificate.public_bytes(Encoding.DER)
    jwk: dict[str, Any] = {"use": "sig", "kid": thumbprint(identity), "x5c": [base64.b64encode(der).decode()]}
    public = identity.certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        numbers = public.public_numbers()
        jwk |= {"kty": "RSA", "alg": "RS256", "n": _number(numbers.n, 256), "e": _number(numbers.e, 3)}
    elif isinstance(public, ec.EllipticCurvePublicKey):
        point = public.public_numbers()
        jwk |= {"kty": "EC", "alg": "ES256", "crv": "P-256", "x": _number(point.x, 32), "y": _number(point.y, 32)}
    return {"keys": [jwk]}


def ask_token(server: OidcProvider, caller: Caller, client_id: str, **form: str) -> Answer:
    fields = {"grant_type": "client_credentials", "client_id": client_id, **form}
    return caller.post(f"{server.base_url}/oidc/token", **fields)


def claims_of(server: OidcProvider, caller: Caller, answer: Answer, algorithm: str = "RS256") -> dict[str, object]:
    assert answer.status == 200, answer.body
    keys = KeySet.import_key_set(caller.get(f"{server.base_url}/oidc/jwks").json)
    return jwt.decode(answer.json["access_token"], keys, algorithms=[algorithm]).claims


def assert_refused(answer: Answer) -> None:
    assert (answer.status, answer.json["error"]) == (401, "invalid_client")


def register_self_signed(server: OidcProvider, client_id: str, identity: Identity, **metadata: object) -> None:
    method = "self_signed_tls_client_auth"
    server.register(client_id, token_endpoint_auth_method=method, jwks=jwks(identity), **metadata)


def register_ca_signed(server: OidcProvider, client_id: str, subject: str, **metadata: object) -> None:
    method = "tls_client_auth"
    server.register(client_id, token_endpoint_auth_method=method, tls_client_auth_subject_dn=subject, **metadata)
