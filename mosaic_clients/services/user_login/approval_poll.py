"""One poll for a user's approval, and the checks of its tokens: the same for a waiting caller and for a worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import IdTokenRefused
from mosaic_clients.core.errors.codes import IdTokenCode
from mosaic_clients.core.oauth.ciba_device import check_backchannel_claims
from mosaic_clients.core.oauth.id_token import Expected, IdToken
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.core.rotation.lifecycle import USABLE
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.access_tokens.client_session import authenticated_call
from mosaic_clients.services.access_tokens.store import note_lifetime
from mosaic_clients.services.user_login import id_tokens
from mosaic_clients.transport import oidc


class Approval(StrEnum):
    """The flow in which a user approves."""

    BACKCHANNEL = "backchannel"
    DEVICE = "device"


_GRANTS = {
    Approval.BACKCHANNEL: ("urn:openid:params:grant-type:ciba", "auth_req_id"),
    Approval.DEVICE: ("urn:ietf:params:oauth:grant-type:device_code", "device_code"),
}
"""The grant type, and the parameter for the code (docs/mosaic.md §2.2)."""


@sensitive_variables()
def poll_once(
    client: Client, approval: Approval, code: str, credential_id: UUID | None
) -> tuple[TokenAnswer, Credential]:
    """Asks the token endpoint once whether the user has approved; returns its response and the credential used.

    That is the credential that started the request while its key can be used, also if it is retiring; else the
    active one. Raises MosaicRefusal (``authorization_pending`` too), a TransportError, MoveRefused, SealingError.
    """
    usable = client.credentials.filter(status__in=USABLE).exclude(private_key="")
    first = usable.filter(pk=credential_id).first() if credential_id else None
    call = authenticated_call(client, first)
    grant_type, parameter = _GRANTS[approval]
    answer = oidc.grant(
        call.session,
        call.endpoints.token,
        grant_type,
        client_id=call.client_id,
        parameters={parameter: code},
        limits=call.limits,
    )
    return answer, call.credential


@sensitive_variables()
def check_tokens(
    client: Client, answer: TokenAnswer, *, scope: str, auth_req_id: str, x5t_s256: str, received_at: datetime
) -> UserTokens:
    """Checks that the tokens are bound to our certificate and that their ID token is valid; returns them.

    ``scope`` is the requested scope, ``auth_req_id`` that of a backchannel request, else empty. All times are checked
    as of ``received_at``: the tokens may have been stored since. Raises AnswerUnusable, IdTokenRefused or
    NoUsableSigningKeys.
    """
    require_bound_to(answer.access_token, x5t_s256, binding_expected=client.bound)
    lifetime = timedelta(seconds=answer.expires_in)
    note_lifetime(client, lifetime)
    return UserTokens(
        access_token=answer.access_token,
        expires_at=received_at + lifetime,
        scope=answer.scope or scope,  # if omitted, it is the requested one (RFC 6749 §5.1)
        refresh_token=answer.refresh_token,
        id_token=_id_token(client, answer, auth_req_id, received_at) if "openid" in scope.split() else None,
        id_token_hint=answer.id_token,
        x5t_s256=x5t_s256,
    )


@sensitive_variables()
def _id_token(client: Client, answer: TokenAnswer, auth_req_id: str, received_at: datetime) -> IdToken:
    if not answer.id_token:
        raise IdTokenRefused(
            "Mosaic's response has no ID token although the scope openid was requested.", code=IdTokenCode.MISSING
        )
    expected = Expected(access_token=answer.access_token)
    verified = id_tokens.verify(client, answer.id_token, expected, received_at=received_at)
    check_backchannel_claims(answer.id_token, auth_req_id=auth_req_id, refresh_token=answer.refresh_token)
    return verified
