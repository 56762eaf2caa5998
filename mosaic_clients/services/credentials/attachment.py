"""What a chain that was just attached means: what Mosaic has to be given of it, and if it is what was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_clients.core.pki.certificates import requested_subject
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.models import Credential


@dataclass(frozen=True, slots=True)
class AttachmentResult:
    """``next_step`` is a sentence; ``warning`` another, empty where the CA certified the subject DN of the CSR."""

    next_step: str
    warning: str


def describe(credential: Credential) -> AttachmentResult:
    """Look at a CA-signed credential that was just completed."""
    changed = _changed(credential)
    if changed == []:
        next_step = "Mosaic holds its issuers and subject DN already: there is nothing to register. Next: prove it."
    else:
        what = " and ".join(changed or ["chain", "subject DN"])
        why = f" (unlike those that Mosaic holds: {what})" if changed else ""
        next_step = f"Next: register chain and subject DN at Mosaic{why}, then prove it."
    asked, got = requested_subject(credential.csr), credential.subject_dn
    warning = f"The CSR asked for {asked}, but the CA certified {got}. Register {got}, or have it issued anew."
    return AttachmentResult(next_step, warning if asked != got else "")


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
