"""The source of what a session sends: an access token, and the connection pool of the certificate it is bound to."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.models import Client
from mosaic_clients.services import sessions
from mosaic_clients.services.access_tokens import client_session
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.access_tokens.client_session import bound_to
from mosaic_clients.services.process_state import Slot, register
from mosaic_clients.transport.access_token_session import AccessTokenPair

USELESS_FOR = 30.0
"""Seconds for which a token that replaced a refused one, and was refused as well, is not replaced again."""

_MAX_USELESS = 1024
_useless_until: Slot[OrderedDict[bytes, float]] = register(Slot(OrderedDict))
"""Digest of a refused token → the monotonic time before which it is not replaced again."""

logger = logging.getLogger("mosaic_clients.access_tokens")


@dataclass(frozen=True, slots=True)
class ClientTokenSource:
    """A client's own access token for a resource, renewed automatically."""

    client: Client
    resource: str | None

    @sensitive_variables()
    def current(self) -> AccessTokenPair:
        """The current token; raises as ``access_tokens.refresh.current``."""
        return self._pair("")

    @sensitive_variables()
    def replacement_for(self, refused: AccessTokenPair) -> AccessTokenPair | None:
        """A token that another process has obtained since, else a new one; None where there is none or it is useless.

        The caller then gets the resource's 401, and the log has the reason.
        """
        if time.monotonic() < _useless_until.value.get(_digest(refused), 0.0):
            return None
        try:
            return self._pair(refused.access_token)
        except MosaicError as error:
            logger.warning("no other access token for %s after a 401: %s", self.client.name, str(error))
            return None

    @sensitive_variables()
    def mark_useless(self, pair: AccessTokenPair) -> None:
        """Remembers a refused replacement, so that the resource does not cause a call to Mosaic for each request."""
        useless_until = _useless_until.value
        useless_until[_digest(pair)] = time.monotonic() + USELESS_FOR
        while len(useless_until) > _MAX_USELESS:
            useless_until.popitem(last=False)

    def _pair(self, refused: str) -> AccessTokenPair:
        token = token_refresh.current(self.client, self.resource, refused=refused)
        return AccessTokenPair(token.value, sessions.session(token.credential.client.environment, token.credential))


@dataclass(frozen=True, slots=True)
class UserTokenSource:
    """A user's access token. It is not renewed here: on a 401 the caller uses the refresh token."""

    client: Client
    tokens: UserTokens

    @sensitive_variables()
    def current(self) -> AccessTokenPair:
        """The token with its certificate, or the active one; raises MoveRefused where neither can be presented."""
        bound = bound_to(self.client, self.tokens.x5t_s256)
        credential = bound or client_session.active_credential(self.client)
        return AccessTokenPair(self.tokens.access_token, sessions.session(self.client.environment, credential))

    def replacement_for(self, refused: AccessTokenPair) -> AccessTokenPair | None:
        """Returns None: a user's token has no replacement here."""
        return None

    def mark_useless(self, pair: AccessTokenPair) -> None:
        """Does nothing: a user's token is never replaced here."""


def _digest(pair: AccessTokenPair) -> bytes:
    return hashlib.sha256(pair.access_token.encode()).digest()
