"""Tell people in time that a certificate ends: e-mail, a signal for hooks of their own, and a log line, once each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from django.db.models import Model

from mosaic_clients import conf
from mosaic_clients.core.pki.certificates import CertificateFacts, read_facts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.rotation.expiry_thresholds import EXPIRED, crossed_threshold
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, CredentialStatus
from mosaic_clients.models import Alert, CertificateAuthority, Client, Credential, Environment
from mosaic_clients.services.alerts.delivery import send_once
from mosaic_clients.signals import certificate_expiring


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that ends.

    ``subject`` is a certificate's thumbprint and whose it is, ``client`` None where many depend on it.
    """

    subject: str
    what: str
    not_before: datetime
    not_after: datetime
    client: Client | None


def send_due(now: datetime) -> int:
    """Send every alert that is due and was not sent; returns how many."""
    sent = 0
    for ending in endings():
        threshold = crossed_threshold(ending.not_before, ending.not_after, now=now, days=conf.current().ALERT_DAYS)
        if threshold and _send_once(ending, threshold):
            sent += 1
    return sent


def endings() -> Iterator[Ending]:
    """Every certificate that something depends on, each once for every client."""
    for credential in Credential.objects.filter(status__in=IN_KEY_SET).select_related("client__environment"):
        client = credential.client
        leaf, *issuers = parse_certificates(credential.chain)
        if credential.state is not CredentialStatus.RETIRING:  # that one has its successor, and is to end
            yield _ending(leaf, f"The {credential.status} certificate of client {client.name}", client, client)
        for issuer in issuers:
            yield _ending(issuer, f"An issuer in the chain of client {client.name}", client, client)
    for authority in CertificateAuthority.objects.all():
        root = parse_certificates(authority.certificate)[0]
        yield _ending(root, f"Certificate authority {authority.name}", authority)
    for environment in Environment.objects.exclude(trusted_ca=""):
        for certificate in parse_certificates(environment.trusted_ca):
            yield _ending(certificate, f"The trusted CA of environment {environment.name}", environment)


def _ending(certificate: x509.Certificate, what: str, owner: Model, client: Client | None = None) -> Ending:
    facts: CertificateFacts = read_facts(certificate)
    # A DN may hold anything, and goes into a mail's subject and a line of the log.
    subject_dn = "".join(character if character.isprintable() else " " for character in facts.subject_dn)
    return Ending(f"{facts.x5t_s256}:{owner.pk}", f"{what} ({subject_dn})", facts.not_before, facts.not_after, client)


def _send_once(ending: Ending, threshold: str) -> bool:
    verb = "has expired" if threshold == EXPIRED else f"expires on {ending.not_after:%Y-%m-%d %H:%M} UTC"
    title = f"{ending.what} {verb}"
    if not send_once(ending.subject, threshold, expires_at=ending.not_after, title=title, text=f"{title}.\n"):
        return False
    certificate_expiring.send_robust(sender=Alert, ending=ending, threshold=threshold)
    return True
