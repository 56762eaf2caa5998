"""The e-mail channel: a mail to Django's ADMINS."""

from __future__ import annotations

from typing import ClassVar

from django.core.mail import mail_admins

from mosaic_clients.models import Alert

SUBJECT_LENGTH = 200


class EmailChannel:
    """Mails the alert to ADMINS by Django's mail settings."""

    reaches_people: ClassVar[bool] = True

    def send(self, alert: Alert) -> None:
        """Send the mail; raises OSError, which SMTP errors are, where the mail server does not take it."""
        mail_admins(f"Mosaic clients: {alert.title}"[:SUBJECT_LENGTH], alert.text)
