"""What an alert is about: told from its subject, which names a certificate and whose it is, or another row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mosaic_clients.admin.display import link, short_kid
from mosaic_clients.core.rotation.expiry_thresholds import EXPIRED
from mosaic_clients.models import Alert, CertificateAuthority, Client, Credential, Environment, SigningKeySet
from mosaic_clients.services.alerts.proof_overdue import OVERDUE
from mosaic_clients.services.alerts.signing_keys import FAILING, STOPPED

_OWNERS = (Client, CertificateAuthority, Environment, SigningKeySet, Credential)
_TOLD = {
    EXPIRED: "has expired",
    "10 %": "the last tenth of its life has begun",
    FAILING: "fetching them fails",
    OVERDUE: "Mosaic has not accepted it in time",
    STOPPED: "too old to be used: bearers are answered 503",
}


def told_in_words(threshold: str) -> str:
    """What an alert said."""
    number, _, unit = threshold.partition(" ")
    if unit == "d":
        return f"ends within {number} day{'' if number == '1' else 's'}"
    return _TOLD.get(threshold, threshold)


@dataclass(frozen=True, slots=True)
class Subjects:
    """The rows that alerts name, so far as they are still there: a fixed number of queries for any number of alerts."""

    owners: dict[UUID, Any] = field(default_factory=dict)
    credentials: dict[tuple[str, UUID], Credential] = field(default_factory=dict)

    def about(self, alert: Alert, *, site: str) -> SafeString:
        """What it is about, with links to it."""
        thumbprint, pk = _names(alert)
        owner = self.owners.get(pk) if pk else None
        if isinstance(owner, SigningKeySet):
            return format_html("The signing keys of environment {}", link(owner.environment, site=site))
        if isinstance(owner, Environment):
            return format_html("The trusted CA of environment {}", link(owner, site=site))
        if isinstance(owner, CertificateAuthority):
            return format_html("Certificate authority {}", link(owner, site=site))
        if isinstance(owner, Credential):
            return _of_client(_credential(owner, site), owner.client, site)
        if not isinstance(owner, Client):
            return format_html("Something that is gone ({})", short_kid(thumbprint))
        credential = self.credentials.get((thumbprint, owner.pk))
        return _of_client(_credential(credential, site) if credential else "An issuer in the chain", owner, site)


def subjects(alerts: Iterable[Alert]) -> Subjects:
    """What these alerts name."""
    named = [_names(alert) for alert in alerts]
    pks = {pk for _, pk in named if pk}
    owners: dict[UUID, Any] = {}
    for model in _OWNERS:
        rows: Any = model._default_manager.filter(pk__in=pks)
        if model in {Client, SigningKeySet}:
            rows = rows.select_related("environment")
        if model is CertificateAuthority:
            rows = rows.only("name")
        if model is Credential:
            rows = rows.select_related("client__environment").defer("private_key", "chain", "csr")
        owners |= {row.pk: row for row in rows}
    found = Credential.objects.filter(x5t_s256__in={thumbprint for thumbprint, _ in named}, client__in=pks)
    lean = found.only("kid", "x5t_s256", "client_id")
    return Subjects(owners, {(row.x5t_s256, row.client_id): row for row in lean})


def _of_client(what: str, client: Client, site: str) -> SafeString:
    return format_html("{} of client {} ({})", what, link(client, site=site), link(client.environment, site=site))


def _credential(row: Credential, site: str) -> SafeString:
    return format_html("Credential {}", link(row, f"{row.kid[:12]}…", site=site))


def _names(alert: Alert) -> tuple[str, UUID | None]:
    """The thumbprint (or what else it is) and whose it is, None where the subject is none of ours."""
    thumbprint, _, whose = alert.subject.partition(":")
    try:
        return thumbprint, UUID(whose.partition(":")[0])
    except ValueError:
        return thumbprint, None
