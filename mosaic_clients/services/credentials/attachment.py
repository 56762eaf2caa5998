"""What a chain that was just attached means: what Mosaic has to be given of it, and if it is what was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_clients.core.pki.certificates import requested_subject
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.remedies import Advice, Remedy, RemedyKind, chain
from mosaic_clients.models import Credential
from mosaic_clients.services.planning import manual_steps


@dataclass(frozen=True, slots=True)
class AttachmentResult:
    """What comes next, and a warning, None where the CA certified the subject DN of the CSR."""

    next_step: Advice
    warning: Advice | None


def describe(credential: Credential) -> AttachmentResult:
    """Look at a CA-signed credential that was just completed."""
    asked, got = requested_subject(credential.csr), credential.subject_dn
    remedy = Remedy(RemedyKind.REGISTER_SUBJECT_DN, client=credential.client.name, subject_dn=got)
    warning = Advice(f"The CSR asked for {asked}, but the CA certified {got}.", remedy)
    return AttachmentResult(_next_step(credential), warning if asked != got else None)


def _next_step(credential: Credential) -> Advice:
    changed = _changed(credential)
    prove = Remedy(RemedyKind.PROVE, client=credential.client.name)
    if changed == []:
        return Advice("Mosaic holds its issuers and subject DN already: there is nothing to register.", prove)
    remedy = chain(manual_steps.publication_steps(credential.client), prove)
    if changed:
        return Advice(f"Mosaic holds another {' and another '.join(changed)}.", remedy)
    return Advice("Mosaic does not hold its chain and subject DN yet.", remedy)


def _changed(credential: Credential) -> list[str] | None:
    """What differs from that which Mosaic is known to hold; None where nothing is known."""
    published = credential.client.published
    if credential.material in published:
        return []
    held = credential.client.credentials.filter(material__in=published).first()
    if held is None:
        return None
    (leaf, *issuers), (held_leaf, *held_issuers) = map(parse_certificates, (credential.chain, held.chain))
    changed = ["chain"] if issuers != held_issuers else []
    return changed + (["subject DN"] if leaf.subject.public_bytes() != held_leaf.subject.public_bytes() else [])
