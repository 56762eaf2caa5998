"""What an operator must do after a chain was attached: what to register at Mosaic, and a warning on the subject DN."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_clients.core.pki.certificate_creation import requested_subject
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.remedies import Advice, Remedy, RemedyKind, join_remedies
from mosaic_clients.models import Credential
from mosaic_clients.services.planning import manual_steps


@dataclass(frozen=True, slots=True)
class AttachmentResult:
    """The next step, and a warning; None where the CA certified the subject DN of the CSR."""

    next_step: Advice
    warning: Advice | None


def describe(credential: Credential) -> AttachmentResult:
    """Describes the attachment to a CA-signed credential that has just got its certificate."""
    requested, certified = requested_subject(credential.csr), credential.subject_dn
    remedy = Remedy(RemedyKind.REGISTER_SUBJECT_DN, client=credential.client.name, subject_dn=certified)
    warning = Advice(f"The CSR asked for {requested}, but the CA certified {certified}.", remedy)
    return AttachmentResult(_next_step(credential), warning if requested != certified else None)


def _next_step(credential: Credential) -> Advice:
    changed = _changed(credential)
    prove = Remedy(RemedyKind.PROVE, client=credential.client.name)
    if changed == []:
        return Advice("Mosaic holds its issuers and subject DN already: there is nothing to register.", prove)
    remedy = join_remedies(manual_steps.publication_steps(credential.client), prove)
    if changed:
        return Advice(f"Mosaic holds another {' and another '.join(changed)}.", remedy)
    return Advice("Mosaic does not hold its chain and subject DN yet.", remedy)


def _changed(credential: Credential) -> list[str] | None:
    """What differs from what Mosaic is known to hold; None where nothing is known."""
    published = credential.client.published
    if credential.material in published:
        return []
    registered = credential.client.credentials.filter(material__in=published).first()
    if registered is None:
        return None
    (leaf, *issuers), (old_leaf, *old_issuers) = map(parse_certificates, (credential.chain, registered.chain))
    changed = ["chain"] if issuers != old_issuers else []
    return changed + (["subject DN"] if leaf.subject.public_bytes() != old_leaf.subject.public_bytes() else [])
