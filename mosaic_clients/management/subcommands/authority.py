"""mosaic authority …"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.models import CertificateAuthority
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.issuing import authorities


def add_subcommands(subparsers: Any) -> None:
    """Add ``authority add`` and ``authority list``."""
    authority = subparsers.add_parser("authority", help="certificate authorities in this database")
    subcommands = authority.add_subparsers(required=True)
    parser = subcommands.add_parser("add", help="create a CA and print its certificate")
    parser.add_argument("name")
    parser.add_argument("--subject", metavar="DN", required=True, help="subject DN, RFC 4514")
    parser.add_argument("--days", type=float, default=3650, help="validity of the CA certificate")
    parser.add_argument("--leaf-days", type=float, default=90, help="validity of the certificates that it issues")
    parser.add_argument("--key-algorithm", choices=[algorithm.value for algorithm in KeyAlgorithm])
    parser.set_defaults(subcommand=add)
    parser = subcommands.add_parser("list", help="list the CAs")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=show_all)


def add(options: Options, shell: Shell) -> None:
    """Create a CA and print its certificate."""
    authority = authorities.add_authority(
        options["name"],
        subject_dn=options["subject"],
        lifetime=_days(options["days"]),
        leaf_lifetime=_days(options["leaf_days"]),
        key_algorithm=options["key_algorithm"],
        actor=SHELL,
    )
    shell.show(authority.certificate)


def _days(number: float) -> timedelta:
    """Return a duration in days; raises CommandError if the number is not finite or too large."""
    try:
        return timedelta(days=number)
    except (ValueError, OverflowError):
        raise CommandError(f"{number:g} is not a valid number of days.") from None


def show_all(options: Options, shell: Shell) -> None:
    """List the CAs."""
    rows = list(CertificateAuthority.objects.all())
    if options["json"]:
        names = ("name", "subject_dn", "not_before", "not_after", "leaf_lifetime", "certificate")
        shell.show_json([{name: getattr(authority, name) for name in names} for authority in rows])
        return
    for authority in rows:
        shell.show(f"{authority.name}  {authority.subject_dn}  until {authority.not_after:%Y-%m-%d}")
