"""MosaicClient: tokens and sessions here, the rest from the two halves it is made of."""

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
from mosaic_clients.transport.bearer_session import BearerSession


class MosaicClient(LoginCalls, ServerCalls):
    """A client registered at Mosaic, ready for calls."""

    @classmethod
    def named(cls, name: str) -> MosaicClient:
        """The client of that name; raises UnknownName."""
        return cls(client_registry.find(name))

    def access_token(self, resource: str | None = None) -> LiveAccessToken:
        """A living access token, cached, renewed ahead, fetched once however many ask.

        ``resource`` is the URI it is for (RFC 8707); None means the client's own. Raises ParameterRefused,
        NoAccessToken, MosaicRefusal or a TransportError.
        """
        return token_refresh.current(self._client, resource)

    def session(self, resource: str | None = None) -> BearerSession:
        """A requests.Session that adds the access token and presents the certificate it is bound to.

        It renews both by itself and repeats a request once after a 401. Raises as ``access_token`` does, per request.
        """
        return _GuardedSession(ClientTokenSource(self._client, resource))

    def user_session(self, tokens: UserTokens) -> BearerSession:
        """A requests.Session that calls for a user: their access token, and the certificate it is bound to.

        It renews nothing: a 401 is the caller's, who has the refresh token. Raises MoveRefused, per request, where
        neither that certificate nor an active one can be presented.
        """
        return _GuardedSession(UserTokenSource(self._client, tokens))


class _GuardedSession(BearerSession):
    """Whose token no error report shows: the frames of requests below ``send`` hold it in a header."""

    @sensitive_variables()
    def send(self, *args: Any, **kwargs: Any) -> Any:
        """Send with the current pair."""
        return super().send(*args, **kwargs)
