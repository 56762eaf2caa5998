"""Mosaic's OpenID endpoints, one function each: sends the request and reads the answer by the rules of ``core``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.jose.jwks_caching import KeySetAnswer, lifetime, read_entity_tag
from mosaic_clients.core.oauth.ciba_device import (
    BackchannelAnswer,
    DeviceAnswer,
    read_backchannel_answer,
    read_device_answer,
)
from mosaic_clients.core.oauth.discovery import Discovery, read_discovery
from mosaic_clients.core.oauth.introspection import IntrospectedBearer, read_introspection
from mosaic_clients.core.oauth.responses import Answer, TokenAnswer, read_json, read_token_answer, refusal
from mosaic_clients.core.oauth.userinfo import UserInfo, read_userinfo
from mosaic_clients.transport.http import Limits, call
from mosaic_clients.transport.sessions import IdentitySession


def client_credentials(
    session: IdentitySession, url: str, *, client_id: str, resource: str, limits: Limits
) -> TokenAnswer:
    """Obtain a client access token (RFC 6749 §4.4) with the session's certificate instead of a secret (RFC 8705 §2).

    ``resource`` is one URI or empty. Raises MosaicRefusal or a TransportError.
    """
    parameters = {"resource": resource} if resource else {}
    return grant(session, url, "client_credentials", client_id=client_id, parameters=parameters, limits=limits)


def grant(
    session: IdentitySession,
    url: str,
    grant_type: str,
    *,
    client_id: str,
    parameters: Mapping[str, str],
    limits: Limits,
) -> TokenAnswer:
    """Request tokens for one grant, with the session's certificate instead of a secret (RFC 8705 §2).

    ``parameters`` are those of the grant. Raises MosaicRefusal or a TransportError.
    """
    form = {**parameters, "grant_type": grant_type, "client_id": client_id}
    answer = call(session, "POST", url, form=form, limits=limits)
    return read_token_answer(answer, now=datetime.now(UTC), grant_type=grant_type)


def revoke(
    session: IdentitySession, url: str, *, client_id: str, token: str, limits: Limits, token_type_hint: str = ""
) -> None:
    """Revoke an access or refresh token (RFC 7009); a token that Mosaic does not know is no error.

    Raises MosaicRefusal or a TransportError.
    """
    answer = _post_token(session, url, client_id, token, token_type_hint, limits)
    if answer.status != 200:  # the body of a 200 is empty (docs/mosaic.md §6)
        raise refusal(answer, now=datetime.now(UTC))


def introspect(
    session: IdentitySession,
    url: str,
    *,
    client_id: str,
    token: str,
    policy: BearerPolicy,
    limits: Limits,
    token_type_hint: str = "",
) -> IntrospectedBearer:
    """Introspect a token (RFC 7662) and check it by ``policy``. Raises MosaicRefusal or a TransportError."""
    answer = _post_token(session, url, client_id, token, token_type_hint, limits)
    return read_introspection(answer, policy=policy, token=token, now=datetime.now(UTC))


def _post_token(
    session: IdentitySession, url: str, client_id: str, token: str, token_type_hint: str, limits: Limits
) -> Answer:
    form = {"client_id": client_id, "token": token}
    if token_type_hint:
        form["token_type_hint"] = token_type_hint
    return call(session, "POST", url, form=form, limits=limits)


def userinfo(session: IdentitySession, url: str, *, access_token: str, limits: Limits) -> UserInfo:
    """Read the claims about the user of a token (OpenID Connect Core §5.3), which is sent in the header.

    The session must present the certificate that the token is bound to. Raises MosaicRefusal or a TransportError.
    """
    answer = call(session, "GET", url, headers={"Authorization": f"Bearer {access_token}"}, limits=limits)
    return read_userinfo(answer, now=datetime.now(UTC))


def backchannel_authentication(
    session: IdentitySession, url: str, *, client_id: str, parameters: Mapping[str, str], limits: Limits
) -> BackchannelAnswer:
    """Request a user's approval on their own device (CIBA Core §7.1); raises MosaicRefusal or a TransportError."""
    answer = call(session, "POST", url, form={**parameters, "client_id": client_id}, limits=limits)
    return read_backchannel_answer(answer, now=datetime.now(UTC))


def device_authorization(
    session: IdentitySession, url: str, *, client_id: str, parameters: Mapping[str, str], limits: Limits
) -> DeviceAnswer:
    """Request a code that a user types on another device (RFC 8628 §3.1); raises MosaicRefusal or a TransportError."""
    answer = call(session, "POST", url, form={**parameters, "client_id": client_id}, limits=limits)
    return read_device_answer(answer, now=datetime.now(UTC))


def signing_keys(session: IdentitySession, url: str, *, entity_tag: str = "", limits: Limits) -> KeySetAnswer:
    """Fetch and read Mosaic's JWK set, or confirm that the one of ``entity_tag`` is current (RFC 9110 §13.1.2).

    Raises MosaicRefusal or a TransportError, also for a 304 without ``entity_tag``.
    """
    condition = {"If-None-Match": entity_tag} if entity_tag else {}
    answer = call(session, "GET", url, headers={"Cache-Control": "no-cache", **condition}, limits=limits)
    fresh_for = lifetime(answer.headers)
    if answer.status == 304 and entity_tag:
        return KeySetAnswer(None, entity_tag, fresh_for)
    if answer.status == 304:
        raise AnswerUnusable("The server answers 304 (not modified), but the request named no version.", status=304)
    read_json(answer, now=datetime.now(UTC))
    return KeySetAnswer(parse_signing_keys(answer.body), read_entity_tag(answer.headers), fresh_for)


def discovery(session: IdentitySession, url: str, *, limits: Limits) -> Discovery:
    """Fetch and read the discovery document; raises MosaicRefusal or a TransportError."""
    answer = call(session, "GET", url, headers={"Cache-Control": "no-cache"}, limits=limits)
    return read_discovery(read_json(answer, now=datetime.now(UTC)))
