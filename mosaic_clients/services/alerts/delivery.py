"""Deliver an alert: once, by e-mail to the admins and as a line of the log."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.mail import mail_admins
from django.db import IntegrityError, transaction

from mosaic_clients.models import Alert

logger = logging.getLogger("mosaic_clients.alerts")


def send_once(subject: str, threshold: str, *, expires_at: datetime, title: str, text: str) -> bool:
    """Mail the admins and log, unless this was sent: the row is the lock, and goes again where the mail does not.

    ``subject`` and ``threshold`` together are what is told once; ``expires_at`` is the end that it is about.
    """
    try:
        with transaction.atomic():
            alert = Alert.objects.create(subject=subject, threshold=threshold, expires_at=expires_at)
    except IntegrityError:
        return False
    # Behind the commit: a mail server that hangs would hold the database's one writer, where that is SQLite.
    try:
        mail_admins(f"Mosaic clients: {title}"[:200], text)
    except BaseException as error:
        alert.delete()
        if not isinstance(error, OSError):
            raise
        logger.exception("an alert could not be mailed and will be tried again")
        return False
    logger.warning("%s (%s)", title, threshold)
    return True
