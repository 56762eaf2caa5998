"""DRF authentication with Mosaic's access tokens (RFC 6750, RFC 8705 §3)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from string import ascii_letters, digits
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from mosaic_clients import conf
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import BearerRefused, NoUsableSigningKeys
from mosaic_clients.rest.cache_headers import NO_STORE, keep_from_caches, vary_by_bearer
from mosaic_clients.rest.certificate import presented_thumbprint
from mosaic_clients.rest.challenges import REALM, challenge_to
from mosaic_clients.rest.exceptions import REFUSED, InvalidToken, SigningKeysUnavailable
from mosaic_clients.rest.principal import MosaicPrincipal
from mosaic_clients.rest.required_scopes import needed_scopes
from mosaic_clients.rest.users import user_by_hook
from mosaic_clients.services.bearers import verification as bearer_verification

logger = logging.getLogger("mosaic_clients.bearer")
_SCHEME = frozenset(ascii_letters + digits + "!#$%&'*+-.^_`|~")  # RFC 9110 §5.6.2


class MosaicAuthentication(BaseAuthentication):
    """Sets ``request.user`` to a MosaicPrincipal and ``request.auth`` to a VerifiedBearer.

    A request without the Bearer scheme is left to other authentication classes. A request with an invalid bearer is
    refused, never anonymous. A subclass may override ``realm``, ``require_bound`` and ``cache_control``: the
    Cache-Control header that a DRF view sends to a bearer; empty leaves it to the view. The class keeps no state
    between requests. So an async view may call ``authenticate`` through ``sync_to_async``, with a Django request too.
    """

    realm = REALM
    require_bound = False
    cache_control = NO_STORE

    @sensitive_variables()
    def authenticate(self, request: Request | HttpRequest) -> tuple[Any, VerifiedBearer] | None:
        """Returns user and bearer, or None without one. Raises InvalidToken (401) or SigningKeysUnavailable (503)."""
        environ = getattr(request, "_request", request).META  # faster than DRF's lookup of META through __getattr__
        token = _bearer_of(environ)
        if token is None:
            vary_by_bearer(request)
            return None
        keep_from_caches(request, self.cache_control)
        try:
            verified = bearer_verification.verify(
                token,
                presented_x5t_s256=presented_thumbprint(environ),
                require_bound=self.require_bound,
            )
            return self.user_of(verified), verified
        except BearerRefused:
            raise InvalidToken(self._challenge(request, error=InvalidToken.default_code, description=REFUSED)) from None
        except NoUsableSigningKeys:
            raise SigningKeysUnavailable from None
        except DatabaseError:
            logger.exception("cannot verify a bearer: the database failed")
            raise SigningKeysUnavailable from None

    def user_of(self, verified: VerifiedBearer) -> Any:
        """Returns the value of ``request.user``: the principal, or a Django user if USER_HOOK names a function.

        Raises BearerRefused if that function returns None or an inactive user.
        """
        dotted_path = conf.current().USER_HOOK
        if not dotted_path:
            return MosaicPrincipal(verified)
        try:
            return user_by_hook(dotted_path, verified)
        except BearerRefused as refusal:
            logger.info("bearer refused: %s", refusal.code)
            raise

    def authenticate_header(self, request: Request | HttpRequest) -> str:
        """Returns the challenge for a request without a bearer. It contains no error (RFC 6750 §3.1)."""
        return self._challenge(request)

    def _challenge(self, request: Request | HttpRequest, **parameters: str) -> str:
        return challenge_to(request, realm=self.realm, scopes=needed_scopes(request), **parameters)


class BoundMosaicAuthentication(MosaicAuthentication):
    """As MosaicAuthentication, but refuses bearers that are not certificate-bound."""

    require_bound = True


def _bearer_of(environ: Mapping[str, Any]) -> str | None:
    """Returns the token of the Authorization header, or None for another scheme. No other place is read.

    Non-ASCII characters, and separators other than a space, stay in the token. It is then refused as malformed.
    """
    header = environ.get("HTTP_AUTHORIZATION", "")
    text = header.decode("latin-1") if isinstance(header, bytes) else header  # Django's test client may send bytes
    scheme, rest = text[:6], text[6:]
    if scheme.lower() != "bearer" or (rest and rest[0] in _SCHEME):
        return None
    return rest.strip(" ")
