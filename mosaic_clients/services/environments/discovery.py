"""Mosaic's own word on where it is and what it does: read, stored, compared, and used where an environment asks for it.

A reading that fails replaces nothing.
"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.oauth.discovery import Difference, Discovery, Expectations, differences, require_usable
from mosaic_clients.models import Environment
from mosaic_clients.services import events, sessions
from mosaic_clients.services.signing_keys import store as signing_key_store
from mosaic_clients.transport import oidc


def discover(environment: Environment, *, actor: str, use: bool | None = None) -> list[Difference]:
    """Read the discovery document and store it; what it says otherwise than what was in use until now.

    ``use`` switches endpoints over to it; None leaves that as it is, but for a document of an issuer of ours with
    ``mtls_endpoint_aliases``: certificates are asked for there and perhaps nowhere else (RFC 8705 §5). Raises
    MosaicRefusal, a TransportError, or ConfigurationError for the document of another issuer that would be used, which
    replace nothing and are noted, and MoveRefused where the environment was moved meanwhile.
    """
    url = environment.endpoints.discovery
    try:
        found = oidc.discovery(sessions.session(environment), url, limits=conf.current().limits)
        if use is None and found.has_aliases and found.issuer in environment.issuers:
            use = True
        if environment.use_discovery if use is None else use:
            require_usable(found, environment.issuers)
    except MosaicError as error:
        _note_problem(environment, error, actor=actor)
        raise
    with signing_key_store.forgotten_where_moved(environment, actor=actor):
        row = Environment.objects.get(pk=environment.pk)
        if row.endpoints.discovery != url:
            raise MoveRefused(f"Environment {row.name!r} was moved meanwhile: discover it again.")
        differing = differences(_expectations(row), found)
        _store(row, found, use=row.use_discovery if use is None else use, actor=actor)
    environment.refresh_from_db()
    return differing


def leave(environment: Environment, *, actor: str) -> None:
    """Go back to the endpoints below the base URL; what was read stays stored. Mosaic is not asked."""
    environment.use_discovery = False
    with signing_key_store.forgotten_where_moved(environment, actor=actor):
        environment.save(update_fields=["use_discovery"])
        events.record("discovery_left", actor=actor, environment=environment)


def drift(environment: Environment) -> list[Difference]:
    """What the stored document says otherwise than what is in use; nothing where none was read."""
    return differences(_expectations(environment), environment.discovery) if environment.discovery else []


def users() -> list[uuid.UUID]:
    """The ids of the environments that take their endpoints from discovery."""
    return list(Environment.objects.filter(use_discovery=True).values_list("pk", flat=True))


def _expectations(environment: Environment) -> Expectations:
    """What is in use, and what the clients need; of an environment without clients, any method of ours will do."""
    clients = list(environment.clients.values_list("auth_method", "bound"))
    return Expectations(
        endpoints=environment.endpoints,
        issuers=environment.issuers,
        algorithms=environment.algorithms,
        auth_methods={method for method, _ in clients} or {method.value for method in AuthMethod},
        expects_bound=environment.require_bound or any(bound for _, bound in clients),
    )


def _store(environment: Environment, found: Discovery, *, use: bool, actor: str) -> None:
    changed = _changed(environment.discovery, found)
    environment.discovered, environment.discovered_at = dict(found.members), timezone.now()
    environment.discovery_problem, environment.use_discovery = "", use
    environment.save(update_fields=["discovered", "discovered_at", "discovery_problem", "use_discovery"])
    what = f"changed: {', '.join(changed)}" if changed else "nothing changed"
    events.record("discovered", actor=actor, environment=environment, detail=f"{'used' if use else 'not used'}; {what}")


def _changed(before: Discovery | None, after: Discovery) -> list[str]:
    """The members that differ from the document before."""
    old = before.members if before else {}
    return sorted(name for name in {*old, *after.members} if old.get(name) != after.members.get(name))


def _note_problem(environment: Environment, error: MosaicError, *, actor: str) -> None:
    if environment.discovery_problem == str(error)[:500]:
        return
    environment.discovery_problem = str(error)[:500]
    with transaction.atomic():
        environment.save(update_fields=["discovery_problem"])
        events.record("discovery_failed", actor=actor, environment=environment, detail=error.description)
