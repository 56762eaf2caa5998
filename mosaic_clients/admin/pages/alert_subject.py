"""The subject of an alert, with links, and the meaning of its threshold."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mosaic_clients.admin.display import link
from mosaic_clients.core.rotation.expiry_thresholds import EXPIRED
from mosaic_clients.models import Alert, AlertKind, Client, Credential
from mosaic_clients.services.alerts.proof_overdue import OVERDUE
from mosaic_clients.services.alerts.signing_keys import FAILING, STOPPED

RELATED = ("client__environment", "credential", "certificate_authority", "environment")
"""What to select with alerts, so that ``subject_links`` needs no query of its own."""

LARGE = tuple(f"credential__{name}" for name in ("private_key", "chain", "csr")) + tuple(
    f"certificate_authority__{name}" for name in ("private_key", "certificate")
)
"""Columns of these rows that no alert shows, including secrets."""

_THRESHOLDS = {
    EXPIRED: "has expired",
    "10 %": "less than 10 % of its lifetime is left",
    FAILING: "signing keys cannot be fetched",
    OVERDUE: "Mosaic has not accepted it in time",
    STOPPED: "signing keys unavailable: API requests get 503",
}


def threshold_text(threshold: str) -> str:
    """Returns what it means to cross a threshold."""
    number, _, unit = threshold.partition(" ")
    if unit == "d":
        return f"expires within {number} day{'' if number == '1' else 's'}"
    return _THRESHOLDS.get(threshold, threshold)


def subject_links(alert: Alert, *, site: str) -> SafeString | str:
    """Returns the subject of an alert with links; only its label if the subject is deleted."""
    if alert.client:
        name = _credential(alert.credential, site) if alert.credential else "An issuer in the chain"
        return _of_client(name, alert.client, site)
    if alert.certificate_authority:
        return format_html("Certificate authority {}", link(alert.certificate_authority, site=site))
    if alert.environment:
        name = "The signing keys" if alert.kind == AlertKind.SIGNING_KEYS else "The trusted CA"
        return format_html("{} of environment {}", name, link(alert.environment, site=site))
    return alert.subject_label or "Deleted object"


def _of_client(name: str, client: Client, site: str) -> SafeString:
    return format_html("{} of client {} ({})", name, link(client, site=site), link(client.environment, site=site))


def _credential(row: Credential, site: str) -> SafeString:
    return format_html("Credential {}", link(row, f"{row.kid[:12]}…", site=site))
