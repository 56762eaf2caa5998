"""Alerts about expiring certificates: of credentials, of the CAs that sign for clients, and of trusted CAs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.pki.certificates import CertificateFacts, read_facts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.rotation.expiry_thresholds import EXPIRED, crossed_threshold
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, CredentialStatus
from mosaic_clients.models import AlertKind, CertificateAuthority, Client, Credential, Environment
from mosaic_clients.services.alerts.delivery import deliver_all
from mosaic_clients.services.alerts.draft import AlertDraft
from mosaic_clients.services.issuing.base import CertificateIssuer
from mosaic_clients.services.issuing.registry import configured_issuers
from mosaic_clients.signals import certificate_expiring

logger = logging.getLogger("mosaic_clients.alerts")


@dataclass(frozen=True, slots=True)
class Ending:
    """The expiry of a certificate that something depends on.

    ``client`` is None where many clients depend on it. ``subject`` is the same for the same certificate and owner.
    """

    subject: str
    what: str
    not_before: datetime
    not_after: datetime
    client: Client | None
    fingerprint: str
    credential: Credential | None = None
    certificate_authority: CertificateAuthority | None = None
    environment: Environment | None = None


def send_due(now: datetime) -> int:
    """Sends every alert that is due and was not sent before; returns how many."""
    return deliver_all(drafts(now))


def drafts(now: datetime) -> Iterator[AlertDraft]:
    """An alert for every certificate that has crossed a threshold."""
    for ending in endings():
        threshold = crossed_threshold(ending.not_before, ending.not_after, now=now, days=conf.current().ALERT_DAYS)
        if threshold:
            yield _draft(ending, threshold)


def endings() -> Iterator[Ending]:
    """Every certificate that something depends on, each once for every owner."""
    for credential in Credential.objects.filter(status__in=IN_KEY_SET).select_related("client__environment"):
        yield from _of_credential(credential)
    for issuer in configured_issuers():
        yield from _of_issuer(issuer)
    for environment in Environment.objects.exclude(trusted_ca=""):
        what = f"The trusted CA of environment {environment.name}"
        for certificate in parse_certificates(environment.trusted_ca):
            yield _ending(read_facts(certificate), what, environment.pk, environment=environment)


def _of_credential(credential: Credential) -> Iterator[Ending]:
    client = credential.client
    leaf, *issuers = parse_certificates(credential.chain)
    if credential.state is not CredentialStatus.RETIRING:  # a retiring credential already has its successor
        what = f"The {credential.status} certificate of client {client.name}"
        yield _ending(read_facts(leaf), what, client.pk, client=client, credential=credential)
    for issuer in issuers:
        what = f"An issuer in the chain of client {client.name}"
        yield _ending(read_facts(issuer), what, client.pk, client=client)


def _of_issuer(issuer: CertificateIssuer) -> Iterator[Ending]:
    """The certificates of one issuer's CA; where they cannot be read, the next sweep tries again."""
    try:
        certificates = list(issuer.expiring_certificates())
    except MosaicError as error:
        logger.warning("the certificates of %s cannot be read: %s", issuer.describe(), error.description)
        return
    for each in certificates:
        owner = each.authority.pk if each.authority else "issuer"
        yield _ending(each.facts, each.label, owner, certificate_authority=each.authority)


def _ending(
    facts: CertificateFacts,
    what: str,
    owner: UUID | str,
    *,
    client: Client | None = None,
    credential: Credential | None = None,
    certificate_authority: CertificateAuthority | None = None,
    environment: Environment | None = None,
) -> Ending:
    # A DN may contain any character, and goes into the subject of a mail and a line of the log.
    subject_dn = "".join(character if character.isprintable() else " " for character in facts.subject_dn)
    return Ending(
        subject=f"{facts.x5t_s256}:{owner}",
        what=f"{what} ({subject_dn})",
        not_before=facts.not_before,
        not_after=facts.not_after,
        client=client,
        fingerprint=facts.x5t_s256,
        credential=credential,
        certificate_authority=certificate_authority,
        environment=environment,
    )


def _draft(ending: Ending, threshold: str) -> AlertDraft:
    verb = "has expired" if threshold == EXPIRED else f"expires on {ending.not_after:%Y-%m-%d %H:%M} UTC"
    title = f"{ending.what} {verb}"
    return AlertDraft(
        kind=AlertKind.CERTIFICATE_EXPIRY,
        key=ending.subject,
        threshold=threshold,
        expires_at=ending.not_after,
        label=ending.what,
        title=title,
        text=f"{title}.\n",
        signal=certificate_expiring,
        signal_values={"ending": ending, "threshold": threshold},
        fingerprint=ending.fingerprint,
        client=ending.client,
        credential=ending.credential,
        certificate_authority=ending.certificate_authority,
        environment=ending.environment,
    )
