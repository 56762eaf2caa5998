"""The part of MosaicClient that needs no browser: CIBA, device flow, token exchange, and calls about tokens.

asked = payments.backchannel_authentication(login_hint="ann@example.com", binding_message="Order-17")
tokens = asked.wait(timeout=120)             # or in a web process:
session["asked"] = str(asked.hand_over())    # the worker polls …
tokens = payments.collect(session["asked"])  # … and this returns the tokens, once
payments.userinfo(tokens)
payments.introspect(token).require_bound_to(x5t_s256)
payments.revoke(token)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.api.client_handle import ClientHandle
from mosaic_clients.core.errors import UnknownName
from mosaic_clients.core.oauth.introspection import IntrospectedBearer
from mosaic_clients.core.oauth.responses import ACCESS_TOKEN
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.core.oauth.userinfo import UserInfo
from mosaic_clients.services.access_tokens import token_exchange, token_operations
from mosaic_clients.services.access_tokens.token_exchange import IssuedToken
from mosaic_clients.services.user_login import background_polling, ciba_device_requests
from mosaic_clients.services.user_login.ciba_device_polling import BackchannelAuthentication, DeviceAuthorization


class ServerCalls(ClientHandle):
    """Calls from server to server, authenticated by the certificate instead of a secret."""

    @sensitive_variables()
    def backchannel_authentication(
        self,
        *,
        login_hint: str = "",
        binding_message: str = "",
        scope: str = "openid",
        resource: str | None = None,
        acr_values: str = "",
        requested_expiry: int | None = None,
        request_context: Mapping[str, Any] | None = None,
        **parameters: str,
    ) -> BackchannelAuthentication:
        """Ask Mosaic to authenticate a user on their own device (CIBA, poll mode).

        See ``poll``, ``wait`` and ``hand_over`` of the result.

        ``login_hint`` is an email address, telephone number or user ID; ``login_hint_token`` or ``id_token_hint`` may
        replace it. ``binding_message``, which the user sees, has 1 to 20 characters out of
        ``0-9A-Za-z-._+/!?#``. ``requested_expiry`` is in seconds. ``request_context`` is specific to Mosaic (channel,
        login_hint_type, custom_message). Raises ParameterRefused before anything is sent, MosaicRefusal, a
        TransportError, MoveRefused.
        """
        return ciba_device_requests.authenticate_backchannel(
            self._client,
            scope=scope,
            binding_message=binding_message,
            requested_expiry=requested_expiry,
            login_hint=login_hint,
            resource=resource,
            acr_values=acr_values,
            request_context=request_context,
            **parameters,
        )

    @sensitive_variables()
    def device_authorization(
        self, *, scope: str = "openid", resource: str | None = None, acr_values: str = "", **parameters: str
    ) -> DeviceAuthorization:
        """Get a code that a user enters on another device (RFC 8628); see ``poll``, ``wait``, ``hand_over``.

        Raises ParameterRefused, MosaicRefusal, a TransportError, MoveRefused.
        """
        return ciba_device_requests.authorize_device(
            self._client, scope=scope, resource=resource, acr_values=acr_values, **parameters
        )

    @sensitive_variables()
    def collect(self, grant_id: UUID | str) -> UserTokens | None:
        """Return the tokens of a request that the worker polls, once; None while the user has not decided.

        Raises UserDenied, RequestExpired, NoAccessToken if Mosaic refused for another reason, MoveRefused if they were
        collected before, UnknownName, IdTokenRefused or AnswerUnusable. After NoUsableSigningKeys or SealingError the
        tokens can be collected again.
        """
        try:
            pending_grant_id = grant_id if isinstance(grant_id, UUID) else UUID(grant_id)
        except (ValueError, TypeError, AttributeError):  # a value that is not text raises one of the last two
            raise UnknownName("Not the ID of a request.") from None
        return background_polling.collect(self._client, pending_grant_id)

    @sensitive_variables()
    def exchange_token(
        self,
        *,
        subject_token: str,
        subject_token_type: str = ACCESS_TOKEN,
        actor_token: str = "",
        actor_token_type: str = "",
        resource: str = "",
        audience: str = "",
        scope: str = "",
        requested_token_type: str = "",
    ) -> IssuedToken:
        """Exchange a token for another (RFC 8693). Token types are URIs, as ``ACCESS_TOKEN`` is.

        Raises ParameterRefused, MosaicRefusal, a TransportError, MoveRefused.
        """
        return token_exchange.exchange(
            self._client,
            subject_token=subject_token,
            subject_token_type=subject_token_type,
            actor_token=actor_token,
            actor_token_type=actor_token_type,
            resource=resource,
            audience=audience,
            scope=scope,
            requested_token_type=requested_token_type,
        )

    @sensitive_variables()
    def delegated_access(
        self, *, user_id: str, actor_token: str, actor_token_type: str = ACCESS_TOKEN, scope: str = ""
    ) -> IssuedToken:
        """Return a token to act for a user (Mosaic's delegated access grant). Raises as ``exchange_token``."""
        return token_exchange.delegate(
            self._client, user_id=user_id, actor_token=actor_token, actor_token_type=actor_token_type, scope=scope
        )

    @sensitive_variables()
    def revoke(self, token: str, token_type_hint: str | None = None) -> None:
        """Revoke an access or refresh token at Mosaic (RFC 7009); it is refused here too from then on.

        Raises ParameterRefused, MosaicRefusal, a TransportError, MoveRefused.
        """
        token_operations.revoke(self._client, token, token_type_hint=token_type_hint or "")

    @sensitive_variables()
    def introspect(self, token: str, token_type_hint: str | None = None) -> IntrospectedBearer:
        """Return the state of a token at Mosaic (RFC 7662), revocation included.

        Do not grant access for ``active`` alone: ``require_bound_to(thumbprint)`` returns the VerifiedBearer of the
        caller that presented that certificate (None: no certificate). Raises ParameterRefused, MosaicRefusal, a
        TransportError, MoveRefused.
        """
        return token_operations.introspect(self._client, token, token_type_hint=token_type_hint or "")

    @sensitive_variables()
    def userinfo(self, tokens: UserTokens | str) -> UserInfo:
        """Return the user's claims for these tokens, or for an access token (OpenID Connect Core §5.3).

        Raises ParameterRefused, IdTokenRefused if the claims are about another user, MosaicRefusal, a TransportError,
        MoveRefused.
        """
        return token_operations.userinfo(self._client, tokens)
