"""What a session sends: an access token and the connection pool of the certificate it is bound to, always as a pair."""

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
from mosaic_clients.transport.bearer_session import BearerPair

HOPELESS_FOR = 30.0
"""Seconds for which a token that was minted for a resource's 401, and refused as well, is not replaced again."""

_MOST = 1024
_useless_until: Slot[OrderedDict[bytes, float]] = register(Slot(OrderedDict))
"""Digest of a refused token → the monotonic time before which it is not replaced again."""

logger = logging.getLogger("mosaic_clients.access_tokens")


@dataclass(frozen=True, slots=True)
class ClientTokenSource:
    """A client's own access token for a resource, renewed by itself."""

    client: Client
    resource: str | None

    @sensitive_variables()
    def current(self) -> BearerPair:
        """The living token; raises as ``access_tokens.current``."""
        return self._pair("")

    @sensitive_variables()
    def replacement_for(self, refused: BearerPair) -> BearerPair | None:
        """Whatever others have obtained meanwhile, else a new one; None where Mosaic gives none, or it would not help.

        The resource's 401 is then the answer, and the log says why.
        """
        if time.monotonic() < _useless_until.value.get(_digest(refused), 0.0):
            return None
        try:
            return self._pair(refused.access_token)
        except MosaicError as error:
            logger.warning("no other access token of %s after a 401: %s", self.client.name, str(error))
            return None

    @sensitive_variables()
    def mark_useless(self, pair: BearerPair) -> None:
        """A resource that takes no token must not turn each of its requests into one to Mosaic."""
        useless_until = _useless_until.value
        useless_until[_digest(pair)] = time.monotonic() + HOPELESS_FOR
        while len(useless_until) > _MOST:
            useless_until.popitem(last=False)

    def _pair(self, refused: str) -> BearerPair:
        token = token_refresh.current(self.client, self.resource, refused=refused)
        return BearerPair(token.value, sessions.session(token.credential.client.environment, token.credential))


@dataclass(frozen=True, slots=True)
class UserTokenSource:
    """A user's access token. Nothing renews it here: a 401 is for whoever has the refresh token."""

    client: Client
    tokens: UserTokens

    @sensitive_variables()
    def current(self) -> BearerPair:
        """The token with its certificate, or the active one; raises MoveRefused where neither can be presented."""
        bound = bound_to(self.client, self.tokens.x5t_s256)
        credential = bound or client_session.active(self.client)
        return BearerPair(self.tokens.access_token, sessions.session(self.client.environment, credential))

    def replacement_for(self, refused: BearerPair) -> BearerPair | None:
        """None."""
        return None

    def mark_useless(self, pair: BearerPair) -> None:
        """Nothing follows from it."""


def _digest(pair: BearerPair) -> bytes:
    return hashlib.sha256(pair.access_token.encode()).digest()
