"""The e-mail channel: a mail to Django's ADMINS."""

from __future__ import annotations

from typing import ClassVar

from django.core.mail import mail_admins

from mosaic_clients.models import Alert

SUBJECT_LENGTH = 200


class EmailChannel:
    """Sends the alert to ADMINS with Django's mail settings."""

    reaches_people: ClassVar[bool] = True

    def send(self, alert: Alert) -> None:
        """Sends the mail; raises OSError (SMTP errors are OSErrors) where the mail server refuses it."""
        mail_admins(f"Mosaic clients: {alert.title}"[:SUBJECT_LENGTH], alert.text)
