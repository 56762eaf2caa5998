"""The part of MosaicClient in which a user's browser takes part: authorization code with PAR and PKCE, and logout.

request = payments.push_authorization_request(redirect_uri="https://shop.example/callback", scope="openid")
redirect(payments.authorization_url(request))                 # keep the request in the user's session meanwhile
tokens = payments.exchange_code(request, callback.GET)        # the answer judged, the ID token verified
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
    """What a client does for a user who logs in with a browser."""

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
        """A request with fresh state, nonce and code verifier that nobody has been sent, for a URL without PAR.

        ``resource`` is the URI the access token is for, ``claims`` the claims wanted (OpenID Connect Core §5.5), a
        mapping or JSON; ``parameters`` are further ones of Mosaic's: ``prompt``, ``login_hint``, ``acr_values``,
        ``ui_locales``, ``org_id`` … With ``offline_access`` in the scope the prompt is ``consent`` unless one is
        given. Raises ParameterRefused.
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
        """The same request, pushed to Mosaic with the certificate (PAR, RFC 9126).

        It has a ``request_uri``, which serves one browser until ``expires_at``. Keep it until the answer comes: in the
        user's session, ``mosaic_clients.login.pending`` does. Raises ParameterRefused, MoveRefused, MosaicRefusal or a
        TransportError.
        """
        request = self.authorization_request(
            redirect_uri=redirect_uri, scope=scope, resource=resource, claims=claims, **parameters
        )
        return authorization.push(self._client, request)

    def authorization_url(self, request: AuthorizationRequest, *, par: bool = True) -> str:
        """Where to send the browser, once, while the pushed request lives.

        With ``par=False`` everything that is asked stands in the URL instead. Raises MoveRefused for a request that
        was not pushed, was used, or is over, and for a FAPI 2.0 client without PAR.
        """
        return authorization.url(self._client, request, par=par)

    @sensitive_variables()
    def exchange_code(self, request: AuthorizationRequest, answer: str | Mapping[str, Any]) -> UserTokens:
        """The user's tokens for what the browser brought back: state, issuer (RFC 9207) and ID token verified.

        ``answer`` is the address it came back to, its query, or the view's ``request.GET``. The code is not sent again
        once it may have arrived. Raises ParameterRefused, CallbackRefused, AuthorizationRefused, IdTokenRefused,
        MoveRefused, MosaicRefusal, NoUsableSigningKeys or a TransportError.
        """
        return user_tokens.exchange(self._client, request, pairs_of(answer))

    @sensitive_variables()
    def refresh(self, held: UserTokens | str, *, x5t_s256: str = "", on_rotated: OnRotated | None = None) -> UserTokens:
        """New tokens for a refresh token, which Mosaic replaces on each use.

        ``held`` are the user's tokens, or a stored refresh token with the ``x5t_s256`` stored beside it: the
        certificate it is bound to is presented while that still can be. ``on_rotated(refresh_token, x5t_s256)`` is
        called before anything else of the answer is judged: store both there, for the old one is void from then on.
        Two refreshes of one token at a time are theft to Mosaic: take a lock. Raises as ``exchange_code``.
        """
        return user_tokens.refresh(self._client, held, x5t_s256=x5t_s256, on_rotated=on_rotated)

    @sensitive_variables()
    def logout_url(self, *, id_token_hint: str = "", post_logout_redirect_uri: str = "", state: str = "") -> str:
        """Where to send the browser to end the user's session at Mosaic; it revokes no token.

        ``id_token_hint`` is that of the user's tokens. Raises ParameterRefused.
        """
        return authorization.logout_url(
            self._client, id_token_hint=id_token_hint, post_logout_redirect_uri=post_logout_redirect_uri, state=state
        )
