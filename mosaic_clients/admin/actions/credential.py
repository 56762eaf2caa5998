"""How an operator ends a credential: retire it, revoke it, destroy its key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.rotation_messages import run_outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import badge, distance, in_words, moment
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
    """What the ends of a credential share."""

    end: CredentialStatus

    def applies(self, row: Credential) -> bool:
        """Where the credential's life allows it."""
        return self.end in MOVES[row.state]

    def page_of(self, row: Credential) -> Model:
        """The client's."""
        return row.client


class Retire(Ending):
    """End the overlap, or discard what was never used."""

    slug, label, end = "retire", "Retire", CredentialStatus.RETIRED

    def what_happens(self, row: Credential) -> list[str]:
        """The end of its use."""
        alive = sum(token.is_alive(timezone.now()) for token in row.access_tokens.all())
        return [
            f"Credential {row.kid} ({row.get_status_display().lower()}) is not used any more. This is final.",
            f"{_tokens(alive)} bound to its certificate {'is' if alive == 1 else 'are'} dropped at once.",
            "Afterwards take it out of Mosaic: publish what is left.",
        ]

    def do(self, request: HttpRequest, row: Credential, given: dict[str, Any]) -> str:
        """Retire."""
        sessions.close(transitions.retire(row.client, row.kid, actor=actor_of(request)))
        return f"Retired credential {row.kid}. Take it out of Mosaic as well."


class Revoke(Ending):
    """Stop using a compromised credential, everywhere and at once."""

    slug, label, end, danger = "revoke", "Revoke", CredentialStatus.REVOKED, True
    asks_mosaic = True

    def context(self, page: Any, request: HttpRequest, row: Credential) -> dict[str, Any]:
        """The blast radius."""
        now, radius = timezone.now(), emergency_revocation.blast_radius(row)
        alive = ", ".join(resource or "default resource" for resource in radius.resources)
        used = f"{moment(radius.last_used_at)} ({distance(radius.last_used_at, now)})" if radius.last_used_at else ""
        return {
            "facts_title": "What this hits",
            "facts": [
                ("In use", badge("in use now", "error") if radius.is_in_use else "no"),
                ("Access tokens alive", f"{len(radius.resources)}: {alive}" if alive else "none"),
                ("Published at Mosaic", badge("yes", "warning") if radius.is_published else "not that we know"),
                ("Last used", used or "not that we know"),
                ("Last event", _told(radius.last_event) if page.may_see(request, Event) else "-"),
            ],
        }

    def what_happens(self, row: Credential) -> list[str | Explained]:
        """The end of its key, here and at Mosaic, and its successor."""
        said: list[str | Explained] = [
            f"The private key of credential {row.kid} is destroyed. Nothing brings it back.",
            "The access tokens bound to its certificate are revoked at Mosaic and dropped here.",
        ]
        by_api = row.client.publication == PublicationMethod.CLIENT_API
        if row.client.method is AuthMethod.CA_SIGNED:
            said.append(
                emergency_revocation.for_the_authority(row)
                or "Have your CA revoke a certificate that it signs for this key: whoever has a copy of it gets in."
            )
        elif by_api:
            said.append("Mosaic's client API is told to hold its certificate no longer.")
        else:
            said.append(
                "Take it out of Mosaic by hand at once (Publish says how): until then whoever has a copy gets in."
            )
        if row.state is CredentialStatus.ACTIVE:
            said.append(f"It is IN USE: {row.client.name} gets no tokens until its successor is active.")
        if emergency_revocation.needs_successor(row):
            said.append(_successor(row))
        return said

    def do(self, request: HttpRequest, row: Credential, given: dict[str, Any]) -> Outcome:
        """Revoke, and walk the successor."""
        first = f"Revoked credential {row.kid}: its key is destroyed, its tokens are dropped."
        revocation = emergency_revocation.revoke(row.client, row.kid, actor=actor_of(request))
        outcome = run_outcome(row.client, revocation.run, first=first) if revocation.run else Outcome([first])
        if revocation.for_the_authority:
            outcome.notes.insert(0, (messages.WARNING, revocation.for_the_authority))
        elif row.client.publication == PublicationMethod.MANUAL:
            outcome.notes.insert(0, (messages.WARNING, f"Take {row.kid} out of Mosaic by hand now: see Publish."))
        if revocation.not_revoked:
            outcome.notes.insert(0, (messages.ERROR, revocation.not_revoked))
        return outcome


class DestroyKey(Action):
    """Destroy a private key that is out of use."""

    slug, label, danger = "destroy-key", "Destroy key", True
    page_of = Ending.page_of

    def applies(self, row: Credential) -> bool:
        """Once it is retired, while there is a key."""
        return row.state is CredentialStatus.RETIRED and row.key_destroyed_at is None

    def what_happens(self, row: Credential) -> list[str]:
        """The end of its key; raises MoveRefused where there is none, or it is needed."""
        if not self.applies(row):
            raise MoveRefused(f"Credential {row.kid} is {in_words(row.status)}: there is no retired key to destroy.")
        return [f"The private key of credential {row.kid} is destroyed. Its certificate and its record stay."]

    def do(self, request: HttpRequest, row: Credential, given: dict[str, Any]) -> str:
        """Destroy it."""
        return (
            f"Destroyed the private key of {transitions.destroy_key(row.client, row.kid, actor=actor_of(request)).kid}."
        )


def _successor(row: Credential) -> str:
    client = row.client
    if client.credentials.pending().exists():
        first = "The credential that is on its way is taken further at once"
    else:
        first = "A successor is made at once"
    if client.method is AuthMethod.CA_SIGNED and not issuer_of(client).is_automatic:
        return f"{first} and waits for you: have its CSR signed and attach the chain."
    if client.publication == PublicationMethod.MANUAL:
        return f"{first} and waits for you: register it at Mosaic."
    return f"{first}, published, proven and activated."


def _told(event: Event | None) -> str:
    return f"{in_words(event.kind)} by {event.actor}, {moment(event.at)}" if event else "none"


def _tokens(count: int) -> str:
    return f"{count} living access {'token' if count == 1 else 'tokens'}"
