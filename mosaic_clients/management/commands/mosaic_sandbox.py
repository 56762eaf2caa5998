"""``manage.py mosaic_sandbox``: the local Mosaic alone, for manual tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.management.optional_dependencies import requires_extra
from mosaic_clients.management.shell import port as port_number
from mosaic_clients.management.stop_signals import stopped_by_sigterm, wait_until_stopped

with requires_extra("sandbox"):
    from mosaic_clients.sandbox import Sandbox

DEFAULT_PORT = 8444


class Command(BaseCommand):
    """Runs until Ctrl-C or SIGTERM. Stores its clients and keys for the next start."""

    help = "Run a local Mosaic on loopback TLS that requires client certificates where Mosaic does."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the port, the state folder, and the registered clients and users."""
        parser.add_argument("--port", type=port_number, default=DEFAULT_PORT)
        parser.add_argument("--folder", type=Path, help="folder for its state")
        parser.add_argument(
            "--client",
            action="append",
            default=[],
            metavar="ID:METHOD",
            help="register a client as in the portal, for example payments:self_signed_tls_client_auth",
        )
        parser.add_argument(
            "--resource", action="append", default=[], help="resource that these clients may request tokens for"
        )
        parser.add_argument("--redirect-uri", action="append", default=[], help="redirect URI of these clients")
        parser.add_argument(
            "--user",
            action="append",
            default=[],
            metavar="ID[:EMAIL]",
            help="add a user besides alice; users have no password",
        )
        parser.add_argument(
            "--mtls-aliases",
            action="store_true",
            help="request client certificates on a second port only, listed in the discovery document",
        )

    def handle(self, *args: Any, port: int, folder: Path | None, **options: Any) -> None:
        """Starts the sandbox, prints its addresses, waits for Ctrl-C or SIGTERM. Raises CommandError if it fails."""
        folder = folder or Path(getattr(settings, "VAR_DIR", "var")).absolute() / "sandbox"
        try:
            sandbox = Sandbox(folder, port=port, mtls_aliases=options["mtls_aliases"])
        except OSError as error:
            raise CommandError(
                f"Cannot write {folder} ({error.strerror}). Choose another folder with --folder."
            ) from None
        for text in options["user"]:
            subject, _, email = text.partition(":")
            sandbox.add_user(subject, **({"email": email} if email else {}))
        for text in options["client"]:
            client_id, _, method = text.rpartition(":")
            if not client_id or method not in list(AuthMethod):
                raise CommandError(f"{text!r} is not ID:METHOD; METHOD is one of {', '.join(AuthMethod)}.")
            settings_of_client = {"redirect_uris": options["redirect_uri"]} if options["redirect_uri"] else {}
            sandbox.add_client(client_id, AuthMethod(method), resources=options["resource"], **settings_of_client)
        try:
            sandbox.start()
        except OSError as error:
            reason = error.strerror or error
            raise CommandError(f"Port {port} cannot be used ({reason}). Choose another with --port.") from None
        self._serve(sandbox, folder)

    def _serve(self, sandbox: Sandbox, folder: Path) -> None:
        try:
            with stopped_by_sigterm() as stop:
                self._explain(sandbox, folder)
                wait_until_stopped(stop)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            sandbox.stop()

    def _explain(self, sandbox: Sandbox, folder: Path) -> None:
        clients = f"{sandbox.base_url}/v1/applications/{sandbox.app_id}/clients"
        self.stdout.write(
            f"Base URL      {sandbox.base_url}\n"
            f"Issuer        {sandbox.issuer}\n"
            f"Trusted CA    {folder / 'ca.pem'}\n"
            f"Client API    {clients}\n"
            f"Approvals     {sandbox.base_url.removesuffix('/cis')}/sandbox/approvals\n"
            f"Portal token  {sandbox.portal_token}\n\n"
            f"python manage.py mosaic environment add local --base-url {sandbox.base_url} "
            f"--issuer {sandbox.issuer} --trusted-ca {folder / 'ca.pem'} --allow-private\n"
        )
        self.stdout.flush()
