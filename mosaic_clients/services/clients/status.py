"""The status of clients: credentials, tokens, days left, problem and next action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.planning.next_action import NextAction, next_action


@dataclass(frozen=True, slots=True)
class ClientStatus:
    """The status of one client. ``days_left`` counts to the expiry of the active (or else pending) certificate."""

    client: Client
    active: Credential | None
    pending: Credential | None
    tokens_alive: int
    expires_at: datetime | None
    days_left: int | None
    next_action: NextAction
    problem: str

    @property
    def next_step(self) -> str:
        """The next action in a few words; empty where there is none."""
        return self.next_action.line


def statuses(now: datetime, *, only: Client | None = None) -> list[ClientStatus]:
    """The status of every client, or of one."""
    clients = Client.objects.select_related("environment", "certificate_authority").prefetch_related(
        "credentials", "access_tokens"
    )
    if only is not None:
        clients = clients.filter(pk=only.pk)
    return [status_of(client, now) for client in clients]


def status_of(client: Client, now: datetime) -> ClientStatus:
    """The status of one client; no query where its credentials and access tokens are prefetched."""
    by_state = {credential.state: credential for credential in client.credentials.all()}
    active = by_state.get(CredentialStatus.ACTIVE)
    pending = by_state.get(CredentialStatus.STAGED) or by_state.get(CredentialStatus.AWAITING_CERTIFICATE)
    shown = active or pending
    expires_at = shown.not_after if shown else None
    tokens = [token for token in client.access_tokens.all() if token.is_alive(now)]
    return ClientStatus(
        client=client,
        active=active,
        pending=pending,
        tokens_alive=len(tokens),
        expires_at=expires_at,
        days_left=(expires_at - now).days if expires_at else None,
        next_action=next_action(client, active, pending, now),
        problem=" ".join(filter(None, (client.problem, client.rotation_problem))),
    )
