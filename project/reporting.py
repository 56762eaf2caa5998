"""Hides secrets on error pages and in error mails."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class ReporterFilter(SafeExceptionReporterFilter):
    """Hides keys, tokens and passphrases, also on the debug page, where Django shows every variable."""

    hidden_settings = re.compile(f"{SafeExceptionReporterFilter.hidden_settings.pattern}|PEM|CERT|_URL", re.IGNORECASE)

    def is_active(self, request: HttpRequest | None) -> bool:
        """Returns True, also with DEBUG."""
        return True
