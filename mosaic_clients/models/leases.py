"""The lease on a row: the column ``claim`` stores its holder, ``claimed_until`` when the lease ends."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q


def is_free(now: datetime) -> Q:
    """No one holds the row, or its holder's lease has ended."""
    return Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
