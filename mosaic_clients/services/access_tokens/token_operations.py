"""Calls about an existing token: revokes it, introspects it, reads its user's claims, exchanges it for another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import ParameterRefused, SealingError
from mosaic_clients.core.oauth.id_token import require_same_subject
from mosaic_clients.core.oauth.introspection import IntrospectedBearer
from mosaic_clients.core.oauth.request_parameters import form_of, require_token
from mosaic_clients.core.oauth.responses import TOKEN_EXCHANGE
from mosaic_clients.core.oauth.token_binding import require_bound_to, thumbprint_of
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.core.oauth.userinfo import UserInfo
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services import retrying
from mosaic_clients.services.access_tokens.client_session import AuthenticatedCall, authenticated_call, bound_to
from mosaic_clients.services.bearers import denylist
from mosaic_clients.transport import oidc

DELEGATED_ACCESS = "urn:transmit:grant-type:delegated-access"
HINTS = ("", "access_token", "refresh_token")


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """The result of an exchange. ``value`` goes into ``Authorization: Bearer``.

    ``expires_at`` is aware. The token is bound to the certificate of ``credential`` where binding is on. Neither is
    true where ``issued_token_type`` is not an access token.
    """

    value: str = field(repr=False)
    expires_at: datetime
    scope: str
    issued_token_type: str
    refresh_token: str = field(repr=False)
    credential: Credential = field(repr=False)


@sensitive_variables()
def revoke(client: Client, token: str, *, token_type_hint: str = "") -> None:
    """Revokes an access or refresh token at Mosaic (RFC 7009), and refuses it here from then on, JWT or not.

    If it is the client's stored token, the next one is due. Idempotent, so retried. Raises ParameterRefused,
    MosaicRefusal, a TransportError or MoveRefused.
    """
    _check(token, token_type_hint)
    call = _call_with(client, token)
    retrying.repeat(
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
    result = retrying.repeat(
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
    info = retrying.repeat(
        lambda limits: oidc.userinfo(call.session, call.endpoints.userinfo, access_token=token, limits=limits),
        limits=call.limits,
        is_idempotent=True,
    )
    if tokens and tokens.id_token is not None:
        require_same_subject(tokens.id_token, info.claims)
    return info


@sensitive_variables()
def exchange(
    client: Client,
    *,
    subject_token: str,
    subject_token_type: str,
    actor_token: str,
    actor_token_type: str,
    **others: str,
) -> IssuedToken:
    """Exchanges a token for another (RFC 8693 §2.1); ``others`` are further parameters, empty ones are omitted.

    Retried only where Mosaic did not apply it. Raises ParameterRefused, MosaicRefusal, a TransportError, MoveRefused.
    """
    require_token(subject_token)
    if bool(actor_token) != bool(actor_token_type):
        raise ParameterRefused("Give both the actor token and its type, or neither.")
    tokens = {"subject_token": subject_token, "subject_token_type": subject_token_type}
    actor = {"actor_token": actor_token, "actor_token_type": actor_token_type}
    return _issue(client, TOKEN_EXCHANGE, form_of(**tokens, **actor, **others))


@sensitive_variables()
def delegate(client: Client, *, user_id: str, actor_token: str, actor_token_type: str, scope: str) -> IssuedToken:
    """Gets a token that acts for a user (delegated access, docs/mosaic.md §2.2). Retries and raises as ``exchange``."""
    require_token(actor_token)
    if not user_id:
        raise ParameterRefused("Give the user ID of the user to act for.")
    subject = {"subject_identifier": user_id, "subject_identifier_type": "user_id"}
    actor = {"actor_token": actor_token, "actor_token_type": actor_token_type}
    return _issue(client, DELEGATED_ACCESS, form_of(**subject, **actor, scope=scope))


@sensitive_variables()
def _issue(client: Client, grant_type: str, parameters: dict[str, str]) -> IssuedToken:
    call = authenticated_call(client)
    answer = retrying.repeat(
        lambda limits: oidc.grant(
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
    if answer.is_access_token:
        require_bound_to(answer.access_token, call.credential.x5t_s256, binding_expected=client.bound)
    return IssuedToken(
        value=answer.access_token,
        expires_at=timezone.now() + timedelta(seconds=answer.expires_in),
        scope=answer.scope or parameters.get("scope", ""),  # if omitted, it is the requested one
        issued_token_type=answer.issued_token_type,
        refresh_token=answer.refresh_token,
        credential=call.credential,
    )


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
