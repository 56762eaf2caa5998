"""Obtains the tokens of a user: for a code, and later for a refresh token, with the certificate they are bound to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import IdTokenRefused, ParameterRefused
from mosaic_clients.core.errors.codes import IdTokenCode
from mosaic_clients.core.oauth.authorization_request import AuthorizationRequest
from mosaic_clients.core.oauth.callback import read_code
from mosaic_clients.core.oauth.discovery import NAMES_ISSUER
from mosaic_clients.core.oauth.id_token import Expected, IdToken
from mosaic_clients.core.oauth.request_parameters import require_text, require_token
from mosaic_clients.core.oauth.responses import Answer, TokenAnswer, read_token_answer
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.core.oauth.user_tokens import UserTokens, rotated_refresh_token
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import retrying
from mosaic_clients.services.access_tokens.client_session import AuthenticatedCall, authenticated_call, bound_to
from mosaic_clients.services.access_tokens.store import note_lifetime
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.user_login import id_tokens
from mosaic_clients.services.user_login.authorization import require_own
from mosaic_clients.transport import authorization as transport

OnRotated = Callable[[str, str], None]
"""Called with a new refresh token and the thumbprint of the certificate that it is bound to."""


@sensitive_variables()
def exchange(client: Client, request: AuthorizationRequest, answer: Iterable[tuple[str, str]]) -> UserTokens:
    """Checks the callback of the browser for ``request``, and exchanges its code (RFC 6749 §4.1.3, RFC 7636 §4.5).

    ``answer`` is every pair of the callback's query. A code can be used once, so it is not sent while a requested ID
    token could not be verified. Raises CallbackRefused, AuthorizationRefused, IdTokenRefused, MoveRefused,
    MosaicRefusal, NoUsableSigningKeys, or a TransportError (AnswerUnusable for a token that is not bound as expected).
    """
    require_own(client, request)
    discovery = client.environment.discovery
    code = read_code(
        answer,
        state=request.state,
        issuers=frozenset(client.environment.issuers),
        issuer_required=discovery is not None and discovery.flag(NAMES_ISSUER) is True,
    )
    expects_id_token = "openid" in request.scope.split()
    if expects_id_token:
        signing_key_refresh.usable_keys(client.environment)
    call = authenticated_call(client)
    parameters = {"code": code, "redirect_uri": request.redirect_uri, "code_verifier": request.code_verifier}
    token_response = _redeem(call, "authorization_code", parameters)
    tokens = read_token_answer(token_response, now=timezone.now())
    require_bound_to(tokens.access_token, call.credential.x5t_s256, binding_expected=client.bound)
    id_token = None
    if expects_id_token:
        expected = Expected(nonce=request.nonce, access_token=tokens.access_token, code=code, max_age=request.max_age)
        id_token = _id_token(client, tokens, expected)
    return _user_tokens(client, tokens, id_token, call.credential, scope=request.scope)


@sensitive_variables()
def refresh(
    client: Client,
    user_tokens: UserTokens | str,
    *,
    x5t_s256: str = "",
    on_rotated: OnRotated | None = None,
) -> UserTokens:
    """Renews a user's tokens (RFC 6749 §6), with the certificate that they are bound to while it can be used.

    ``user_tokens`` are the tokens, or a refresh token alone, with the thumbprint that was stored with it in
    ``x5t_s256``. ``on_rotated`` gets the new refresh token and its thumbprint before the rest of the response is
    checked: the old refresh token is no longer valid then. Raises as ``exchange`` does, and whatever ``on_rotated``
    raises.
    """
    before = user_tokens if isinstance(user_tokens, UserTokens) else None
    refresh_token = before.refresh_token if before else user_tokens
    if refresh_token == "":
        raise ParameterRefused("There is no refresh token. Request the scope offline_access with the prompt consent.")
    refresh_token = require_token(refresh_token)
    credential = bound_to(client, before.x5t_s256 if before else require_text("x5t_s256", x5t_s256))
    call = authenticated_call(client, credential)
    requested_at = timezone.now()
    token_response = _redeem(call, "refresh_token", {"refresh_token": refresh_token})
    rotated = rotated_refresh_token(token_response)
    if rotated and rotated != refresh_token and on_rotated is not None:
        on_rotated(rotated, call.credential.x5t_s256)
    tokens = read_token_answer(token_response, now=requested_at)
    require_bound_to(tokens.access_token, call.credential.x5t_s256, binding_expected=client.bound)
    id_token = _renewed_id_token(client, tokens, before)
    scope = before.scope if before else ""
    old_hint = before.id_token_hint if before else ""
    renewed = _user_tokens(client, tokens, id_token, call.credential, scope=scope)
    return replace(renewed, refresh_token=rotated or refresh_token, id_token_hint=renewed.id_token_hint or old_hint)


@sensitive_variables()
def _redeem(call: AuthenticatedCall, grant_type: str, parameters: Mapping[str, str]) -> Answer:
    """Redeems it once; again only where no connection was made, or a rate limit rejected the request."""
    return retrying.call_with_retries(
        lambda limits: transport.redeem(
            call.session,
            call.endpoints.token,
            grant_type,
            client_id=call.client_id,
            parameters=parameters,
            limits=limits,
        ),
        limits=call.limits,
        is_idempotent=False,
    )


@sensitive_variables()
def _id_token(client: Client, tokens: TokenAnswer, expected: Expected) -> IdToken:
    if not tokens.id_token:
        raise IdTokenRefused(
            "Mosaic's response has no ID token although the scope openid was requested.", code=IdTokenCode.MISSING
        )
    return id_tokens.verify(client, tokens.id_token, expected)


@sensitive_variables()
def _renewed_id_token(client: Client, tokens: TokenAnswer, before: UserTokens | None) -> IdToken | None:
    """The new ID token, which is optional (OpenID Connect Core §12.2), else the one of the login."""
    login = before.id_token if before else None
    if not tokens.id_token:
        return login
    expected = Expected(
        access_token=tokens.access_token,
        subject=login.subject if login else "",
        issuer=login.issuer if login else "",
    )
    return id_tokens.verify(client, tokens.id_token, expected)


@sensitive_variables()
def _user_tokens(
    client: Client, tokens: TokenAnswer, id_token: IdToken | None, credential: Credential, *, scope: str
) -> UserTokens:
    lifetime = timedelta(seconds=tokens.expires_in)
    note_lifetime(client, lifetime)
    return UserTokens(
        access_token=tokens.access_token,
        expires_at=timezone.now() + lifetime,
        scope=tokens.scope or scope,  # if omitted, it is the requested one (RFC 6749 §5.1)
        refresh_token=tokens.refresh_token,
        id_token=id_token,
        id_token_hint=tokens.id_token,
        x5t_s256=credential.x5t_s256,
    )
