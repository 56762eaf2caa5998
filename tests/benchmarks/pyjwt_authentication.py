"""An authentication class that many projects write themselves: PyJWT with a fixed key, without cache or ``cnf``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.request import urlopen

import jwt
from django.conf import settings
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from tests.benchmarks.issuer import AUDIENCE, ISSUER


class Caller:
    """The subject of the token."""

    is_authenticated = True

    def __init__(self, subject: str) -> None:
        self.subject = subject


@cache
def _key() -> Any:
    with urlopen(f"{settings.ISSUER_URL}/jwks") as answer:
        return jwt.PyJWK(json.load(answer)["keys"][0], "RS256").key


class PyJWTAuthentication(BaseAuthentication):
    """Checks signature, ``exp``, ``iss`` and ``aud``."""

    def authenticate(self, request: Request) -> tuple[Caller, dict[str, Any]]:
        """Returns the caller and the claims."""
        token = get_authorization_header(request).removeprefix(b"Bearer ")
        try:
            claims = jwt.decode(token, _key(), algorithms=["RS256"], audience=AUDIENCE, issuer=ISSUER)
        except jwt.InvalidTokenError:
            raise AuthenticationFailed from None
        return Caller(claims["sub"]), claims
