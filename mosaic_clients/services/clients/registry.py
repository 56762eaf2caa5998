"""Finds, adds, changes and removes clients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import ConfigurationError, MoveRefused, UnknownName
from mosaic_clients.core.fapi import require_possible
from mosaic_clients.core.oauth.request_parameters import is_resource
from mosaic_clients.core.pki.alternative_names import subject_alternative_name
from mosaic_clients.core.pki.certificate_creation import parse_subject
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, PENDING
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.core.rotation.schedule import SKEW
from mosaic_clients.models import Client, Environment
from mosaic_clients.services import events
from mosaic_clients.services.clients import changes as client_changes
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.validation import LONGEST_LIFE, refused_as_configuration


def find(name: str) -> Client:
    """The client of that name, with its environment; raises UnknownName."""
    if not is_clean_text(name):
        raise UnknownName("Not a valid client name.")
    try:
        return Client.objects.select_related("environment").get(name=name)
    except (Client.DoesNotExist, UnicodeEncodeError):  # a shell argument may not be UTF-8
        raise UnknownName(f"There is no client {name!r}.", remedy=Remedy(RemedyKind.LIST_CLIENTS)) from None


def find_again(client: Client) -> Client:
    """The same client as it is stored now, with its environment; raises UnknownName where it was removed."""
    stored = Client.objects.select_related("environment").filter(pk=client.pk).first()
    if stored is None:
        raise UnknownName(f"Client {client.name!r} was removed.")
    return stored


def add(name: str, environment: Environment, *, actor: str, **values: Any) -> Client:
    """Adds a client; ``values`` are its columns. Raises ConfigurationError or MaterialRefused (names)."""
    return insert(Client(name=name, environment=environment, **values), actor=actor)


def insert(client: Client, *, actor: str) -> Client:
    """Adds a client whose columns are set; raises as ``add`` does."""
    check(client)
    with refused_as_configuration(_taken(client)), transaction.atomic():
        client.full_clean()
        client.save(force_insert=True)
        events.record("client_added", actor=actor, client=client, detail=client.client_id)
    return client


def change(client: Client, columns: Sequence[str], *, actor: str) -> None:
    """Stores the named columns of a client and no others; raises as ``add`` does.

    Where the change makes it another client at Mosaic, its publication, proof and tokens are reset.
    """
    check(client)
    with refused_as_configuration(_taken(client)), transaction.atomic():
        stored = Client.objects.select_for_update().get(pk=client.pk)
        client_changes.require_changeable(client)  # again, now that no other process can stage a credential
        client.full_clean()
        changed = client_changes.columns_that_differ(stored, client, columns)
        client_changes.reset_publication_and_proof(client, changed)
        client.rotation_due_at = timezone.now()  # the new policy may make another step due
        client.save(update_fields=[*columns, "rotation_due_at"])
        detail = client_changes.describe_changes(stored, client, changed)
        events.record("client_changed", actor=actor, client=client, detail=detail)


def remove(client: Client, *, actor: str) -> None:
    """Deletes a client and its ended credentials; its events stay.

    Raises MoveRefused where it has a current credential or Mosaic holds its material, UnknownName where it was removed.
    """
    with transaction.atomic():
        Client.objects.select_for_update().filter(pk=client.pk).first()  # locked, so that no credential is staged now
        client = find_again(client)
        if refusal := removal_refusal(client):
            raise refusal
        events.record("client_removed", actor=actor, client=client, detail=client.client_id)
        client.credentials.all().delete()
        client.delete()


def removal_refusal(client: Client) -> MoveRefused | None:
    """Why a client cannot be removed, and what to do first; None where it can."""
    current = client.credentials.filter(status__in=IN_KEY_SET | PENDING)
    if kids := ", ".join(f"{each.kid} ({each.status})" for each in current):
        return MoveRefused(
            f"Client {client.name!r} cannot be removed while it has credentials. Retire or revoke them first: {kids}."
        )
    if client.published:
        reason = f"Client {client.name!r} cannot be removed while Mosaic still holds its material."
        return MoveRefused(reason, remedy=manual_steps.manual_steps(client))
    return None


def check(client: Client) -> None:
    """Refuses values that a later step could not use; raises ConfigurationError or MaterialRefused."""
    if not client.client_id.strip() or client.client_id != client.client_id.strip():
        raise ConfigurationError("The client ID is empty or has surrounding space.")
    parse_subject(client.wanted_subject)
    subject_alternative_name(client.alternative_names)
    if client.resource and not is_resource(client.resource):
        raise ConfigurationError(f"{client.resource!r} is not a resource. Give an absolute URI without a fragment.")
    if client.publication == PublicationMethod.CLIENT_API and not client.app_id:
        raise ConfigurationError(
            "Publication through the client API needs the application ID.",
            remedy=Remedy(RemedyKind.SET_APPLICATION_ID, client=client.name),
        )
    require_possible(fapi=client.fapi, bound=client.bound)
    client_changes.require_changeable(client)
    _check_policy(client)


def _check_policy(client: Client) -> None:
    if issuer_of(client).is_automatic and client.method is AuthMethod.SELF_SIGNED:
        raise ConfigurationError("A certificate authority signs for CA-signed clients only.")
    for name, span in (("lifetime", client.lifetime), ("renewal", client.renew_before), ("overlap", client.overlap)):
        if span is not None and not timedelta(0) < span <= LONGEST_LIFE:
            raise ConfigurationError(f"The {name} must be longer than 0 and at most 100 years.")
    if client.overlap is not None and client.overlap < SKEW:
        raise ConfigurationError(
            "An overlap below 5 minutes has no effect: an old key stays published for the longest token lifetime plus "
            "5 minutes in any case."
        )
    if Environment.objects.filter(management_client=client).exclude(pk=client.environment_id).exists():
        raise ConfigurationError(
            f"Client {client.name!r} is the management client of its environment and must stay there."
        )


def _taken(client: Client) -> str:
    return f"A client {client.name!r} or one with that client ID already exists."
