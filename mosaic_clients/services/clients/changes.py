"""The effects of a change to a client: what is refused, what is reset, what the event says."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, PENDING
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services.leases import RELEASED

_REMOTE_COLUMNS = frozenset({"client_id", "environment", "app_id", "publication"})
"""They say which client at Mosaic it is, and how its material gets there."""

_IDENTITY_COLUMNS = frozenset({"client_id", "environment"})
"""They say whose tokens Mosaic issues."""

_MAX_LENGTH = 80


def require_changeable(client: Client) -> None:
    """Refuses a change that would make current credentials unusable; raises ConfigurationError.

    A credential depends on the authentication method, and Mosaic knows it in one environment only.
    """
    stored = Client.objects.filter(pk=client.pk).first()
    current = Credential.objects.filter(client=client.pk, status__in=IN_KEY_SET | PENDING)
    if stored is None or not current.exists():
        return
    if stored.auth_method != client.auth_method:
        raise ConfigurationError(
            "The authentication method cannot be changed while the client has credentials. Revoke them first, "
            "or add another client."
        )
    if stored.environment_id != client.environment_id:
        raise ConfigurationError(
            "The environment cannot be changed while the client has credentials: Mosaic knows them only there. "
            "Add another client in the new environment, or revoke them first."
        )


def columns_that_differ(before: Client, after: Client, columns: Iterable[str]) -> list[str]:
    """The columns that differ."""
    return [column for column in columns if getattr(before, column) != getattr(after, column)]


def reset_publication_and_proof(client: Client, columns: Collection[str]) -> None:
    """Resets what is known about publication, proof and tokens where the client at Mosaic changed; in a transaction."""
    if _REMOTE_COLUMNS.intersection(columns):
        client.published, client.published_at, client.drift = [], None, ""
        client.save(update_fields=["published", "published_at", "drift"])
        client.credentials.filter(status__in=IN_KEY_SET).update(proven_at=None)
    if _IDENTITY_COLUMNS.intersection(columns):
        AccessToken.objects.filter(client=client).update(
            value="",
            credential=None,
            expires_at=None,
            due_at=timezone.now(),
            failures=0,
            problem="",
            **RELEASED,  # so that the result of a refresh in progress is not stored
        )


def describe_changes(before: Client, after: Client, columns: Iterable[str]) -> str:
    """Each of the columns with its old and its new value. No column of a client is secret."""
    values = ((column, _shown(getattr(before, column)), _shown(getattr(after, column))) for column in columns)
    return ", ".join(f"{column}: {old} → {new}" for column, old, new in values) or "nothing changed"


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text[: _MAX_LENGTH - 1] + "…" if len(text) > _MAX_LENGTH else text or "none"
