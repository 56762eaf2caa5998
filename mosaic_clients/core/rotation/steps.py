"""The steps of a rotation in one table: their texts, and what the runner and the operator can do about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mosaic_clients.core.remedies import RemedyKind
from mosaic_clients.core.rotation.state import Step


@dataclass(frozen=True, slots=True)
class StepDescription:
    """One step. ``done`` and ``event`` may hold ``{kid}``.

    ``label`` tells an operator to do it, ``done`` reports it, ``event`` names it in "before …" and "next: …".
    ``is_retried`` says that Mosaic or a CA can refuse it, so that the runner tries it again. ``remedy`` is how an
    operator does it manually, None where it depends on the client.
    """

    label: str
    done: str
    event: str
    is_retried: bool = False
    remedy: RemedyKind | None = None


STEPS: Mapping[Step, StepDescription] = MappingProxyType(
    {
        Step.STAGE: StepDescription(
            "stage a credential", "Staged a new credential.", "a new credential is staged", remedy=RemedyKind.STAGE
        ),
        Step.CERTIFY: StepDescription(
            "have the CSR signed by its certificate authority",
            "Its certificate authority signed credential {kid}.",
            "credential {kid} gets its certificate",
            is_retried=True,
            remedy=RemedyKind.ATTACH_CERTIFICATE,
        ),
        Step.PUBLISH: StepDescription(
            "publish to Mosaic",
            "Published: Mosaic holds credential {kid}.",
            "credential {kid} is registered at Mosaic",
            is_retried=True,
        ),
        Step.PROVE: StepDescription(
            "prove",
            "Proven: Mosaic accepts credential {kid}.",
            "credential {kid} is proven",
            is_retried=True,
            remedy=RemedyKind.PROVE,
        ),
        Step.ACTIVATE: StepDescription(
            "activate",
            "Activated credential {kid}.",
            "credential {kid} is activated",
            is_retried=True,
            remedy=RemedyKind.ACTIVATE,
        ),
        Step.RETIRE: StepDescription(
            "retire the old credential", "Retired credential {kid}.", "credential {kid} is retired"
        ),
        Step.WITHDRAW: StepDescription(
            "remove the old key from Mosaic",
            "Old key removed from Mosaic.",
            "the old key is removed from Mosaic",
            is_retried=True,
        ),
        Step.DESTROY: StepDescription(
            "destroy the old key",
            "Destroyed the private key of credential {kid}.",
            "the private key of credential {kid} is destroyed",
        ),
    }
)
