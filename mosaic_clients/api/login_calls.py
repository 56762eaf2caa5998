"""The part of MosaicClient for login in a browser: authorization code with PAR and PKCE, refresh, and logout.

request = payments.push_authorization_request(redirect_uri="https://shop.example/callback", scope="openid")
redirect(payments.authorization_url(request))                 # keep the request in the user's session
tokens = payments.exchange_code(request, callback.GET)        # state, issuer and ID token verified
tokens = payments.refresh(tokens, on_rotated=store)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.api.client_handle import ClientHandle
from mosaic_clients.core.oauth.authorization_request import AuthorizationRequest
from mosaic_clients.core.oauth.callback import pairs_of
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.services.user_login import authorization
from mosaic_clients.services.user_login import tokens as user_tokens
from mosaic_clients.services.user_login.tokens import OnRotated


class LoginCalls(ClientHandle):
    """Calls for a user who logs in with a browser."""

    @sensitive_variables()
    def authorization_request(
        self,
        *,
        redirect_uri: str,
        scope: str = "openid",
        resource: str | None = None,
        claims: Mapping[str, Any] | str | None = None,
        **parameters: str,
    ) -> AuthorizationRequest:
        """Build a request with new state, nonce and code verifier, for a URL without PAR. Nothing is sent.

        ``resource`` is the URI of the access token. ``claims`` are the requested claims (OpenID Connect Core §5.5), a
        mapping or JSON. ``parameters`` are further ones that Mosaic knows: ``prompt``, ``login_hint``, ``acr_values``,
        ``ui_locales``, ``org_id`` … With ``offline_access`` in the scope, ``prompt`` defaults to ``consent``.
        Raises ParameterRefused.
        """
        return authorization.prepare(
            self._client,
            redirect_uri=redirect_uri,
            scope=scope,
            resource=resource or "",
            claims=claims,
            parameters=parameters,
        )

    @sensitive_variables()
    def push_authorization_request(
        self,
        *,
        redirect_uri: str,
        scope: str = "openid",
        resource: str | None = None,
        claims: Mapping[str, Any] | str | None = None,
        **parameters: str,
    ) -> AuthorizationRequest:
        """Build the same request and push it to Mosaic with the certificate (PAR, RFC 9126).

        Its ``request_uri`` is valid for one browser until ``expires_at``. Keep the request until the callback, for
        example in the user's session as ``mosaic_clients.login.pending`` does. Raises ParameterRefused, MoveRefused,
        MosaicRefusal or a TransportError.
        """
        request = self.authorization_request(
            redirect_uri=redirect_uri, scope=scope, resource=resource, claims=claims, **parameters
        )
        return authorization.push(self._client, request)

    def authorization_url(self, request: AuthorizationRequest, *, par: bool = True) -> str:
        """Return the URL to send the browser to, once, before the pushed request expires.

        With ``par=False`` the URL holds all parameters. Raises MoveRefused for a request that was not pushed, was used
        or has expired, and for a FAPI 2.0 client without PAR.
        """
        return authorization.url(self._client, request, par=par)

    @sensitive_variables()
    def exchange_code(self, request: AuthorizationRequest, answer: str | Mapping[str, Any]) -> UserTokens:
        """Exchange the authorization response for the user's tokens; verifies state, issuer (RFC 9207) and ID token.

        ``answer`` is the callback URL, its query, or the view's ``request.GET``. The code is not sent again if it may
        have reached Mosaic. Raises ParameterRefused, CallbackRefused, AuthorizationRefused, IdTokenRefused,
        MoveRefused, MosaicRefusal, NoUsableSigningKeys or a TransportError.
        """
        return user_tokens.exchange(self._client, request, pairs_of(answer))

    @sensitive_variables()
    def refresh(self, held: UserTokens | str, *, x5t_s256: str = "", on_rotated: OnRotated | None = None) -> UserTokens:
        """Return new tokens for a refresh token, which Mosaic replaces on each use.

        ``held`` are the user's tokens, or a stored refresh token with the ``x5t_s256`` that was stored with it: the
        certificate it is bound to is presented while its key is usable. ``on_rotated(refresh_token, x5t_s256)`` is
        called before the rest of the response is checked: store both there, because the old refresh token is void.
        Mosaic treats two concurrent refreshes of one token as theft: take a lock. Raises as ``exchange_code``.
        """
        return user_tokens.refresh(self._client, held, x5t_s256=x5t_s256, on_rotated=on_rotated)

    @sensitive_variables()
    def logout_url(self, *, id_token_hint: str = "", post_logout_redirect_uri: str = "", state: str = "") -> str:
        """Return the URL that ends the user's session at Mosaic; no token is revoked.

        ``id_token_hint`` comes from the user's tokens. Raises ParameterRefused.
        """
        return authorization.logout_url(
            self._client, id_token_hint=id_token_hint, post_logout_redirect_uri=post_logout_redirect_uri, state=state
        )
