"""``manage.py mosaic_sandbox``: the local Mosaic alone, to try the product against by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mosaic_clients.core.lifecycle import AuthMethod
from mosaic_clients.management.extras import needing
from mosaic_clients.management.shell import port as port_number
from mosaic_clients.management.stop_signals import stopped_by_sigterm

with needing("sandbox"):
    from mosaic_clients.sandbox import Sandbox

DEFAULT_PORT = 8444


class Command(BaseCommand):
    """Runs until Ctrl-C or SIGTERM and keeps its clients and keys for the next time."""

    help = "Run a local Mosaic on loopback TLS that demands client certificates where Mosaic would."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and which clients the portal knows."""
        parser.add_argument("--port", type=port_number, default=DEFAULT_PORT)
        parser.add_argument("--folder", type=Path, help="where it keeps its state")
        parser.add_argument(
            "--client",
            action="append",
            default=[],
            metavar="ID:METHOD",
            help="register a client as in the portal, for example payments:self_signed_tls_client_auth",
        )
        parser.add_argument("--resource", action="append", default=[], help="what those clients may ask tokens for")
        parser.add_argument(
            "--redirect-uri", action="append", default=[], help="where those clients' users come back to"
        )
        parser.add_argument(
            "--user",
            action="append",
            default=[],
            metavar="ID[:EMAIL]",
            help="add a user beside alice, who has no password",
        )
        parser.add_argument(
            "--mtls-aliases",
            action="store_true",
            help="take client certificates on a second port, as discovery then says",
        )

    def handle(self, *args: Any, port: int, folder: Path | None, **options: Any) -> None:
        """Start, print what an operator needs, wait for Ctrl-C or SIGTERM."""
        folder = folder or Path(getattr(settings, "VAR_DIR", "var")).absolute() / "sandbox"
        try:
            sandbox = Sandbox(folder, port=port, mtls_aliases=options["mtls_aliases"])
        except OSError as error:
            raise CommandError(f"{folder} cannot be written ({error.strerror}): give another with --folder.") from None
        for text in options["user"]:
            subject, _, email = text.partition(":")
            sandbox.add_user(subject, **({"email": email} if email else {}))
        for text in options["client"]:
            client_id, _, method = text.rpartition(":")
            if not client_id or method not in list(AuthMethod):
                raise CommandError(f"{text!r} is not ID:METHOD; METHOD is one of {', '.join(AuthMethod)}.")
            known = {"redirect_uris": options["redirect_uri"]} if options["redirect_uri"] else {}
            sandbox.add_client(client_id, AuthMethod(method), resources=options["resource"], **known)
        try:
            sandbox.start()
        except OSError as error:
            reason = error.strerror or error
            raise CommandError(f"Port {port} cannot be used ({reason}): give another with --port.") from None
        self._serve(sandbox, folder)

    def _serve(self, sandbox: Sandbox, folder: Path) -> None:
        try:
            with stopped_by_sigterm() as stop:
                self._explain(sandbox, folder)
                stop.wait()
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
