"""mosaic rotate, publish: the walk, and getting the material to Mosaic."""

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


def add_verbs(subparsers: Any) -> None:
    """Hang ``rotate`` and ``publish`` in."""
    parser = subparsers.add_parser("rotate", help="one rotation as far as it can go now")
    parser.add_argument("client")
    parser.set_defaults(verb=rotate)
    parser = subparsers.add_parser("publish", help="push the material through Mosaic's client API")
    parser.add_argument("client")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="only compare")
    how.add_argument("--confirm", action="store_true", help="say that Mosaic was given it by hand")
    parser.add_argument("--json", action="store_true", help="of --check: differences and remarks")
    parser.set_defaults(verb=publish)


def rotate(options: Options, shell: Shell) -> None:
    """Walk, print each step done, and say what it waits for; raises CommandError where it failed.

    That Mosaic does not accept what nobody has registered yet is what it waits for, and no failure.
    """
    client = client_registry.find(options["client"])
    active = client.credentials.active().first()
    walk = rotation_runner.rotate(client, actor=SHELL, expected_kid=active.kid if active else "")
    for line in walk_lines(client, walk):
        shell.show(line)
    if walk.is_unregistered and walk.failure:
        shell.note(f"Mosaic does not accept it yet: {remedies.message(walk.failure)}")
    elif walk.failure is not None:
        raise CommandError(remedies.message(walk.failure))


def publish(options: Options, shell: Shell) -> None:
    """Push or confirm, and walk on; or compare: a comparison that finds something exits 1."""
    if options["json"] and not options["check"]:
        raise CommandError("--json is for --check.", returncode=2)
    client = client_registry.find(options["client"])
    if options["confirm"]:
        publication.confirm(client, actor=SHELL)
        _go_on(client, shell)
        return
    if manual_steps.why_manual(client) and not (options["check"] and client.app_id):
        raise manual_steps.refusal(client)
    publication.authentication_configuration(client)  # before a token is asked for: there has to be something
    api = publication.client_api(client)
    if not options["check"]:
        publication.push(client, api, actor=SHELL)
        shell.note(f"Mosaic holds the current material of {client.name}.")
        _go_on(client, shell)
        return
    found = publication.compare(client, api, actor=SHELL)
    if options["json"]:
        shell.show_json(asdict(found))
    else:
        for line in found.remarks:
            shell.note(line)
        for line in found.differences:
            shell.show(line)
    if found.differences:
        raise CommandError(f"Mosaic and this database differ in {len(found.differences)} ways.")
    shell.note("Mosaic holds what it should hold.")


def _go_on(client: Client, shell: Shell) -> None:
    """Do what was waiting for the publication; somebody else who walks the client does as well."""
    with suppress(MoveRefused):
        walk = rotation_runner.advance(client, actor=SHELL)
        for line in walk_lines(client, walk):
            shell.note(line)
        if walk.failure is not None:
            shell.note(f"Not further yet: {remedies.message(walk.failure)}")


def walk_lines(client: Client, walk: RotationRun) -> Iterator[str]:
    """Each step that was done, what is waited for, and what people do about it."""
    for step in walk.done:
        yield f"done   {step.step} {step.kid}".rstrip()
    if walk.next_step is not None:
        yield f"waits  {_explain(walk.next_step)}"
        if to_do := manual_steps.steps_for(client, walk.next_step):
            yield f"to do  {remedies.render(to_do)}"


def _explain(step: NextStep) -> str:
    """A step that lies ahead, as one line."""
    waits = f"for the {step.waiting_for}" if step.waiting_for else f"until {step.at:%Y-%m-%d %H:%M:%S} UTC"
    return f"{waits}, then: {step.step} {step.kid} ({step.why})".replace("  ", " ")
