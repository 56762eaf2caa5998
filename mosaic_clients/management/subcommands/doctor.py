"""mosaic doctor"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.diagnosis import CheckStep, Diagnosis
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.diagnosis import doctor
from mosaic_clients.services.events import SHELL


def add_subcommands(subparsers: Any) -> None:
    """Add ``doctor``."""
    parser = subparsers.add_parser("doctor", help="check each step of a client's connection")
    parser.add_argument("client")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=check)


def check(options: Options, shell: Shell) -> None:
    """Show every step and its result; raises CommandError afterwards if one failed."""
    diagnosis = doctor.diagnose(client_registry.find(options["client"]), actor=SHELL)
    if options["json"]:
        steps = [_summary(step) for step in diagnosis.steps]
        shell.show_json({**asdict(diagnosis), "steps": steps, "healthy": diagnosis.is_healthy})
    else:
        _show(diagnosis, shell)
    if not diagnosis.is_healthy:
        failed = ", ".join(step.name for step in diagnosis.failed)
        raise CommandError(f"Connection of {diagnosis.client} failed: {failed}.")


def _show(diagnosis: Diagnosis, shell: Shell) -> None:
    shell.note(f"Checked {diagnosis.client} at {diagnosis.url}")
    for step in diagnosis.steps:
        shell.show(f"{step.state:<11}  {step.name:<19}  {step.seen}")
        if step.remedy:
            shell.show(f"{'':<34}  {remedies.render(step.remedy)}")


def _summary(step: CheckStep) -> dict[str, str]:
    """Return a step for JSON. ``remedy`` is text, ``remedy_code`` names the first remedy; both are empty for none."""
    code = step.remedy.kind.value if step.remedy else ""
    return {**asdict(step), "remedy": remedies.render(step.remedy), "remedy_code": code}
