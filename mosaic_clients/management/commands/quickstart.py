"""``manage.py quickstart``: runs the main job end to end on this machine."""

from __future__ import annotations

import fcntl
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.management.optional_dependencies import requires_extra
from mosaic_clients.management.quickstart.embedded_only import embedded_folder
from mosaic_clients.management.quickstart.progress import Progress, wait_for
from mosaic_clients.management.quickstart.worker import Worker
from mosaic_clients.management.remedies import message
from mosaic_clients.management.shell import port as port_number
from mosaic_clients.management.stop_signals import stopped_by_sigterm
from mosaic_clients.models import AccessToken, Client

with requires_extra("project"):
    from mosaic_clients.management.quickstart.demo_setup import DemoSetup, require_names_free
    from mosaic_clients.management.quickstart.site import Site, write_curl_files
    from mosaic_clients.sandbox import Sandbox

DEFAULT_PORT = 8443


class Command(BaseCommand):
    """Serves until Ctrl-C. With ``--smoke`` it checks every step, prints one line each, and exits."""

    help = "Run a complete demo on this machine: sandbox, admin, worker, two clients, a protected endpoint."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds ``--smoke`` and ``--port``."""
        parser.add_argument(
            "--smoke", action="store_true", help="run every step, call the endpoint, and exit 0 if all succeed"
        )
        parser.add_argument(
            "--port", type=port_number, help=f"port of the site (default: {DEFAULT_PORT}, or a free one with --smoke)"
        )

    def handle(self, *args: Any, smoke: bool, port: int | None, **options: Any) -> None:
        """Runs the demo. Raises CommandError if a step fails, or if this deployment is not an embedded one."""
        progress, folder = Progress(self.stdout), embedded_folder() / "quickstart"
        if port is None:
            port = 0 if smoke else DEFAULT_PORT
        with _exclusive(folder), stopped_by_sigterm() as stop:
            try:
                self._run(progress, folder, smoke=smoke, port=port, stop=stop)
            except MosaicError as error:
                raise CommandError(message(error)) from None
            except OperationalError as error:
                raise CommandError(f"The database in {folder.parent} failed: {error}.") from error
            except KeyboardInterrupt:
                progress.say("Stopped.")

    def _run(self, progress: Progress, folder: Path, *, smoke: bool, port: int, stop: threading.Event) -> None:
        """Opens the port first, so that no password is printed if the port cannot be used."""
        with Sandbox(folder / "sandbox") as sandbox, _serving(sandbox, port) as site:
            progress.done(f"sandbox listens on {sandbox.base_url}")
            progress.done(f"site listens on {site.server.url}")
            call_command("migrate", verbosity=0, interactive=False)
            progress.done("database migrated")
            require_names_free()
            _make_admin(progress)
            with Worker(folder / "worker.log") as worker, _reporting_stop(progress):
                clients = DemoSetup(sandbox, progress).run()
                _wait_for_tokens(clients, worker, progress)
                site.check(clients[0], clients[1], progress)
                if smoke:
                    progress.say("Every step passed.")
                    return
                _explain(progress, site, folder, clients[0])
                while not stop.wait(1):
                    worker.require_running()


def _make_admin(progress: Progress) -> None:
    users = get_user_model()
    if users.objects.filter(username="admin").exists():
        progress.done("admin user exists (to set a new password: python manage.py changepassword admin)")
        return
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser(username="admin", email="", password=password)
    progress.done(f"admin user created: name admin, password {password} (shown once)")


def _wait_for_tokens(clients: list[Client], worker: Worker, progress: Progress) -> None:
    """Sends a message to the worker and waits until the tokens are in the database."""
    AccessToken.objects.filter(client__in=clients).update(
        value="", expires_at=None, credential=None, due_at=timezone.now(), claimed_until=None
    )
    tasks.refresh_due_access_tokens.delay()
    for client in clients:

        def find_token(client: Client = client) -> AccessToken | None:
            worker.require_running()
            return AccessToken.objects.filter(client=client).exclude(value="").first()

        row = wait_for(find_token, f"{client.name}: the access token")
        progress.done(f"{client.name}: the Celery worker fetched a token, valid until {row.expires_at:%H:%M} UTC")


@contextmanager
def _serving(sandbox: Sandbox, port: int) -> Iterator[Site]:
    """Serves the site and stops it at the end. Raises CommandError if the port cannot be used."""
    try:
        site = Site.start(sandbox, port)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"Port {port} cannot be used ({reason}). Choose another with --port.") from None
    try:
        yield site
    finally:
        site.server.stop()


@contextmanager
def _reporting_stop(progress: Progress) -> Iterator[None]:
    """Reports that the command is stopping, because the worker needs some time to stop."""
    try:
        yield
    except KeyboardInterrupt:
        progress.say("\nstopping …")
        raise


def _explain(progress: Progress, site: Site, folder: Path, client: Client) -> None:
    passing, refused = write_curl_files(folder, site, client)
    progress.say(f"\nAdmin      {site.server.url}/admin/")
    progress.say(f"Endpoint   {site.server.url}/api/whoami")
    progress.say(f"\nPasses:\n  {passing}\n\nRefused:\n  {refused}\n\nCtrl-C stops everything.")


@contextmanager
def _exclusive(folder: Path) -> Iterator[None]:
    """Creates the folder and locks it for this process. Raises CommandError if another quickstart has the lock."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / "lock").open("w")
    except OSError as error:
        raise CommandError(
            f"Cannot write {folder} ({error.strerror}). To use another folder, set DJANGO_VAR_DIR."
        ) from None
    with file as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError("Another quickstart is running here. Stop it first.") from None
        yield
