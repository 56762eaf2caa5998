"""The service calls of the rotation steps."""

from __future__ import annotations

from mosaic_clients.core.rotation.state import Step
from mosaic_clients.services.rotation.steps import CALLS


def test_every_step_has_a_service_call() -> None:
    assert set(CALLS) == set(Step)
