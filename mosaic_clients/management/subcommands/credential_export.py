"""mosaic credential export: the only subcommand that writes a private key to a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.management.shell import Options, Shell, read_passphrase
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import key_export
from mosaic_clients.services.events import SHELL


def add_export(subparsers: Any) -> None:
    """Add ``credential export``."""
    parser = subparsers.add_parser("export", help="write a private key and its certificate to files")
    parser.add_argument("client")
    parser.add_argument("--kid", help="the kid or its first characters; the active credential by default")
    parser.add_argument("--key", metavar="FILE", required=True, help="new file: PKCS#8 PEM, mode 0600")
    parser.add_argument("--certificate", metavar="FILE", required=True, help="new file: PEM with the chain")
    parser.add_argument("--passphrase-file", metavar="FILE", help="its first line encrypts the key")
    parser.add_argument("--i-understand", action="store_true", help="confirm that the key leaves its encrypted storage")
    parser.set_defaults(subcommand=export)


@sensitive_variables()
def export(options: Options, shell: Shell) -> None:
    """Write both files or neither, and print the kid."""
    if not options["i_understand"]:
        raise CommandError(
            "Only the file's permissions and its passphrase protect an exported private key: anyone who has it can "
            "act as this client. Add --i-understand to export it."
        )
    client = client_registry.find(options["client"])
    passphrase = read_passphrase(options["passphrase_file"])
    key_path, certificate_path = Path(options["key"]), Path(options["certificate"])
    with _new_file(key_path, 0o600) as key_file, _new_file(certificate_path, 0o644) as certificate_file:
        exported = key_export.export(client, options["kid"], passphrase=passphrase, actor=SHELL)
        key_file.write(exported.key_pem)
        certificate_file.write(exported.chain_pem)
    shell.show(exported.kid)
    shell.note(
        f"Written: {key_path} and {certificate_path}. Delete the key file after use. Rotate if it may have leaked."
    )


@contextmanager
def _new_file(path: Path, mode: int) -> Iterator[IO[str]]:
    """Create a file, written to disk at the end of the block, or deleted if the block fails.

    Raises CommandError if the file exists or cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    except FileExistsError:
        raise CommandError(f"{str(path)!r} exists already and is not overwritten.") from None
    except OSError as error:
        raise CommandError(f"{str(path)!r} cannot be created: {error.strerror}.") from None
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        with suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise CommandError(f"{str(path)!r} cannot be written: {error.strerror}.") from None
        raise
