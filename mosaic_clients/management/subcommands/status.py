"""mosaic status"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.services.clients.status import ClientStatus, statuses


def add_subcommands(subparsers: Any) -> None:
    """Add ``status``."""
    parser = subparsers.add_parser("status", help="show one line for each client, and when something breaks")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=show)


def show(options: Options, shell: Shell) -> None:
    """Show one line for each client, and the number of days until the first active certificate expires."""
    clients = statuses(timezone.now())
    days = min((status.days_left for status in clients if status.days_left is not None), default=None)
    if options["json"]:
        shell.show_json({"days_until_something_breaks": days, "clients": [summary(status) for status in clients]})
        return
    for status in clients:
        shell.show(line(status))
    shell.show(
        f"{len(clients)} clients; " + ("nothing expires" if days is None else f"something breaks in {days} days")
    )


def line(status: ClientStatus) -> str:
    """Describe a client in one line."""
    parts = [
        status.client.name,
        status.client.environment.name,
        status.client.auth_method,
        f"active {status.active.kid}" if status.active else "no active credential",
    ]
    if status.pending:
        parts.append(f"{status.pending.status} {status.pending.kid}")
    if status.days_left is not None:
        parts.append(f"{status.days_left} days left")
    parts.append(f"{status.tokens_alive} token{'' if status.tokens_alive == 1 else 's'} valid")
    if status.next_step:
        parts.append(f"next: {status.next_step}")
    if status.problem:
        parts.append(f"PROBLEM: {status.problem}")
    return "  ".join(parts)


def summary(status: ClientStatus) -> dict[str, Any]:
    """Return a client's status for JSON."""
    client = status.client
    return {
        "name": client.name,
        "environment": client.environment.name,
        "client_id": client.client_id,
        "auth_method": client.auth_method,
        "active_kid": status.active.kid if status.active else None,
        "pending_kid": status.pending.kid if status.pending else None,
        "pending_status": status.pending.status if status.pending else None,
        "expires_at": status.expires_at,
        "days_left": status.days_left,
        "tokens_alive": status.tokens_alive,
        "next_step": status.next_step,
        "problem": status.problem,
    }
