"""Finds, adds, changes and removes environments."""

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
        raise UnknownName("Not a valid environment name.")
    try:
        return Environment.objects.get(name=name)
    except (Environment.DoesNotExist, UnicodeEncodeError):  # a shell argument may not be UTF-8
        names = ", ".join(Environment.objects.values_list("name", flat=True)) or "none yet"
        raise UnknownName(f"There is no environment {name!r}. Known: {names}.") from None


def add(name: str, *, actor: str, **values: Any) -> Environment:
    """Adds an environment; ``values`` are its columns. Raises ConfigurationError."""
    return insert(Environment(name=name, **values), actor=actor)


def insert(environment: Environment, *, actor: str) -> Environment:
    """Adds an environment whose columns are set; raises ConfigurationError."""
    check(environment)
    with refused_as_configuration(f"An environment {environment.name!r} already exists."), transaction.atomic():
        environment.full_clean()
        environment.save(force_insert=True)
        events.record("environment_added", actor=actor, environment=environment, detail=environment.name)
    return environment


def change(environment: Environment, columns: Sequence[str], *, actor: str) -> None:
    """Stores the named columns of an environment and no others; raises ConfigurationError.

    Where its URLs change, the stored discovery document and the signing keys of the old ones are removed.
    """
    check(environment)
    changed_columns = list(columns)
    with (
        refused_as_configuration(f"An environment {environment.name!r} already exists."),
        signing_key_store.environment_change(environment, actor=actor) as before,
    ):
        if _moves(before, environment, columns):
            environment.discovered, environment.discovered_at, environment.discovery_problem = {}, None, ""
            changed_columns += ["discovered", "discovered_at", "discovery_problem"]
        environment.full_clean()
        environment.save(update_fields=changed_columns)
        if "management_client" in columns:  # clients that waited for a token to push with can continue
            environment.clients.update(rotation_due_at=timezone.now(), retry_at=None)
        events.record("environment_changed", actor=actor, environment=environment, detail=", ".join(columns))


def remove(environment: Environment, *, actor: str) -> None:
    """Deletes an environment and its signing keys; raises MoveRefused while it has clients."""
    try:
        with transaction.atomic():
            events.record("environment_removed", actor=actor, environment=environment, detail=environment.name)
            environment.delete()
    except ProtectedError:
        raise MoveRefused(
            f"Environment {environment.name!r} has clients and cannot be removed. Remove its clients first."
        ) from None


def check(environment: Environment) -> None:
    """Refuses an environment that could not work or would accept too much; raises ConfigurationError.

    Reduces its trusted CA to the certificates.
    """
    core.require_https_url(environment.base_url)
    _require_overrides(environment.endpoint_overrides)
    _require_texts("issuer", environment.issuers)
    if environment.use_discovery and environment.discovery is not None:
        require_usable(environment.discovery, environment.issuers)
    _require_texts("audience", environment.audiences)
    _require_choices("algorithm", environment.algorithms, core.SUPPORTED_ALGORITHMS)
    _require_choices("token type", environment.token_types, core.TOKEN_TYPES)
    for name, accepted in (
        ("tenant", environment.allowed_tenants),
        ("application ID", environment.allowed_app_ids),
        ("client ID", environment.allowed_client_ids),
    ):
        if accepted != []:  # an empty list accepts any
            _require_texts(name, accepted)
    if environment.trusted_ca:
        try:
            environment.trusted_ca = dump_chain(parse_certificates(environment.trusted_ca))
        except MosaicError as error:
            raise ConfigurationError(f"The trusted CA is not usable: {error.description}") from None
    manager = environment.management_client
    if manager is not None and manager.environment_id != environment.pk:
        raise ConfigurationError(f"Client {manager.name!r} belongs to another environment and cannot manage this one.")


def _moves(before: Environment, after: Environment, columns: Sequence[str]) -> bool:
    """Whether a change of these columns moves the discovery document to another URL."""
    has_new_urls = bool({"base_url", "endpoint_overrides"} & set(columns))
    return has_new_urls and before.endpoints.discovery != after.endpoints.discovery


def _require_overrides(overrides: object) -> None:
    if not isinstance(overrides, dict):
        raise ConfigurationError("The endpoint overrides must map the name of an endpoint to its URL.")
    for name, value in overrides.items():
        core.require_override(name, value)


def _require_texts(name: str, values: object) -> None:
    if not isinstance(values, list) or not values:
        raise ConfigurationError(f"An environment needs at least one {name}, as a list.")
    if not all(isinstance(value, str) and value and value == value.strip() for value in values):
        raise ConfigurationError(f"Every {name} must be text without surrounding spaces.")


def _require_choices(name: str, values: object, choices: Iterable[str]) -> None:
    _require_texts(name, values)
    unknown = [value for value in values if value not in choices]  # type: ignore[attr-defined]
    if unknown:
        raise ConfigurationError(f"{unknown[0]!r} is not a supported {name}. Supported: {', '.join(choices)}.")
