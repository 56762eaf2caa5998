"""Formats values for lists and pages: badges, relative dates, links to other pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib import admin
from django.db.models import Model
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus

NONE = "-"

_TONES = {
    CredentialStatus.AWAITING_CERTIFICATE: "warning",
    CredentialStatus.STAGED: "warning",
    CredentialStatus.ACTIVE: "success",
    CredentialStatus.RETIRING: "quiet",
    CredentialStatus.RETIRED: "quiet",
    CredentialStatus.REVOKED: "error",
}

METHODS = {AuthMethod.SELF_SIGNED: "mTLS, self-signed", AuthMethod.CA_SIGNED: "mTLS, CA-signed"}

SOON = timedelta(days=30)


def badge(text: str, tone: str = "quiet") -> SafeString:
    """Returns a colored label; ``tone`` is success, warning, error or quiet."""
    return format_html('<span class="mosaic-badge mosaic-badge-{}">{}</span>', tone, text)


def readable_name(name: str) -> str:
    """Returns a status or event kind as words: ``client_added`` as "client added"."""
    return name.replace("_", " ").lower()


def status_badge(status: str) -> SafeString:
    """Returns a credential status as a badge."""
    return badge(readable_name(status), _TONES[CredentialStatus(status)])


def moment(value: datetime | None, shape: str = "Y-m-d H:i") -> str:
    """Returns date and time in the operator's time zone, or in UTC if that zone would exceed the year 9999."""
    if value is None:
        return NONE
    try:
        return format_date(timezone.localtime(value), shape)
    except OverflowError:  # a certificate without an expiry has 9999-12-31 23:59:59 (RFC 5280 §4.1.2.5)
        return f"{format_date(value, shape)} UTC"


def distance(value: datetime, now: datetime) -> str:
    """Returns the time to or since a moment, in the largest unit that fits."""
    seconds = abs((value - now).total_seconds())
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= length or unit == "second":
            count = int(seconds // length)
            words = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"in {words}" if value > now else f"{words} ago"
    raise AssertionError  # pragma: no cover - the last unit fits everything


def span(value: timedelta) -> str:
    """Returns a duration in all of its units: "1 day 12 hours"."""
    seconds, parts = round(value.total_seconds()), []
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(parts) or "none"


def expiry(value: datetime | None, now: datetime, soon: timedelta = SOON) -> SafeString | str:
    """Returns an expiry as a relative and an absolute time, highlighted if it is near or past."""
    if value is None:
        return NONE
    if value <= now:
        mark = badge(f"expired {distance(value, now)}", "error")
    elif value - now <= soon:
        mark = badge(distance(value, now), "warning")
    else:
        mark = format_html("{}", distance(value, now))
    return format_html(
        '<span class="mosaic-nowrap">{}</span> <time class="mosaic-moment" datetime="{}">{}</time>',
        mark,
        value.isoformat(),
        moment(value),
    )


def two_lines(first: str, second: str) -> SafeString:
    """Returns a value with a secondary value below it, so that a list needs fewer columns."""
    return format_html('<div>{}</div><div class="mosaic-second">{}</div>', first, second)


def short_kid(kid: str) -> SafeString | str:
    """Returns the start of a key ID, with the whole key ID as tooltip."""
    return format_html('<code title="{}">{}…</code>', kid, kid[:12]) if kid else NONE


def link(row: Model | None, text: str = "", *, site: str = "admin") -> SafeString | str:
    """Returns a link to a row's page."""
    if row is None:
        return NONE
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk], current_app=site)
    return format_html('<a href="{}">{}</a>', url, text or str(row))


def sentence(text: str) -> str:
    """Returns a text with its first letter in upper case and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def lines(values: Iterable[str]) -> SafeString | str:
    """Returns a list with one value per line."""
    return format_html_join("", "<div><code>{}</code></div>", ((value,) for value in values)) or NONE


def text_block(text: str) -> SafeString | str:
    """Returns PEM text as it is. It takes the focus, so that the keyboard can scroll it."""
    return format_html('<pre class="mosaic-pem" tabindex="0">{}</pre>', text) if text else NONE


def problem_text(text: str) -> SafeString | str:
    """Returns a problem. The style sheet cuts it after three lines; the tooltip shows all of it."""
    if not text:
        return NONE
    return format_html('<span class="mosaic-problem-text" title="{}">{}</span>', text, text)


@admin.display(description="problem")
def problem_badge(row: Model) -> SafeString | str:
    """Returns the problem of a row."""
    return problem_text(getattr(row, "problem", ""))
