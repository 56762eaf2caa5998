"""Makes tokens of the issuer that the hostile tests trust: valid with changes, of any text, or signed with a secret."""

from __future__ import annotations

import hmac
import json
import time
from typing import Any

from tests.core.tokens import KEYS, b64, sign, token
from tests.pki import issue

ISSUER = "https://hostile.userid.test"
LEAF = issue("CN=valid caller")
HEADER = '{"alg":"ES256","kid":"ec","typ":"at+jwt"}'


def bearer(claims: Any = None, header: Any = None, **options: Any) -> str:
    """A currently valid token with changes, which ``tests.core.tokens.token`` describes."""
    now = time.time()
    valid = {"iss": ISSUER, "exp": now + 300, "iat": now - 5}
    return token({**valid, **(claims or {})} if not isinstance(claims, bytes) else claims, header, **options)


def raw(header: bytes | str, claims: bytes | str, algorithm: str = "ES256") -> str:
    """Any header and claims, unchanged and with a valid signature."""
    signing_input = f"{b64(header)}.{b64(claims)}"
    key = KEYS["rsa" if algorithm in {"RS256", "PS256"} else "ec"]
    return f"{signing_input}.{b64(sign(key, algorithm, signing_input.encode()))}"


def payload(**changes: Any) -> str:
    """Currently valid claims with changes, as JSON."""
    now = time.time()
    valid = {"iss": ISSUER, "aud": "userid-api", "sub": "c", "client_id": "c", "exp": now + 300, "iat": now}
    return json.dumps({**valid, **changes})


def mac(secret: bytes, algorithm: str = "HS256", **header: Any) -> str:
    """A token with a symmetric signature."""
    name = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}[algorithm]
    signing_input = f"{b64(json.dumps({'alg': algorithm, 'kid': 'rsa', 'typ': 'at+jwt', **header}))}.{b64(payload())}"
    return f"{signing_input}.{b64(hmac.digest(secret, signing_input.encode(), name))}"
