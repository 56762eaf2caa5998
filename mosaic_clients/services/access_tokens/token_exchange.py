"""Exchanges a token for another, and gets tokens that act for a user."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import ParameterRefused
from mosaic_clients.core.oauth.request_parameters import form_of, require_token
from mosaic_clients.core.oauth.responses import TOKEN_EXCHANGE
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import retrying
from mosaic_clients.services.access_tokens.client_session import authenticated_call
from mosaic_clients.transport import oidc

DELEGATED_ACCESS = "urn:transmit:grant-type:delegated-access"


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
    answer = retrying.call_with_retries(
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
