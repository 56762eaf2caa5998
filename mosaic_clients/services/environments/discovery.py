"""Reads Mosaic's discovery document, stores it, compares it, and uses its endpoints where the environment says so.

If the document cannot be read, the stored one is kept.
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
    """Reads the discovery document and stores it; returns its differences from what was in use before.

    ``use`` switches the endpoints to it. None keeps that setting, except for a document of an accepted issuer with
    ``mtls_endpoint_aliases``: certificates are requested there and perhaps nowhere else (RFC 8705 §5).

    Raises MosaicRefusal, a TransportError, or ConfigurationError for a document of another issuer that would be used.
    The stored document is kept then and the problem is stored. Raises MoveRefused where the base URL changed during
    the call.
    """
    url = environment.endpoints.discovery
    try:
        document = oidc.discovery(sessions.session(environment), url, limits=conf.current().limits)
        if use is None and document.has_aliases and document.issuer in environment.issuers:
            use = True
        if environment.use_discovery if use is None else use:
            require_usable(document, environment.issuers)
    except MosaicError as error:
        _note_problem(environment, error, actor=actor)
        raise
    with signing_key_store.environment_change(environment, actor=actor):
        row = Environment.objects.get(pk=environment.pk)
        if row.endpoints.discovery != url:
            raise MoveRefused(f"The URL of environment {row.name!r} changed during the call. Discover it again.")
        result = differences(_expectations(row), document)
        _store(row, document, use=row.use_discovery if use is None else use, actor=actor)
    environment.refresh_from_db()
    return result


def stop_using(environment: Environment, *, actor: str) -> None:
    """Goes back to the endpoints below the base URL; the document stays stored. Makes no call to Mosaic."""
    environment.use_discovery = False
    with signing_key_store.environment_change(environment, actor=actor):
        environment.save(update_fields=["use_discovery"])
        events.record("discovery_left", actor=actor, environment=environment)


def drift(environment: Environment) -> list[Difference]:
    """The differences between the stored document and what is in use; none where no document is stored."""
    return differences(_expectations(environment), environment.discovery) if environment.discovery else []


def environments_using_discovery() -> list[uuid.UUID]:
    """The ids of the environments that take their endpoints from discovery."""
    return list(Environment.objects.filter(use_discovery=True).values_list("pk", flat=True))


def _expectations(environment: Environment) -> Expectations:
    """What is in use, and what the clients need. Without clients, any supported auth method is enough."""
    clients = list(environment.clients.values_list("auth_method", "bound"))
    return Expectations(
        endpoints=environment.endpoints,
        issuers=environment.issuers,
        algorithms=environment.algorithms,
        auth_methods={method for method, _ in clients} or {method.value for method in AuthMethod},
        expects_bound=environment.require_bound or any(bound for _, bound in clients),
    )


def _store(environment: Environment, document: Discovery, *, use: bool, actor: str) -> None:
    changed = _changed(environment.discovery, document)
    environment.discovered, environment.discovered_at = dict(document.members), timezone.now()
    environment.discovery_problem, environment.use_discovery = "", use
    environment.save(update_fields=["discovered", "discovered_at", "discovery_problem", "use_discovery"])
    summary = f"changed: {', '.join(changed)}" if changed else "nothing changed"
    events.record(
        "discovered", actor=actor, environment=environment, detail=f"{'used' if use else 'not used'}; {summary}"
    )


def _changed(before: Discovery | None, after: Discovery) -> list[str]:
    """The members that differ from the previous document."""
    old = before.members if before else {}
    return sorted(name for name in {*old, *after.members} if old.get(name) != after.members.get(name))


def _note_problem(environment: Environment, error: MosaicError, *, actor: str) -> None:
    if environment.discovery_problem == str(error)[:500]:
        return
    environment.discovery_problem = str(error)[:500]
    with transaction.atomic():
        environment.save(update_fields=["discovery_problem"])
        events.record("discovery_failed", actor=actor, environment=environment, detail=error.description)
