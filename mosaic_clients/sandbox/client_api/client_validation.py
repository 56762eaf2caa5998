"""Validates the fields that a caller may write into a client (docs/mosaic.md §5.2, §5.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from cryptography import x509

from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.jose.public_jwk import PRIVATE_MEMBERS
from mosaic_clients.core.pki.chains import parse_certificates

METHODS = ("client_secret_basic", "self_signed_tls_client_auth", "tls_client_auth", "private_key_jwt")

Check: TypeAlias = Callable[[str, Any], Iterator[str]]
"""Takes a field's name and value, yields one text for each problem."""


def settings_problems(settings: Mapping[str, Any], required: tuple[str, ...] = ()) -> list[str]:
    """Returns the problems of the body of a create or update call; an empty list if it is valid."""
    missing = [f"{name} should not be empty" for name in required if name not in settings]
    return [*missing, *_members(_SETTINGS)("", settings)]


def _kind(kind: type, description: str) -> Check:
    def check(name: str, value: Any) -> Iterator[str]:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield f"{name} must be {description}"

    return check


def _members(checks: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    """Accepts an object with these members only, so that read-only or misspelled members are refused."""

    def check(name: str, value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{name} must be an object"
            return
        prefix = f"{name}." if name else ""
        yield from (f"{prefix}{member} should not be empty" for member in required if member not in value)
        for member, content in value.items():
            if member in checks:
                yield from checks[member](f"{prefix}{member}", content)
            else:
                yield f"property {prefix}{member} should not exist"

    return check


def _method(name: str, value: Any) -> Iterator[str]:
    if value not in METHODS:
        yield f"{name} must be one of the following values: {', '.join(METHODS)}"


def _texts(name: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        yield f"each value in {name} must be a string"


def _certificates(name: str, value: Any) -> Iterator[str]:
    try:
        parse_certificates(value if isinstance(value, str) else "")
    except MaterialRefused as error:
        yield f"{name} must be certificates as PEM: {error.description}"


def _key_set(name: str, value: Any) -> Iterator[str]:
    keys = value.get("keys") if isinstance(value, dict) else None
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        yield f"{name} must be a JWK set"
        return
    for position, key in enumerate(keys):
        yield from _key(f"{name}.keys.{position}", key)


def _key(name: str, key: Mapping[str, Any]) -> Iterator[str]:
    if PRIVATE_MEMBERS & key.keys():
        yield f"{name} must be a public key"
    if not isinstance(key.get("kty"), str):
        yield f"{name}.kty must be a string"
    if "x5c" in key and not (isinstance(key["x5c"], list) and key["x5c"] and all(map(_is_certificate, key["x5c"]))):
        yield f"{name}.x5c must be certificates as base64 of their DER"


def _is_certificate(text: object) -> bool:
    try:
        x509.load_der_x509_certificate(decode_base64(text if isinstance(text, str) else ""))
    except ValueError:
        return False
    return True


_text = _kind(str, "a string")
_flag = _kind(bool, "a boolean value")
_object = _kind(dict, "an object")
_number = _kind(int, "a number")

_AUTHENTICATION: dict[str, Check] = {
    "method": _method,
    "jwks": _key_set,
    "isMtlsCertTokenBound": _flag,
    "ca": _certificates,
    "tls_client_auth": _members(
        {
            "certificate_chain": _certificates,
            "distinguished_name": _text,  # Mosaic documents a number, by mistake
            "ocsp_on": _flag,
            "ocsp_responder_uri": _text,
            "ocsp_responder_certificate": _certificates,
            "ocsp_fail_open": _flag,
        }
    ),
}

_SETTINGS: dict[str, Check] = {
    "authentication_configuration": _members(_AUTHENTICATION, required=("method",)),
    **dict.fromkeys(
        (
            "name",
            "description",
            "authentication_protocol",
            "client_group_id",
            "client_type",
            "pkce",
            "consent_uri",
            "short_cookies_samesite_type",
        ),
        _text,
    ),
    **dict.fromkeys(
        (
            "redirect_uris",
            "resources",
            "role_ids",
            "supported_prompts",
            "response_types",
            "allowed_scopes",
            "default_custom_claims",
            "default_user_info_claims",
        ),
        _texts,
    ),
    **dict.fromkeys(
        ("enforce_par", "fapi_version_compliancy", "is_third_party", "sync_id_token_claims_to_userinfo"), _flag
    ),
    **dict.fromkeys(("token_expiration", "device_authorization", "ciba_authorization", "id_token_encryption"), _object),
    **dict.fromkeys(("session_expiration", "consent_validity_period"), _number),
}
