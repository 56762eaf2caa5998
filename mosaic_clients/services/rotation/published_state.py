"""What Mosaic is known to hold for a client, recorded after a push, a confirmation or a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mosaic_clients.core.rotation import remote_configuration
from mosaic_clients.models import Client
from mosaic_clients.services import events


def record(client: Client, material: frozenset[str], *, actor: str, how: str) -> None:
    """Records that Mosaic holds this material and nothing else of ours."""
    client.published = sorted(material)
    client.published_at, client.drift = timezone.now(), ""
    client.rotation_due_at = client.published_at  # a run that was taken over may have published a key to withdraw
    with transaction.atomic():
        client.save(update_fields=["published", "published_at", "drift", "rotation_due_at"])
        events.record("published", actor=actor, client=client, detail=how)


def record_possible(client: Client, material: frozenset[str]) -> None:
    """Records that Mosaic may hold this material in addition, so that the next run publishes again."""
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        row.published, row.rotation_due_at = sorted(material | set(row.published)), timezone.now()
        row.save(update_fields=["published", "rotation_due_at"])


def record_comparison(client: Client, remote: Mapping[str, Any], differences: list[str], *, actor: str) -> None:
    """Records what Mosaic still holds of the published material, and the differences as drift; in a transaction."""
    published = client.credentials.filter(material__in=client.published)
    confirmed = {
        credential.material
        for credential in published
        if remote_configuration.holds(client.method, credential.chain, credential.subject_dn, remote)
    }
    if confirmed != set(client.published):
        client.published, client.rotation_due_at = sorted(confirmed), timezone.now()
        client.save(update_fields=["published", "rotation_due_at"])
    drift = " ".join(differences)[:500]
    if drift != client.drift:
        client.drift = drift
        client.save(update_fields=["drift"])
        events.record("drift" if drift else "drift_ended", actor=actor, client=client, detail=drift)
