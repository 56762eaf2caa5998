"""What an alert is about, with links to the rows that it names, and what its threshold means."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mosaic_clients.admin.display import link
from mosaic_clients.core.rotation.expiry_thresholds import EXPIRED
from mosaic_clients.models import Alert, AlertKind, Client, Credential
from mosaic_clients.services.alerts.proof_overdue import OVERDUE
from mosaic_clients.services.alerts.signing_keys import FAILING, STOPPED

RELATED = ("client__environment", "credential", "certificate_authority", "environment")
"""What to select with alerts, so that ``subject`` needs no query of its own."""

LARGE = tuple(f"credential__{name}" for name in ("private_key", "chain", "csr")) + tuple(
    f"certificate_authority__{name}" for name in ("private_key", "certificate")
)
"""Columns of these rows that no alert shows, secrets among them."""

_THRESHOLDS = {
    EXPIRED: "has expired",
    "10 %": "the last tenth of its life has begun",
    FAILING: "fetching them fails",
    OVERDUE: "Mosaic has not accepted it in time",
    STOPPED: "too old to be used: bearers are answered 503",
}


def threshold_text(threshold: str) -> str:
    """What crossing a threshold means."""
    number, _, unit = threshold.partition(" ")
    if unit == "d":
        return f"ends within {number} day{'' if number == '1' else 's'}"
    return _THRESHOLDS.get(threshold, threshold)


def subject(alert: Alert, *, site: str) -> SafeString | str:
    """What an alert is about, with links; its label alone where that is deleted."""
    if alert.client:
        what = _credential(alert.credential, site) if alert.credential else "An issuer in the chain"
        return _of_client(what, alert.client, site)
    if alert.certificate_authority:
        return format_html("Certificate authority {}", link(alert.certificate_authority, site=site))
    if alert.environment:
        what = "The signing keys" if alert.kind == AlertKind.SIGNING_KEYS else "The trusted CA"
        return format_html("{} of environment {}", what, link(alert.environment, site=site))
    return alert.subject_label


def _of_client(what: str, client: Client, site: str) -> SafeString:
    return format_html("{} of client {} ({})", what, link(client, site=site), link(client.environment, site=site))


def _credential(row: Credential, site: str) -> SafeString:
    return format_html("Credential {}", link(row, f"{row.kid[:12]}…", site=site))
