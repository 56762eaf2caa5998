"""A user's authorization request: builds it, pushes it, and returns the URL for the browser."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.errors.codes import MoveCode
from mosaic_clients.core.oauth import authorization_request as core
from mosaic_clients.core.oauth.authorization_request import AuthorizationRequest
from mosaic_clients.core.oauth.request_parameters import form_of
from mosaic_clients.models import Client
from mosaic_clients.services import retrying
from mosaic_clients.services.access_tokens.client_session import authenticated_call
from mosaic_clients.services.process_state import Slot, register
from mosaic_clients.transport import authorization as transport

logger = logging.getLogger("mosaic_clients.authorization")

MAX_GIVEN_OUT = 10_000
"""Requests are valid for about a minute: more than the logins that one process starts in that time."""


@dataclass(slots=True)
class _IssuedStates:
    """The states of the requests whose URL was given to a browser, the latest last."""

    states: OrderedDict[str, None] = field(default_factory=OrderedDict, repr=False)
    lock: Lock = field(default_factory=Lock)


_given_out = register(Slot(_IssuedStates))


@sensitive_variables()
def prepare(
    client: Client,
    *,
    redirect_uri: str,
    scope: str,
    resource: str,
    claims: Mapping[str, Any] | str | None,
    parameters: Mapping[str, str],
) -> AuthorizationRequest:
    """A new request of ``client`` with its own state, nonce and code verifier; nothing is sent yet.

    Raises ParameterRefused.
    """
    return core.new_request(
        client.client_id,
        redirect_uri,
        randomness=secrets.token_bytes(3 * core.RANDOM_BYTES),
        scope=scope,
        resource=resource,
        claims=claims,
        parameters=parameters,
    )


@sensitive_variables()
def push(client: Client, request: AuthorizationRequest) -> AuthorizationRequest:
    """Pushes a request to Mosaic with the active certificate; returns it with ``request_uri`` and ``expires_at``.

    Raises MoveRefused, MosaicRefusal or a TransportError.
    """
    call = authenticated_call(client)
    requested_at = timezone.now()
    answer = retrying.call_with_retries(
        lambda limits: transport.push(
            call.session, call.endpoints.pushed_authorization, parameters=request.parameters, limits=limits
        ),
        limits=call.limits,
        is_idempotent=False,
    )
    return core.with_request_uri(request, answer, asked_at=requested_at)


@sensitive_variables()
def url(client: Client, request: AuthorizationRequest, *, par: bool) -> str:
    """The URL for the browser: with the ``request_uri`` alone, or with all parameters where ``par`` is False.

    Raises MoveRefused for a request that is not pushed, was used, has expired or is of another client, and for a FAPI
    2.0 client without PAR (FAPI 2.0 §5.3.3.2).
    """
    require_own(client, request)
    endpoint = client.environment.endpoints.authorization
    if par:
        address = core.pushed_url(request, endpoint, now=timezone.now())
        _require_unused(request)
        return address
    if client.fapi:
        raise MoveRefused(f"Client {client.name!r} is FAPI 2.0: it must push its requests.", code=MoveCode.PAR_REQUIRED)
    return core.url_with_parameters(endpoint, request.parameters)


def _require_unused(request: AuthorizationRequest) -> None:
    """Refuses a second use of a ``request_uri``, for which Mosaic would only show the browser an error.

    This process remembers its own requests; Django's cache holds those of the processes that share it.
    """
    given_out = _given_out.value
    with given_out.lock:
        is_new = request.state not in given_out.states
        given_out.states[request.state] = None
        while len(given_out.states) > MAX_GIVEN_OUT:
            given_out.states.popitem(last=False)
    if not (is_new and _is_new_to_others(request)):
        raise MoveRefused("This request_uri was used before. Push a new request.", code=MoveCode.REQUEST_USED)


def _is_new_to_others(request: AuthorizationRequest) -> bool:
    """Adds it to the cache; where the cache fails, the login continues."""
    lifetime = (request.expires_at - timezone.now()).total_seconds() if request.expires_at else 0.0
    key = f"mosaic_clients:request_uri:{hashlib.sha256(request.request_uri.encode()).hexdigest()}"
    try:
        return bool(cache.add(key, 1, timeout=max(1, ceil(lifetime))))
    except Exception as error:  # noqa: BLE001 - every cache backend has its own exceptions
        logger.warning("cannot check whether another process used a request_uri: %s", type(error).__name__)
        return True


def require_own(client: Client, request: AuthorizationRequest) -> None:
    """Raises MoveRefused for a request of another client."""
    if request.client_id != client.client_id:
        raise MoveRefused("This authorization request belongs to another client.", code=MoveCode.OTHER_CLIENT)


@sensitive_variables()
def logout_url(client: Client, *, id_token_hint: str, post_logout_redirect_uri: str, state: str) -> str:
    """The URL for the browser that ends the user's session at Mosaic (OpenID Connect RP-Initiated Logout §2).

    Empty arguments are omitted. It ends all sessions of the tenant and revokes no token (docs/mosaic.md §6). Raises
    ParameterRefused.
    """
    if post_logout_redirect_uri:
        core.require_redirect_uri(post_logout_redirect_uri)
    parameters = form_of(id_token_hint=id_token_hint, post_logout_redirect_uri=post_logout_redirect_uri, state=state)
    return core.url_with_parameters(
        client.environment.endpoints.end_session, {"client_id": client.client_id, **parameters}
    )
