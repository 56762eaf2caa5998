"""Every kind of call to Mosaic, each with a secret in its request and an answer that it accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.oauth import discovery
from mosaic_clients.core.oauth.responses import read_token_answer
from mosaic_clients.transport import authorization, oidc
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.sessions import IdentitySession
from tests.core.tokens import KEYS, jwk_of

SECRET = "s3cret-that-no-log-may-hold"
POLICY = BearerPolicy(frozenset({"i"}), frozenset({"a"}), frozenset({"RS256"}), frozenset({"JWT"}))


@dataclass(frozen=True)
class Call:
    """``make(session, url, limits)`` calls; ``good`` is an accepted answer, ``wrong`` has invalid values by member."""

    make: Callable[[IdentitySession, str, Limits], Any]
    good: dict[str, Any]
    wrong: dict[str, list[Any]]


def _token(session: IdentitySession, url: str, limits: Limits) -> Any:
    parameters = {"auth_req_id": SECRET}
    return oidc.grant(session, url, "any", client_id="shop", parameters=parameters, limits=limits)


def _redeem(session: IdentitySession, url: str, limits: Limits) -> Any:
    answer = authorization.redeem(session, url, "any", client_id="shop", parameters={"code": SECRET}, limits=limits)
    return read_token_answer(answer, now=datetime.now(UTC))


def _push(session: IdentitySession, url: str, limits: Limits) -> Any:
    return authorization.push(session, url, parameters={"client_id": "shop", "login_hint": SECRET}, limits=limits)


def _backchannel(session: IdentitySession, url: str, limits: Limits) -> Any:
    parameters = {"login_hint_token": SECRET}
    return oidc.backchannel_authentication(session, url, client_id="shop", parameters=parameters, limits=limits)


def _device(session: IdentitySession, url: str, limits: Limits) -> Any:
    return oidc.device_authorization(session, url, client_id="shop", parameters={"scope": SECRET}, limits=limits)


def _introspect(session: IdentitySession, url: str, limits: Limits) -> Any:
    return oidc.introspect(session, url, client_id="shop", token=SECRET, policy=POLICY, limits=limits)


def _userinfo(session: IdentitySession, url: str, limits: Limits) -> Any:
    return oidc.userinfo(session, url, access_token=SECRET, limits=limits)


def _revoke(session: IdentitySession, url: str, limits: Limits) -> Any:
    return oidc.revoke(session, url, client_id="shop", token=SECRET, limits=limits)


def _discovery(session: IdentitySession, url: str, limits: Limits) -> Any:
    return oidc.discovery(session, url, limits=limits)


def _signing_keys(session: IdentitySession, url: str, limits: Limits) -> Any:
    return oidc.signing_keys(session, url, limits=limits)


LISTS = [discovery.SIGNING_ALGORITHMS, discovery.AUTH_METHODS, discovery.CHALLENGE_METHODS]
FLAGS = [discovery.BOUND_TOKENS, discovery.NAMES_ISSUER, discovery.REQUIRES_PUSHED]

NO_TEXT: list[Any] = [True, False, 0, -1, 1.5, [], ["a"], {}, {"a": "b"}]
NO_CODE = [*NO_TEXT, None, "", " ", "a b", "a\nb", "a\0", "t\u00f6ken", "\ud800"]
NO_SECONDS: list[Any] = [True, False, 0, -1, -0.5, [], {}, "", "-1", "soon"]
NO_URL = [*NO_TEXT, "", "x", "http://a.test/", "javascript:alert(1)", "https://", "https://[::1", "https://a.test/ b"]
NO_CLAIM = [*NO_TEXT, "a\0b", "\ud800"]
NO_TIME: list[Any] = [True, False, None, "1", "", [], {}]
NO_ADDRESS = [*NO_TEXT, None, "", "x", "http://a.test/", "https://", "https://[::1"]
NO_LIST: list[Any] = [True, 0, None, "x", {}, [1], [None], [["x"]]]
NO_FLAG: list[Any] = [0, 1, None, "true", [], {}]

TOKENS = {"access_token": "good", "token_type": "Bearer", "expires_in": 60, "scope": "openid", "refresh_token": "r"}
NO_TOKENS = {
    "access_token": NO_CODE,
    "token_type": [*NO_TEXT, None, "", "DPoP", "N_A"],
    "expires_in": NO_SECONDS,
    "scope": [*NO_CLAIM, None],
    "refresh_token": [*NO_TEXT, "a b"],
    "id_token": [*NO_TEXT, "a b"],
    "issued_token_type": [*NO_TEXT, "a b"],
}

CALLS = {
    "token": Call(_token, TOKENS, NO_TOKENS),
    "redeemed code": Call(_redeem, TOKENS, NO_TOKENS),
    "pushed authorization": Call(
        _push,
        {"request_uri": "urn:ietf:params:oauth:request_uri:1", "expires_in": 60},
        {"request_uri": NO_CODE, "expires_in": [*NO_SECONDS, None]},
    ),
    "backchannel": Call(
        _backchannel,
        {"auth_req_id": "good", "expires_in": 600, "interval": 5, "link": "https://a.test/"},
        {"auth_req_id": NO_CODE, "expires_in": NO_SECONDS, "interval": NO_SECONDS, "link": NO_URL},
    ),
    "device": Call(
        _device,
        {
            "device_code": "good",
            "user_code": "WDJB-MJHT",
            "verification_uri": "https://a.test/device",
            "verification_uri_complete": "https://a.test/device?user_code=WDJB-MJHT",
            "expires_in": 600,
            "interval": 5,
        },
        {
            "device_code": NO_CODE,
            "user_code": [*NO_TEXT, None, "", " ", "a\nb", "x" * 101],
            "verification_uri": NO_URL,
            "verification_uri_complete": NO_URL,
            "expires_in": NO_SECONDS,
            "interval": NO_SECONDS,
        },
    ),
    "introspection": Call(
        _introspect,
        {"active": True, "sub": "ann", "client_id": "shop", "exp": 9999999999, "aud": ["a"], "scope": "x"},
        {
            "active": [None, 0, 1, "true", "", [], {}],
            "sub": NO_CLAIM,
            "client_id": NO_CLAIM,
            "scope": NO_CLAIM,
            "iss": NO_CLAIM,
            "jti": NO_CLAIM,
            "username": NO_CLAIM,
            "token_type": NO_CLAIM,
            "exp": NO_TIME,
            "iat": NO_TIME,
            "nbf": NO_TIME,
            "aud": [True, 0, None, {}, [1], [None], [["a"]]],
        },
    ),
    "userinfo": Call(_userinfo, {"sub": "ann", "email": "ann@a.test"}, {"sub": [*NO_CLAIM, None, "", "x" * 256]}),
    "revocation": Call(_revoke, {}, {}),
    "discovery": Call(
        _discovery,
        {"issuer": "https://i.test", "token_endpoint": "https://i.test/token"},
        {
            "issuer": [*NO_TEXT, None],
            **dict.fromkeys(discovery.ENDPOINT_MEMBERS, NO_ADDRESS),
            discovery.ALIASES: [
                *(True, 0, None, [], "x"),
                *({member: value} for member in discovery.ALIASED_MEMBERS for value in (1, None, "http://a.test/")),
            ],
            **dict.fromkeys(LISTS, NO_LIST),
            **dict.fromkeys(FLAGS, NO_FLAG),
        },
    ),
    "signing keys": Call(
        _signing_keys, {"keys": [jwk_of(KEYS["ec"], kid="good")]}, {"keys": [True, 0, None, "x", {}, {"kty": "EC"}]}
    ),
}
