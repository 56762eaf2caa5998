"""The table of rotation steps: complete, and read by everything that names a step."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from mosaic_clients.core.rotation.state import Step
from mosaic_clients.core.rotation.steps import STEPS


def test_every_step_has_its_texts() -> None:
    assert set(STEPS) == set(Step)
    for description in STEPS.values():
        assert description.label[0].islower()
        assert description.done[0].isupper()
        assert description.done.endswith(".")
        assert not description.event.endswith(".")


def test_texts_take_a_kid() -> None:
    assert STEPS[Step.PROVE].done.format(kid="k1") == "Proven: Mosaic accepts credential k1."
    assert STEPS[Step.DESTROY].event.format(kid="k1") == "the private key of credential k1 is destroyed"


def test_only_steps_that_another_party_can_refuse_are_retried() -> None:
    retried = {step for step, description in STEPS.items() if description.is_retried}
    assert retried == {Step.CERTIFY, Step.PUBLISH, Step.PROVE, Step.ACTIVATE, Step.WITHDRAW}


def test_table_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        STEPS[Step.PROVE].label = "other"  # type: ignore[misc]
