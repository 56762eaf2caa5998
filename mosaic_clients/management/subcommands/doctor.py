"""mosaic doctor"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.diagnosis import Diagnosis, Step
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.diagnosis import doctor
from mosaic_clients.services.events import SHELL


def add_verbs(subparsers: Any) -> None:
    """Hang ``doctor`` in."""
    parser = subparsers.add_parser("doctor", help="examine a client's connection, step by step")
    parser.add_argument("client")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb=examine)


def examine(options: Options, shell: Shell) -> None:
    """Every step and how it ended; raises CommandError where one did not hold, after all of them are shown."""
    found = doctor.diagnose(client_registry.find(options["client"]), actor=SHELL)
    if options["json"]:
        steps = [_summary(step) for step in found.steps]
        shell.show_json({**asdict(found), "steps": steps, "healthy": found.is_healthy})
    else:
        _show(found, shell)
    if not found.is_healthy:
        failed = ", ".join(step.name for step in found.failed)
        raise CommandError(f"The connection of {found.client} is not well: {failed} failed.")


def _show(found: Diagnosis, shell: Shell) -> None:
    shell.note(f"Examined {found.client} at {found.url}")
    for step in found.steps:
        shell.show(f"{step.state:<11}  {step.name:<19}  {step.seen}")
        if step.remedy:
            shell.show(f"{'':<34}  {remedies.render(step.remedy)}")


def _summary(step: Step) -> dict[str, str]:
    """A step as JSON; ``remedy`` is text, ``remedy_code`` the first thing to do, both empty where there is none."""
    code = step.remedy.kind.value if step.remedy else ""
    return {**asdict(step), "remedy": remedies.render(step.remedy), "remedy_code": code}
