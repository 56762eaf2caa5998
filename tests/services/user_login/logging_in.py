"""A client with a user login, its registration at the sandbox, and the browser."""

from __future__ import annotations

from typing import Any

from mosaic_clients.api import AuthorizationRequest, MosaicClient, UserTokens
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import RESOURCE, Reply, ScriptedMosaic, token_reply

CALLBACK = "https://app.test/login/callback"
OFFLINE = "openid offline_access"
PUSH = "/cis/oidc/request"


def allow_logins(mosaic: Sandbox, client: Client, **settings: Any) -> MosaicClient:
    registration = {"resources": [RESOURCE], "redirect_uris": [CALLBACK]}
    mosaic.add_client(client.client_id, client.method, bound=client.bound, **registration | settings)
    return MosaicClient(client)


def pushed(shop: MosaicClient, scope: str = OFFLINE, **parameters: Any) -> AuthorizationRequest:
    return shop.push_authorization_request(redirect_uri=CALLBACK, scope=scope, **parameters)


def logged_in(mosaic: Sandbox, shop: MosaicClient, scope: str = OFFLINE, user: str = "alice") -> UserTokens:
    request = pushed(shop, scope)
    return shop.exchange_code(request, mosaic.sign_in(shop.authorization_url(request), user))


def answered(request: AuthorizationRequest) -> str:
    """The callback URL with the code ``c``."""
    return f"{CALLBACK}?code=c&state={request.state}"


def user_reply(mosaic: Sandbox, client: Client, *, nonce: str | None = None, **members: Any) -> Reply:
    """A token response for a user, signed by the sandbox; members override, None omits one."""
    x5t = client.credentials.active().get().x5t_s256
    bound = mosaic.mint(sub="alice", client_id=client.client_id, cnf={"x5t#S256": x5t})
    claims = {"sub": "alice", "aud": client.client_id, "client_id": None, "scope": None, "nonce": nonce}
    id_token = mosaic.mint(header={"typ": "JWT"}, **claims)
    access_token = members.pop("access_token", bound)
    return token_reply(access_token, **{"id_token": id_token, "refresh_token": "next", **members})


def answering(scripted: ScriptedMosaic, client: Client, path: str, reply: Any) -> None:
    """From now on the client's Mosaic is the scripted one, which responds to one path."""
    scripted.answers[path] = reply
    scripted.take_over(client.environment)
