"""Actions that end a credential: retire it, revoke it, destroy its key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.rotation_messages import run_outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import badge, distance, moment, readable_name
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.remedies import Explained
from mosaic_clients.core.rotation.lifecycle import MOVES, CredentialStatus
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models import Credential, Event
from mosaic_clients.services import sessions
from mosaic_clients.services.credentials import transitions
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.rotation import emergency_revocation


class Ending(Action):
    """The base of the actions that end a credential."""

    end: CredentialStatus

    def applies(self, row: Credential) -> bool:
        """Returns whether the status of the credential allows it."""
        return self.end in MOVES[row.state]

    def page_of(self, row: Credential) -> Model:
        """Returns the client."""
        return row.client


class Retire(Ending):
    """Ends the overlap, or discards a credential that was never used."""

    slug, label, end = "retire", "Retire", CredentialStatus.RETIRED

    def consequences(self, row: Credential) -> list[str]:
        """Returns what stops working."""
        alive = sum(token.is_alive(timezone.now()) for token in row.access_tokens.all())
        return [
            f"Credential {row.kid} ({row.get_status_display().lower()}) is no longer used. This cannot be undone.",
            f"{_tokens(alive)} bound to its certificate {'is' if alive == 1 else 'are'} discarded immediately.",
            "Then remove it from Mosaic: publish the remaining material.",
        ]

    def do(self, request: HttpRequest, row: Credential, form_data: dict[str, Any]) -> str:
        """Retires it."""
        sessions.close(transitions.retire(row.client, row.kid, actor=actor_of(request)))
        return f"Retired credential {row.kid}. Remove it from Mosaic as well."


class Revoke(Ending):
    """Stops using a compromised credential everywhere, immediately."""

    slug, label, end, danger = "revoke", "Revoke", CredentialStatus.REVOKED, True
    asks_mosaic = True

    def context(self, page: Any, request: HttpRequest, row: Credential) -> dict[str, Any]:
        """Returns what the revocation affects."""
        now, impact = timezone.now(), emergency_revocation.impact_of(row)
        resources = ", ".join(resource or "default resource" for resource in impact.resources)
        last_used = (
            f"{moment(impact.last_used_at)} ({distance(impact.last_used_at, now)})" if impact.last_used_at else ""
        )
        return {
            "facts_title": "Impact",
            "facts": [
                ("In use", badge("yes", "error") if impact.is_in_use else "no"),
                ("Valid access tokens", f"{len(impact.resources)}: {resources}" if resources else "none"),
                ("Registered at Mosaic", badge("yes", "warning") if impact.is_published else "Not known"),
                ("Last used", last_used or "Not known"),
                ("Last event", _event_summary(impact.last_event) if page.may_see(request, Event) else "-"),
            ],
        }

    def consequences(self, row: Credential) -> list[str | Explained]:
        """Returns what happens to its key, here and in Mosaic, and which credential replaces it."""
        sentences: list[str | Explained] = [
            f"The private key of credential {row.kid} is destroyed. This cannot be undone.",
            "The access tokens bound to its certificate are revoked in Mosaic and discarded here.",
        ]
        by_api = row.client.publication == PublicationMethod.CLIENT_API
        if row.client.method is AuthMethod.CA_SIGNED:
            sentences.append(
                emergency_revocation.authority_advice(row)
                or "If your CA signs a certificate for this key, have it revoked: anyone with the key can use it."
            )
        elif by_api:
            sentences.append("Its certificate is removed from Mosaic through the client API.")
        else:
            sentences.append(
                "Remove it from Mosaic manually, immediately (see Publish). Until then, anyone with the key can use it."
            )
        if row.state is CredentialStatus.ACTIVE:
            sentences.append(f"It is IN USE: {row.client.name} gets no tokens until the replacement is active.")
        if emergency_revocation.needs_successor(row):
            sentences.append(_replacement(row))
        return sentences

    def do(self, request: HttpRequest, row: Credential, form_data: dict[str, Any]) -> Outcome:
        """Revokes it, and starts the rotation of the replacement."""
        first = f"Revoked credential {row.kid}: its key is destroyed and its tokens are discarded."
        revocation = emergency_revocation.revoke(row.client, row.kid, actor=actor_of(request))
        outcome = run_outcome(row.client, revocation.run, first=first) if revocation.run else Outcome([first])
        if revocation.authority_advice:
            outcome.notes.insert(0, (messages.WARNING, revocation.authority_advice))
        elif row.client.publication == PublicationMethod.MANUAL:
            outcome.notes.insert(0, (messages.WARNING, f"Remove {row.kid} from Mosaic manually now: see Publish."))
        if revocation.revocation_error:
            outcome.notes.insert(0, (messages.ERROR, revocation.revocation_error))
        return outcome


class DestroyKey(Action):
    """Destroys a retired private key."""

    slug, label, danger = "destroy-key", "Destroy key", True
    page_of = Ending.page_of

    def applies(self, row: Credential) -> bool:
        """Returns whether the credential is retired and still has its key."""
        return row.state is CredentialStatus.RETIRED and row.key_destroyed_at is None

    def consequences(self, row: Credential) -> list[str]:
        """Returns what is destroyed. Raises MoveRefused if there is no key, or it is still needed."""
        if not self.applies(row):
            raise MoveRefused(
                f"Credential {row.kid} is {readable_name(row.status)}: there is no retired key to destroy."
            )
        return [f"The private key of credential {row.kid} is destroyed. Its certificate and history are kept."]

    def do(self, request: HttpRequest, row: Credential, form_data: dict[str, Any]) -> str:
        """Destroys the key."""
        return (
            f"Destroyed the private key of {transitions.destroy_key(row.client, row.kid, actor=actor_of(request)).kid}."
        )


def _replacement(row: Credential) -> str:
    client = row.client
    if client.credentials.pending().exists():
        first = "The replacement already in progress continues immediately"
    else:
        first = "A replacement is created immediately"
    if client.method is AuthMethod.CA_SIGNED and not issuer_of(client).is_automatic:
        return f"{first}, then needs your action: have its CSR signed and attach the chain."
    if client.publication == PublicationMethod.MANUAL:
        return f"{first}, then needs your action: register it in Mosaic."
    return f"{first}. It is then published, proven and activated automatically."


def _event_summary(event: Event | None) -> str:
    return f"{readable_name(event.kind)} by {event.actor}, {moment(event.at)}" if event else "none"


def _tokens(count: int) -> str:
    return f"{count} current access {'token' if count == 1 else 'tokens'}"
