"""mosaic authority …, mosaic reseal"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.models import CertificateAuthority
from mosaic_clients.services import resealing
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.issuing import authorities


def add_verbs(subparsers: Any) -> None:
    """Hang ``authority add``, ``authority list`` and ``reseal`` in."""
    verbs = subparsers.add_parser("authority", help="certificate authorities of our own").add_subparsers(required=True)
    parser = verbs.add_parser("add", help="make one")
    parser.add_argument("name")
    parser.add_argument("--subject", metavar="DN", required=True, help="RFC 4514")
    parser.add_argument("--days", type=float, default=3650, help="how long it lives")
    parser.add_argument("--leaf-days", type=float, default=90, help="how long its certificates live")
    parser.add_argument("--key-algorithm", choices=[algorithm.value for algorithm in KeyAlgorithm])
    parser.set_defaults(verb=add)
    listing = verbs.add_parser("list", help="list them")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(verb=show_all)
    subparsers.add_parser("reseal", help="re-encrypt every secret with the first key").set_defaults(verb=reseal)


def add(options: Options, shell: Shell) -> None:
    """Make a CA and print its certificate."""
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
    """So many days; raises CommandError for what is no length of time."""
    try:
        return timedelta(days=number)
    except (ValueError, OverflowError):
        raise CommandError(f"{number:g} is no number of days.") from None


def show_all(options: Options, shell: Shell) -> None:
    """List the CAs."""
    found = list(CertificateAuthority.objects.all())
    if options["json"]:
        names = ("name", "subject_dn", "not_before", "not_after", "leaf_lifetime", "certificate")
        shell.show_json([{name: getattr(authority, name) for name in names} for authority in found])
        return
    for authority in found:
        shell.show(f"{authority.name}  {authority.subject_dn}  until {authority.not_after:%Y-%m-%d}")


def reseal(options: Options, shell: Shell) -> None:
    """Re-encrypt, telling the count as it goes; raises CommandError where a value does not open."""
    tally = resealing.Resealing()
    for tally in resealing.reseal():
        shell.note(f"{tally.resealed} values re-encrypted …")
    shell.show(f"{tally.resealed} values re-encrypted, {tally.left.total()} left as they are")
    if tally.left:
        raise CommandError(" ".join(f"{count} times: {reason}" for reason, count in tally.left.items()))
