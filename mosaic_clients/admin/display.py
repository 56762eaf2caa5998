"""How values look in lists and on pages: badges, dates a person can weigh, links to other pages."""

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
    """A word on a colored ground; ``tone`` is success, warning, error or quiet."""
    return format_html('<span class="mosaic-badge mosaic-badge-{}">{}</span>', tone, text)


def in_words(name: str) -> str:
    """A status or an event's kind, to read."""
    return name.replace("_", " ").lower()


def status_badge(status: str) -> SafeString:
    """A credential's status."""
    return badge(in_words(status), _TONES[CredentialStatus(status)])


def moment(value: datetime | None, shape: str = "Y-m-d H:i") -> str:
    """Date and time, in the operator's time zone; in UTC where that zone is past the end of the calendar."""
    if value is None:
        return NONE
    try:
        return format_date(timezone.localtime(value), shape)
    except OverflowError:  # a certificate "without an end" ends on 9999-12-31 at 23:59:59 (RFC 5280 §4.1.2.5)
        return f"{format_date(value, shape)} UTC"


def distance(value: datetime, now: datetime) -> str:
    """How far away a moment is, in the largest unit that fits."""
    seconds = abs((value - now).total_seconds())
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= length or unit == "second":
            count = int(seconds // length)
            words = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"in {words}" if value > now else f"{words} ago"
    raise AssertionError  # pragma: no cover - the last unit fits everything


def span(value: timedelta) -> str:
    """A length of time, in the units that it is made of."""
    seconds, parts = round(value.total_seconds()), []
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(parts) or "none"


def expiry(value: datetime | None, now: datetime, soon: timedelta = SOON) -> SafeString | str:
    """When something ends: the distance, marked where it is near or over, and the moment itself."""
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
    """A value with another, less important one below it, so that a list fits a window."""
    return format_html('<div>{}</div><div class="mosaic-second">{}</div>', first, second)


def short_kid(kid: str) -> SafeString | str:
    """The beginning of a key ID, the whole of it for who points at it."""
    return format_html('<code title="{}">{}…</code>', kid, kid[:12]) if kid else NONE


def link(row: Model | None, text: str = "", *, site: str = "admin") -> SafeString | str:
    """A link to a row's page."""
    if row is None:
        return NONE
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk], current_app=site)
    return format_html('<a href="{}">{}</a>', url, text or str(row))


def sentence(words: str) -> str:
    """Words as a sentence: a capital first (what follows keeps its own), a full stop last."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def lines(values: Iterable[str]) -> SafeString | str:
    """A list, one value a line."""
    return format_html_join("", "<div><code>{}</code></div>", ((value,) for value in values)) or NONE


def text_block(text: str) -> SafeString | str:
    """PEM, as it is; it takes the focus, to be scrolled by keyboard."""
    return format_html('<pre class="mosaic-pem" tabindex="0">{}</pre>', text) if text else NONE


def wrong(text: str) -> SafeString | str:
    """What is wrong: all of it, which the style cuts after three lines, and the tooltip shows."""
    if not text:
        return NONE
    return format_html('<span class="mosaic-wrong" title="{}">{}</span>', text, text)


@admin.display(description="problem")
def problem_badge(row: Model) -> SafeString | str:
    """Whether something is wrong with a row."""
    return wrong(getattr(row, "problem", ""))
