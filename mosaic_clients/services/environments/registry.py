"""Environments: add, change, find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import ConfigurationError, MosaicError, MoveRefused, UnknownName
from mosaic_clients.core.oauth import endpoints as core
from mosaic_clients.core.oauth.discovery import require_usable
from mosaic_clients.core.pki.chains import dump_chain, parse_certificates
from mosaic_clients.models import Environment
from mosaic_clients.services import events
from mosaic_clients.services.signing_keys import store as signing_key_store
from mosaic_clients.services.validation import refused_as_configuration


def find(name: str) -> Environment:
    """The environment of that name; raises UnknownName."""
    if not is_clean_text(name):
        raise UnknownName("That is no environment's name: it is no text, or holds what no name holds.")
    try:
        return Environment.objects.get(name=name)
    except (Environment.DoesNotExist, UnicodeEncodeError):  # an argument of the shell need not be UTF-8
        known = ", ".join(Environment.objects.values_list("name", flat=True)) or "none yet"
        raise UnknownName(f"There is no environment {name!r}. Known: {known}.") from None


def add(name: str, *, actor: str, **values: Any) -> Environment:
    """Add an environment; ``values`` are its columns. Raises ConfigurationError where they do not fit together."""
    return insert(Environment(name=name, **values), actor=actor)


def insert(environment: Environment, *, actor: str) -> Environment:
    """Add an environment that is filled in; raises ConfigurationError."""
    check(environment)
    with refused_as_configuration(f"There is an environment {environment.name!r} already."), transaction.atomic():
        environment.full_clean()
        environment.save(force_insert=True)
        events.record("environment_added", actor=actor, environment=environment, detail=environment.name)
    return environment


def change(environment: Environment, columns: Sequence[str], *, actor: str) -> None:
    """Store the named columns of an environment and no others; raises ConfigurationError.

    What was read at another place says nothing about the new one: neither its metadata nor its signing keys are kept.
    """
    check(environment)
    stored = list(columns)
    with (
        refused_as_configuration(f"There is an environment {environment.name!r} already."),
        signing_key_store.forgotten_where_moved(environment, actor=actor) as before,
    ):
        if _moves(before, environment, columns):
            environment.discovered, environment.discovered_at, environment.discovery_problem = {}, None, ""
            stored += ["discovered", "discovered_at", "discovery_problem"]
        environment.full_clean()
        environment.save(update_fields=stored)
        if "management_client" in columns:  # what waited for somebody's token to push with need wait no longer
            environment.clients.update(rotation_due_at=timezone.now(), retry_at=None)
        events.record("environment_changed", actor=actor, environment=environment, detail=", ".join(columns))


def remove(environment: Environment, *, actor: str) -> None:
    """Delete an environment and its signing keys; raises MoveRefused while it has clients."""
    try:
        with transaction.atomic():
            events.record("environment_removed", actor=actor, environment=environment, detail=environment.name)
            environment.delete()
    except ProtectedError:
        raise MoveRefused(f"Environment {environment.name!r} has clients: it stays.") from None


def check(environment: Environment) -> None:
    """Refuse an environment that could not work or would accept too much; trims its trusted CA to certificates.

    Raises ConfigurationError.
    """
    core.require_https_url(environment.base_url)
    _require_overrides(environment.endpoint_overrides)
    _require_texts("issuer", environment.issuers)
    if environment.use_discovery and environment.discovery is not None:
        require_usable(environment.discovery, environment.issuers)
    _require_texts("audience", environment.audiences)
    _require_choices("algorithm", environment.algorithms, core.SUPPORTED_ALGORITHMS)
    _require_choices("token type", environment.token_types, core.TOKEN_TYPES)
    for what, accepted in (
        ("tenant", environment.allowed_tenants),
        ("application ID", environment.allowed_app_ids),
        ("client ID", environment.allowed_client_ids),
    ):
        if accepted != []:  # which accepts any
            _require_texts(what, accepted)
    if environment.trusted_ca:
        try:
            environment.trusted_ca = dump_chain(parse_certificates(environment.trusted_ca))
        except MosaicError as error:
            raise ConfigurationError(f"The trusted CA is not usable: {error.description}") from None
    manager = environment.management_client
    if manager is not None and manager.environment_id != environment.pk:
        raise ConfigurationError(f"Client {manager.name!r} is of another environment: it cannot manage this one.")


def _moves(before: Environment, after: Environment, columns: Sequence[str]) -> bool:
    """Whether a change of these columns makes the environment another place to ask for its metadata."""
    is_asked_for = {"base_url", "endpoint_overrides"} & set(columns)
    return bool(is_asked_for) and before.endpoints.discovery != after.endpoints.discovery


def _require_overrides(overrides: object) -> None:
    if not isinstance(overrides, dict):
        raise ConfigurationError("The endpoint overrides are an endpoint's name to its address each.")
    for name, value in overrides.items():
        core.require_override(name, value)


def _require_texts(what: str, values: object) -> None:
    if not isinstance(values, list) or not values:
        raise ConfigurationError(f"An environment needs at least one {what}, as a list.")
    if not all(isinstance(value, str) and value and value == value.strip() for value in values):
        raise ConfigurationError(f"Every {what} must be a text without surrounding space.")


def _require_choices(what: str, values: object, choices: Iterable[str]) -> None:
    _require_texts(what, values)
    unknown = [value for value in values if value not in choices]  # type: ignore[attr-defined]
    if unknown:
        raise ConfigurationError(f"{unknown[0]!r} is no {what} we can use: {', '.join(choices)}.")
