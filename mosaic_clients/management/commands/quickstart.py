"""``manage.py quickstart``: the main job, end to end, on this machine and nothing else."""

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
from mosaic_clients.management.extras import needing
from mosaic_clients.management.quickstart.ground import embedded_folder
from mosaic_clients.management.quickstart.progress import Progress, wait_for
from mosaic_clients.management.quickstart.worker import Worker
from mosaic_clients.management.shell import port as port_number
from mosaic_clients.management.stop_signals import stopped_by_sigterm
from mosaic_clients.models import AccessToken, Client

with needing("project"):
    from mosaic_clients.management.quickstart.site import Site, write_curl_files
    from mosaic_clients.management.quickstart.story import Story, require_names_free
    from mosaic_clients.sandbox import Sandbox

DEFAULT_PORT = 8443


class Command(BaseCommand):
    """Serves until Ctrl-C; with ``--smoke`` checks every step, prints one line each and ends."""

    help = "Run the whole story on this machine: sandbox, admin, worker, two clients, a protected endpoint."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two options."""
        parser.add_argument("--smoke", action="store_true", help="do it all, call the endpoint, exit 0 if all held")
        parser.add_argument(
            "--port", type=port_number, help=f"of the site; {DEFAULT_PORT} by default, any with --smoke"
        )

    def handle(self, *args: Any, smoke: bool, port: int | None, **options: Any) -> None:
        """Play the story; raises CommandError where a step does not hold, or this is no ground to play on."""
        progress, folder = Progress(self.stdout), embedded_folder() / "quickstart"
        if port is None:
            port = 0 if smoke else DEFAULT_PORT
        with _alone(folder), stopped_by_sigterm() as stop:
            try:
                self._run(progress, folder, smoke=smoke, port=port, stop=stop)
            except MosaicError as error:
                raise CommandError(error.description) from None
            except OperationalError as error:
                raise CommandError(f"The database below {folder.parent} fails: {error}.") from error
            except KeyboardInterrupt:
                progress.say("Stopped.")

    def _run(self, progress: Progress, folder: Path, *, smoke: bool, port: int, stop: threading.Event) -> None:
        """The port comes first: a story that was played for nothing has printed its password already."""
        with Sandbox(folder / "sandbox") as sandbox, _serving(sandbox, port) as site:
            progress.done(f"sandbox listens on {sandbox.base_url}")
            progress.done(f"site listens on {site.server.url}")
            call_command("migrate", verbosity=0, interactive=False)
            progress.done("database migrated")
            require_names_free()
            _make_admin(progress)
            with Worker(folder / "worker.log") as worker, _saying_that_it_stops(progress):
                clients = Story(sandbox, progress).play()
                _wait_for_tokens(clients, worker, progress)
                site.check(clients[0], clients[1], progress)
                if smoke:
                    progress.say("Every step held.")
                    return
                _explain(progress, site, folder, clients[0])
                while not stop.wait(1):
                    worker.require_running()


def _make_admin(progress: Progress) -> None:
    users = get_user_model()
    if users.objects.filter(username="admin").exists():
        progress.done("admin user exists (forgotten its password? python manage.py changepassword admin)")
        return
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser(username="admin", email="", password=password)
    progress.done(f"admin user made: name admin, password {password} (shown once)")


def _wait_for_tokens(clients: list[Client], worker: Worker, progress: Progress) -> None:
    """Ask the worker, by a message like any other, and see its work in the database."""
    AccessToken.objects.filter(client__in=clients).update(
        value="", expires_at=None, credential=None, due_at=timezone.now(), claimed_until=None
    )
    tasks.refresh_due_access_tokens.delay()
    for client in clients:

        def fetched(client: Client = client) -> AccessToken | None:
            worker.require_running()
            return AccessToken.objects.filter(client=client).exclude(value="").first()

        row = wait_for(fetched, f"{client.name}: the access token")
        progress.done(f"{client.name}: the Celery worker fetched a token, good until {row.expires_at:%H:%M} UTC")


@contextmanager
def _serving(sandbox: Sandbox, port: int) -> Iterator[Site]:
    """The site, stopped at the end; raises CommandError where it cannot listen there."""
    try:
        site = Site.start(sandbox, port)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"Port {port} cannot be used ({reason}): give another with --port.") from None
    try:
        yield site
    finally:
        site.server.stop()


@contextmanager
def _saying_that_it_stops(progress: Progress) -> Iterator[None]:
    """The worker takes its time to end, and somebody waits for it at the keyboard."""
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
def _alone(folder: Path) -> Iterator[None]:
    """One quickstart at a time on one folder, made where there is none; raises CommandError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / "lock").open("w")
    except OSError as error:
        raise CommandError(f"{folder} cannot be written ({error.strerror}): set DJANGO_VAR_DIR to another.") from None
    with file as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError("Another quickstart is running here: stop it first.") from None
        yield
