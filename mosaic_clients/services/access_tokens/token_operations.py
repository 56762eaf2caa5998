"""Calls about an existing token: revokes it, introspects it, reads its user's claims."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import ParameterRefused, SealingError
from mosaic_clients.core.oauth.id_token import require_same_subject
from mosaic_clients.core.oauth.introspection import IntrospectedBearer
from mosaic_clients.core.oauth.request_parameters import require_token
from mosaic_clients.core.oauth.token_binding import thumbprint_of
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.core.oauth.userinfo import UserInfo
from mosaic_clients.models import AccessToken, Client
from mosaic_clients.services import retrying
from mosaic_clients.services.access_tokens.client_session import AuthenticatedCall, authenticated_call, bound_to
from mosaic_clients.services.bearers import denylist
from mosaic_clients.transport import oidc

HINTS = ("", "access_token", "refresh_token")


@sensitive_variables()
def revoke(client: Client, token: str, *, token_type_hint: str = "") -> None:
    """Revokes an access or refresh token at Mosaic (RFC 7009), and refuses it here from then on, JWT or not.

    If it is the client's stored token, the next one is due. Idempotent, so retried. Raises ParameterRefused,
    MosaicRefusal, a TransportError or MoveRefused.
    """
    _check(token, token_type_hint)
    call = _call_with(client, token)
    retrying.call_with_retries(
        lambda limits: oidc.revoke(
            call.session,
            call.endpoints.revocation,
            client_id=call.client_id,
            token=token,
            token_type_hint=token_type_hint,
            limits=limits,
        ),
        limits=call.limits,
        is_idempotent=True,
    )
    denylist.add(token, expires_at=None)
    _drop_stored(client, token)


@sensitive_variables()
def introspect(client: Client, token: str, *, token_type_hint: str = "") -> IntrospectedBearer:
    """The state of a token at Mosaic now (RFC 7662), revocation included; never cached. Idempotent, so retried.

    A token that was revoked here is not active, whatever Mosaic returns.

    Raises ParameterRefused, MosaicRefusal, a TransportError (AnswerUnusable for a malformed answer) or MoveRefused.
    """
    _check(token, token_type_hint)
    settings = conf.current()
    policy = client.environment.bearer_policy(leeway=settings.LEEWAY, require_bound=settings.REQUIRE_BOUND_TOKENS)
    call = _call_with(client, token)
    result = retrying.call_with_retries(
        lambda limits: oidc.introspect(
            call.session,
            call.endpoints.introspection,
            client_id=call.client_id,
            token=token,
            policy=policy,
            token_type_hint=token_type_hint,
            limits=limits,
        ),
        limits=call.limits,
        is_idempotent=True,
    )
    if denylist.is_denied(token, denylist.current()):
        return replace(result, active=False, claims={})
    return result


@sensitive_variables()
def userinfo(client: Client, user_tokens: UserTokens | str) -> UserInfo:
    """Mosaic's claims about a user, for their tokens or their access token alone, with the certificate it is bound to.

    With the tokens, it must be the user of their ID token (OpenID Connect Core §5.3.2). Idempotent, so retried.
    Raises ParameterRefused, IdTokenRefused, MosaicRefusal, a TransportError or MoveRefused.
    """
    tokens = user_tokens if isinstance(user_tokens, UserTokens) else None
    token = require_token(tokens.access_token if tokens else user_tokens)
    call = _call_with(client, token, tokens.x5t_s256 if tokens else "")
    info = retrying.call_with_retries(
        lambda limits: oidc.userinfo(call.session, call.endpoints.userinfo, access_token=token, limits=limits),
        limits=call.limits,
        is_idempotent=True,
    )
    if tokens and tokens.id_token is not None:
        require_same_subject(tokens.id_token, info.claims)
    return info


@sensitive_variables()
def _call_with(client: Client, token: str, x5t_s256: str = "") -> AuthenticatedCall:
    """A call with the certificate that the token is bound to, or with the active one if that cannot be used."""
    return authenticated_call(client, bound_to(client, x5t_s256 or thumbprint_of(token)))


@sensitive_variables()
def _check(token: str, token_type_hint: str) -> None:
    require_token(token)
    if token_type_hint not in HINTS:
        raise ParameterRefused("The token type hint must be access_token or refresh_token.")


@sensitive_variables()
def _drop_stored(client: Client, token: str) -> None:
    for row in client.access_tokens.exclude(value=""):
        try:
            is_revoked = row.unseal("value") == token
        except SealingError:
            continue
        if is_revoked:
            values = {"value": "", "credential": None, "expires_at": None, "due_at": timezone.now()}
            AccessToken.objects.filter(pk=row.pk, value=row.value).update(**values)
