"""What follows from a change of a client: what it must not change, what is not true any more, what is recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, PENDING
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services.leases import RELEASED

_IS_ELSEWHERE = frozenset({"client_id", "environment", "app_id", "publication"})
"""What says which client at Mosaic it is, and who tells us what that one holds."""

_IS_ANOTHER = frozenset({"client_id", "environment"})
"""What says whose tokens Mosaic gives us."""

_LONGEST_SHOWN = 80


def require_changeable(client: Client) -> None:
    """Refuse what would leave living credentials behind; raises ConfigurationError.

    What a credential is made of follows from the method, and Mosaic knows it in its environment only.
    """
    stored = Client.objects.filter(pk=client.pk).first()
    living = Credential.objects.filter(client=client.pk, status__in=IN_KEY_SET | PENDING)
    if stored is None or not living.exists():
        return
    if stored.auth_method != client.auth_method:
        raise ConfigurationError(
            "The authentication method cannot be changed while there are living credentials: revoke them first, "
            "or add another client."
        )
    if stored.environment_id != client.environment_id:
        raise ConfigurationError(
            "The environment cannot be changed while there are living credentials, which Mosaic knows there only: "
            "add another client in the new environment, or revoke them first."
        )


def changed(before: Client, after: Client, columns: Iterable[str]) -> list[str]:
    """Those of the columns that differ."""
    return [column for column in columns if getattr(before, column) != getattr(after, column)]


def forget(client: Client, columns: Collection[str]) -> None:
    """Of another client at Mosaic nothing is known to be published or proven, and no token is its; in a transaction."""
    if _IS_ELSEWHERE.intersection(columns):
        client.published, client.published_at, client.drift = [], None, ""
        client.save(update_fields=["published", "published_at", "drift"])
        client.credentials.filter(status__in=IN_KEY_SET).update(proven_at=None)
    if _IS_ANOTHER.intersection(columns):
        AccessToken.objects.filter(client=client).update(
            value="",
            credential=None,
            expires_at=None,
            due_at=timezone.now(),
            failures=0,
            problem="",
            **RELEASED,  # the answer to a refresh under way is not stored any more
        )


def summary(before: Client, after: Client, columns: Iterable[str]) -> str:
    """Each of the columns with its old and its new value. A client has no secrets."""
    pairs = ((column, _shown(getattr(before, column)), _shown(getattr(after, column))) for column in columns)
    return ", ".join(f"{column}: {old} → {new}" for column, old, new in pairs) or "nothing changed"


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text[: _LONGEST_SHOWN - 1] + "…" if len(text) > _LONGEST_SHOWN else text or "none"
