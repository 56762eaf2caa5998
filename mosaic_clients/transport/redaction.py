"""Removes request secrets that a server repeats in its refusal, before the refusal is stored or logged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote

REPLACEMENT = b"[removed]"
SECRETS = frozenset(
    {
        "access_token",
        "actor_token",
        "auth_req_id",
        "client_assertion",
        "client_secret",
        "code",
        "code_verifier",
        "device_code",
        "id_token_hint",
        "login_hint_token",
        "nonce",
        "refresh_token",
        "state",
        "subject_token",
        "token",
    }
)
"""The parameters of our calls whose values are secret."""

_SHORTEST = 8
"""Characters. A shorter secret can be guessed anyway, and may occur in a sentence by chance."""


def without_echo(body: bytes, form: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """The body of a refusal without the secrets of its request, from that request's form and headers."""
    for secret in _secrets(form, headers):
        if len(secret) >= _SHORTEST:
            plain = secret.encode()
            in_json = json.dumps(secret)[1:-1]
            for spelling in (plain, in_json.encode(), in_json.replace("/", "\\/").encode(), quote(plain, "").encode()):
                body = body.replace(spelling, REPLACEMENT)
    return body


def _secrets(form: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[str]:
    yield from (form[name] for name in SECRETS & form.keys())
    yield from (value.partition(" ")[2] for name, value in headers.items() if name.lower() == "authorization")
