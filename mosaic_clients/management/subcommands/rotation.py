"""mosaic rotate, publish: one rotation run, and publication at Mosaic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.state import NextStep
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.models import Client
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun


def add_subcommands(subparsers: Any) -> None:
    """Add ``rotate`` and ``publish``."""
    parser = subparsers.add_parser("rotate", help="run one rotation as far as it can go now")
    parser.add_argument("client")
    parser.set_defaults(subcommand=rotate)
    parser = subparsers.add_parser("publish", help="push the material through Mosaic's client API")
    parser.add_argument("client")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true", help="only compare")
    group.add_argument("--confirm", action="store_true", help="confirm that you registered it at Mosaic manually")
    parser.add_argument("--json", action="store_true", help="with --check: differences and remarks as JSON")
    parser.set_defaults(subcommand=publish)


def rotate(options: Options, shell: Shell) -> None:
    """Run the rotation, print each step done and what it waits for; raises CommandError if a step failed.

    It is no failure that Mosaic refuses a credential that no one has registered there yet: the run waits for that.
    """
    client = client_registry.find(options["client"])
    active = client.credentials.active().first()
    run = rotation_runner.rotate(client, actor=SHELL, expected_kid=active.kid if active else "")
    for line in run_lines(client, run):
        shell.show(line)
    if run.is_unregistered and run.failure:
        shell.note(f"Mosaic does not accept it yet: {remedies.message(run.failure)}")
    elif run.failure is not None:
        raise CommandError(remedies.message(run.failure))


def publish(options: Options, shell: Shell) -> None:
    """Push or confirm, then continue the rotation; or compare, and raise CommandError if something differs."""
    if options["json"] and not options["check"]:
        raise CommandError("--json is for --check.", returncode=2)
    client = client_registry.find(options["client"])
    if options["confirm"]:
        publication.confirm(client, actor=SHELL)
        _continue(client, shell)
        return
    if manual_steps.why_manual(client) and not (options["check"] and client.app_id):
        raise manual_steps.refusal(client)
    publication.authentication_configuration(
        client
    )  # refuses before a token is requested if there is nothing to publish
    api = publication.client_api(client)
    if not options["check"]:
        publication.push(client, api, actor=SHELL)
        shell.note(f"Mosaic holds the current material of {client.name}.")
        _continue(client, shell)
        return
    comparison = publication.compare(client, api, actor=SHELL)
    if options["json"]:
        shell.show_json(asdict(comparison))
    else:
        for line in comparison.remarks:
            shell.note(line)
        for line in comparison.differences:
            shell.show(line)
    if comparison.differences:
        raise CommandError(f"Mosaic and this database differ in {len(comparison.differences)} ways.")
    shell.note("Compared with Mosaic: no differences.")


def _continue(client: Client, shell: Shell) -> None:
    """Run the steps that waited for the publication, unless another process runs this rotation already."""
    with suppress(MoveRefused):
        run = rotation_runner.advance(client, actor=SHELL)
        for line in run_lines(client, run):
            shell.note(line)
        if run.failure is not None:
            shell.note(f"The next step is not done yet: {remedies.message(run.failure)}")


def run_lines(client: Client, run: RotationRun) -> Iterator[str]:
    """Yield a line for each step done, for what the run waits for, and for what the operator must do."""
    for step in run.done:
        yield f"done   {step.step} {step.kid}".rstrip()
    if run.next_step is not None:
        yield f"waits  {_explain(run.next_step)}"
        if to_do := manual_steps.steps_for(client, run.next_step):
            yield f"to do  {remedies.render(to_do)}"


def _explain(step: NextStep) -> str:
    """Describe the next step in one line."""
    waiting_for = f"for the {step.waiting_for}" if step.waiting_for else f"until {step.at:%Y-%m-%d %H:%M:%S} UTC"
    return f"{waiting_for}, then: {step.step} {step.kid} ({step.why})".replace("  ", " ")
