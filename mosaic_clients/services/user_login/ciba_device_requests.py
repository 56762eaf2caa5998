"""Starts a CIBA or device request. It is repeated only where Mosaic did not apply it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.oauth import polling as rules
from mosaic_clients.core.oauth.ciba_device import backchannel_parameters
from mosaic_clients.core.oauth.request_parameters import form_of, require_text
from mosaic_clients.models import Client
from mosaic_clients.services import retrying
from mosaic_clients.services.access_tokens.client_session import authenticated_call
from mosaic_clients.services.user_login.ciba_device_polling import BackchannelAuthentication, DeviceAuthorization
from mosaic_clients.transport import oidc


@sensitive_variables()
def authenticate_backchannel(
    client: Client,
    *,
    scope: str,
    binding_message: str,
    requested_expiry: int | None,
    **others: str | Mapping[str, Any] | None,
) -> BackchannelAuthentication:
    """Has Mosaic ask a user on their own device; ``others`` are further parameters of the request.

    Raises ParameterRefused, MosaicRefusal, a TransportError, MoveRefused.
    """
    parameters = backchannel_parameters(
        scope=scope, binding_message=binding_message, requested_expiry=requested_expiry, **others
    )
    call = authenticated_call(client)
    url = call.endpoints.backchannel
    answer = retrying.call_with_retries(
        lambda limits: oidc.backchannel_authentication(
            call.session, url, client_id=call.client_id, parameters=parameters, limits=limits
        ),
        limits=call.limits,
        is_idempotent=False,
    )
    polling = rules.initial_polling(interval=answer.interval, expires_in=answer.expires_in, now=timezone.now())
    return BackchannelAuthentication(client, call, answer, scope=scope, polling=polling)


@sensitive_variables()
def authorize_device(client: Client, *, scope: str, **others: str | None) -> DeviceAuthorization:
    """Gets a code for a user to enter on another device; ``others`` are further parameters. Raises as above."""
    parameters = form_of(scope=require_text("scope", scope), **others)
    call = authenticated_call(client)
    url = call.endpoints.device_authorization
    answer = retrying.call_with_retries(
        lambda limits: oidc.device_authorization(
            call.session, url, client_id=call.client_id, parameters=parameters, limits=limits
        ),
        limits=call.limits,
        is_idempotent=False,
    )
    polling = rules.initial_polling(interval=answer.interval, expires_in=answer.expires_in, now=timezone.now())
    return DeviceAuthorization(client, call, answer, scope=scope, polling=polling)
