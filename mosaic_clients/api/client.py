"""MosaicClient: access tokens and sessions here, user login and server calls from its two base classes."""

from __future__ import annotations

from typing import Any

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.api.login_calls import LoginCalls
from mosaic_clients.api.server_calls import ServerCalls
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.access_tokens.refresh import LiveAccessToken
from mosaic_clients.services.access_tokens.session_source import ClientTokenSource, UserTokenSource
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.transport.access_token_session import AccessTokenSession


class MosaicClient(LoginCalls, ServerCalls):
    """A client registered at Mosaic, ready to make calls."""

    @classmethod
    def named(cls, name: str) -> MosaicClient:
        """Find a client by its name; raises UnknownName."""
        return cls(client_registry.find(name))

    def access_token(self, resource: str | None = None) -> LiveAccessToken:
        """Return a valid access token: cached, renewed before it expires, fetched once for all concurrent callers.

        ``resource`` is the URI it is for (RFC 8707); None means the client's own resource. Raises ParameterRefused,
        NoAccessToken, MosaicRefusal or a TransportError.
        """
        return token_refresh.current(self._client, resource)

    def session(self, resource: str | None = None) -> AccessTokenSession:
        """Return a requests.Session that adds the access token and presents the certificate it is bound to.

        It renews both when needed and repeats a request once after a 401. Each request raises as ``access_token`` does.
        """
        return _GuardedSession(ClientTokenSource(self._client, resource))

    def user_session(self, tokens: UserTokens) -> AccessTokenSession:
        """Return a requests.Session with a user's access token and the certificate it is bound to.

        It renews nothing: after a 401 the caller refreshes with the refresh token. A request raises MoveRefused where
        neither that certificate nor an active one can be presented.
        """
        return _GuardedSession(UserTokenSource(self._client, tokens))


class _GuardedSession(AccessTokenSession):
    """Hides the token from error reports: the frames of requests below ``send`` hold it in a header."""

    @sensitive_variables()
    def send(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request with the current token and certificate."""
        return super().send(*args, **kwargs)
