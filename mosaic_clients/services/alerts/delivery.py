"""Delivers alerts, each once, over every channel."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial

from django.db import IntegrityError, transaction

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Alert
from mosaic_clients.models.alert import LABEL_LENGTH
from mosaic_clients.services.alerts.channels import registry
from mosaic_clients.services.alerts.draft import AlertDraft
from mosaic_clients.signals import alert_opened

logger = logging.getLogger("mosaic_clients.alerts")


def deliver_all(drafts: Iterable[AlertDraft]) -> int:
    """Delivers every draft that was not sent before; returns how many were sent now."""
    return sum(deliver(draft) is not None for draft in drafts)


def deliver(draft: AlertDraft) -> Alert | None:
    """Sends one alert and its signals, and returns it; None where it was sent before, or reached no one.

    The row is the lock. It is deleted where no channel that reaches people delivered the alert, so that the next sweep
    tries again.
    """
    alert = _open(draft)
    if alert is None or not _send(alert):
        return None
    draft.signal.send_robust(sender=Alert, **draft.signal_values)
    transaction.on_commit(partial(alert_opened.send_robust, sender=Alert, alert=alert))
    return alert


def _open(draft: AlertDraft) -> Alert | None:
    """Stores the alert; None where another process or an earlier sweep has stored it."""
    try:
        with transaction.atomic():
            return Alert.objects.create(
                kind=draft.kind,
                deduplication_key=draft.key,
                threshold=draft.threshold,
                subject_label=draft.label[:LABEL_LENGTH],
                title=draft.title,
                text=draft.text,
                fingerprint=draft.fingerprint,
                client=draft.client,
                credential=draft.credential,
                certificate_authority=draft.certificate_authority,
                environment=draft.environment,
                expires_at=draft.expires_at,
            )
    except IntegrityError:
        return None


def _send(alert: Alert) -> bool:
    """Sends over every channel, after the commit: a mail server that hangs must not block SQLite's only writer."""
    is_sent = False
    try:
        for name, channel in registry.CHANNELS.items():
            is_sent |= _send_over(name, alert) and channel.reaches_people
    finally:  # a send that was interrupted, by a time limit or an error of ours, is retried as well
        if not is_sent:
            alert.delete()
    return is_sent


def _send_over(name: str, alert: Alert) -> bool:
    """Sends over one channel; a failure is logged and does not prevent the next channel from sending."""
    try:
        registry.CHANNELS[name].send(alert)
    except (MosaicError, OSError):
        logger.exception("alert channel %s could not send: %s", name, alert.title)
        return False
    return True
