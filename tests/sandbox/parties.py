"""A registered client with its certificate, and its requests to the sandbox."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Answer, Material, call

CALLBACK = "https://app.test/callback"
CIBA = "urn:openid:params:grant-type:ciba"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
VERIFIER = secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


PKCE = {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}


@dataclass(frozen=True)
class Party:
    """A registered client, its certificate and one redirect URI."""

    sandbox: Sandbox
    client_id: str
    material: Material

    def post(self, path: str, *, material: Material | None = None, **form: str) -> Answer:
        fields = {"client_id": self.client_id, **form}
        return call(self.sandbox, "POST", f"/cis/oidc/{path}", material=material or self.material, form=fields)

    def token(self, grant_type: str, **form: str) -> Answer:
        return self.post("token", grant_type=grant_type, **form)

    def push(self, **parameters: str) -> Answer:
        return self.post("request", redirect_uri=CALLBACK, response_type="code", **{**PKCE, **parameters})

    def authorization_url(self, **parameters: str) -> str:
        query = urlencode({"client_id": self.client_id, **parameters})
        return f"{self.sandbox.base_url}/oidc/auth?{query}"

    def code(self, user: str = "alice", **parameters: str) -> str:
        """Returns a code after PAR and sign-in."""
        uri = self.push(**parameters).json["request_uri"]
        return query_of(self.sandbox.sign_in(self.authorization_url(request_uri=uri), user))["code"]

    def redeem(self, code: str, /, **changes: str) -> Answer:
        form = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER, **changes}
        return self.token("authorization_code", **form)

    def tokens(self, **parameters: str) -> Mapping[str, Any]:
        answer = self.redeem(self.code(**parameters))
        assert answer.status == 200, answer.json
        tokens: Mapping[str, Any] = answer.json
        return tokens


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def assert_refused(answer: Answer, error: str, status: int = 400) -> None:
    """Checks for an OAuth error that must not be cached."""
    assert (answer.status, answer.json["error"]) == (status, error), answer.json
    assert answer.headers["cache-control"] == "no-store"
