"""A user's authorization, up to the browser: put a request together, push it, say where the browser goes."""

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
"""Requests live for a minute or so: as many logins as one process sees in that time, and more."""


@dataclass(slots=True)
class _GivenOut:
    """The states of the requests that browsers were sent off with, the latest last."""

    states: OrderedDict[str, None] = field(default_factory=OrderedDict, repr=False)
    lock: Lock = field(default_factory=Lock)


_given_out = register(Slot(_GivenOut))


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
    """A new request of ``client`` with state, nonce and code verifier of its own; nothing is sent yet.

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
    """Push a request to Mosaic, with the active certificate; the same with its ``request_uri`` and ``expires_at``.

    Raises MoveRefused, MosaicRefusal or a TransportError.
    """
    call = authenticated_call(client)
    asked_at = timezone.now()
    answer = retrying.repeat(
        lambda limits: transport.push(
            call.session, call.endpoints.pushed_authorization, parameters=request.parameters, limits=limits
        ),
        limits=call.limits,
        is_idempotent=False,
    )
    return core.pushed(request, answer, asked_at=asked_at)


@sensitive_variables()
def url(client: Client, request: AuthorizationRequest, *, par: bool) -> str:
    """Where the browser goes: with the ``request_uri`` alone, or with everything where ``par`` is False.

    Raises MoveRefused for a request that is not pushed, used, over, or another client's, and for a FAPI 2.0 client
    without PAR (FAPI 2.0 §5.3.3.2).
    """
    require_own(client, request)
    endpoint = client.environment.endpoints.authorization
    if par:
        found = core.pushed_address(request, endpoint, now=timezone.now())
        _give_out(request)
        return found
    if client.fapi:
        raise MoveRefused(f"Client {client.name!r} is FAPI 2.0: it must push its requests.", code="par_required")
    return core.address(endpoint, request.parameters)


def _give_out(request: AuthorizationRequest) -> None:
    """A ``request_uri`` serves one browser: a second one would only be shown Mosaic's error.

    This process knows what it gave out, and Django's cache what the others did that share it.
    """
    given_out = _given_out.value
    with given_out.lock:
        is_new = request.state not in given_out.states
        given_out.states[request.state] = None
        while len(given_out.states) > MAX_GIVEN_OUT:
            given_out.states.popitem(last=False)
    if not (is_new and _is_new_to_others(request)):
        raise MoveRefused("This request_uri was used before: push a new request.", code="request_used")


def _is_new_to_others(request: AuthorizationRequest) -> bool:
    """Enter it into the cache; a cache that fails stops nobody's login."""
    life = (request.expires_at - timezone.now()).total_seconds() if request.expires_at else 0.0
    key = f"mosaic_clients:request_uri:{hashlib.sha256(request.request_uri.encode()).hexdigest()}"
    try:
        return bool(cache.add(key, 1, timeout=max(1, ceil(life))))
    except Exception as error:  # noqa: BLE001 - each cache has exceptions of its own
        logger.warning("whether another process gave a request_uri out cannot be known: %s", type(error).__name__)
        return True


def require_own(client: Client, request: AuthorizationRequest) -> None:
    """Raise MoveRefused for a request that another client made."""
    if request.client_id != client.client_id:
        raise MoveRefused("This authorization request is another client's.", code="other_client")


@sensitive_variables()
def logout_url(client: Client, *, id_token_hint: str, post_logout_redirect_uri: str, state: str) -> str:
    """Where the browser goes to end the user's session at Mosaic (OpenID Connect RP-Initiated Logout §2).

    Empty arguments are left out. It ends all sessions of the tenant and revokes no token (mosaic-facts §6). Raises
    ParameterRefused.
    """
    if post_logout_redirect_uri:
        core.require_redirect_uri(post_logout_redirect_uri)
    given = form_of(id_token_hint=id_token_hint, post_logout_redirect_uri=post_logout_redirect_uri, state=state)
    return core.address(client.environment.endpoints.end_session, {"client_id": client.client_id, **given})
