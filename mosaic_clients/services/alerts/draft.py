"""An alert that is due: what delivery stores and sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from mosaic_clients.models import AlertKind, CertificateAuthority, Client, Credential, Environment


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """One alert that is due, whether or not it was sent.

    ``key`` and ``threshold`` together are sent once. ``label`` names the subject, ``title`` is one sentence without its
    full stop, and ``expires_at`` is the time that it is about. The alert links to the rows. ``signal`` is sent with
    ``signal_values`` after the delivery.
    """

    kind: AlertKind
    key: str
    threshold: str
    expires_at: datetime
    label: str
    title: str
    text: str
    signal: Signal
    signal_values: dict[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    client: Client | None = None
    credential: Credential | None = None
    certificate_authority: CertificateAuthority | None = None
    environment: Environment | None = None
