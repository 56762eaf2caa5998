"""Break glass: a private key has leaked. Out with it everywhere, and a successor in its place, at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.remedies import Advice, Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.services import events, sessions
from mosaic_clients.services.credentials import staging, transitions
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.rotation import leaked_tokens, publication
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.leaked_tokens import LeakedToken
from mosaic_clients.services.rotation.runner import RotationRun
from mosaic_clients.transport.client_api import ClientAPI
from mosaic_clients.transport.sessions import IdentitySession


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """What revoking a credential will hit: its living tokens, when it was last used, and who worked on it last."""

    resources: tuple[str, ...]
    last_used_at: datetime | None
    last_event: Event | None
    is_in_use: bool
    is_published: bool


@dataclass(frozen=True, slots=True)
class Revocation:
    """What became of it: the walk that followed, if any, and what is left for people.

    ``for_the_authority`` is about a certificate that Mosaic accepts until its CA revokes it, ``not_revoked`` about
    tokens that Mosaic did not take back.
    """

    run: RotationRun | None
    for_the_authority: Advice | None
    not_revoked: str


@dataclass(frozen=True, slots=True)
class RevocationContext:
    """What can still be done with the leaked key, taken before it is destroyed."""

    session: IdentitySession | None
    api: ClientAPI | None


def blast_radius(credential: Credential) -> BlastRadius:
    """Look before revoking."""
    now = timezone.now()
    living = [token for token in credential.access_tokens.all() if token.is_alive(now)]
    return BlastRadius(
        resources=tuple(token.resource for token in living),
        last_used_at=credential.last_used_at,
        last_event=Event.objects.filter(client=credential.client, kid=credential.kid).first(),
        is_in_use=credential.state is CredentialStatus.ACTIVE,
        is_published=credential.material in credential.client.published,
    )


def for_the_authority(credential: Credential) -> Advice | None:
    """What people do about a leaked certificate that Mosaic goes on accepting; None where it accepts it no longer.

    Of a CA-signed client Mosaic knows CA and subject DN and not the certificate, and the successor has the same ones.
    """
    client, issuer = credential.client, issuer_of(credential.client)
    if client.method is not AuthMethod.CA_SIGNED or not credential.serial or credential.not_after is None:
        return None
    which = f"the certificate with serial {credential.serial}"
    if issuer.has_issued(credential.issuer_dn) and not issuer.can_revoke:
        first = f"The {issuer.describe()} cannot revoke {which}."
    else:
        first = f"Have your CA revoke {which} as well, and check that Mosaic asks it."
    return Advice(
        f"{first} Mosaic accepts any certificate of that CA and subject DN: anyone with a copy of the key is accepted "
        f"until {credential.not_after:%Y-%m-%d %H:%M} UTC, unless the subject DN changes.",
        Remedy(RemedyKind.CHANGE_SUBJECT_DN, client=client.name),
    )


def needs_successor(credential: Credential) -> bool:
    """Whether revoking it takes a successor: it is in use, or only another key takes its own out of Mosaic's set."""
    client = credential.client
    if credential.state is CredentialStatus.ACTIVE:
        return True
    if client.method is not AuthMethod.SELF_SIGNED or credential.material not in client.published:
        return False
    return not client.credentials.in_key_set().exclude(pk=credential.pk).exists()  # no empty set is ever pushed


@sensitive_variables()
def revoke(client: Client, kid: str, *, actor: str) -> Revocation:
    """Revoke a credential: locally first, at Mosaic as far as it answers, and walk its successor if it needs one.

    Whoever walks the client stops after the step at hand. What has to leave Mosaic is tried again by the next sweep;
    the tokens that Mosaic does not take back are gone here, and said. Raises UnknownName or MoveRefused; nothing has
    happened then.
    """
    credential = transitions.by_kid(client, kid)
    farewell = _prepare(client, credential)
    tokens, is_replaced = _end(client, credential, actor)
    if is_replaced and not client.credentials.pending().exists():
        with suppress(MoveRefused):  # whoever walks the client was faster
            staging.stage(client, actor=actor)
    # With the leaked certificate itself, so before Mosaic forgets it; but one of the tokens may have to push first.
    pushing = [token for token in tokens if farewell.api is not None and token.value == farewell.api.access_token]
    left = leaked_tokens.revoke(client, farewell.session, [token for token in tokens if token not in pushing])
    _push(client, credential, farewell.api, actor)
    run = _run_successor(client, actor, is_replaced=is_replaced)
    if left or pushing:
        left = leaked_tokens.revoke(client, _session_now(client) or farewell.session, left + pushing)
    sessions.close(credential)
    for token in left:
        events.record("token_not_revoked", actor=actor, client=client, credential=credential, detail=token.why_left)
    return Revocation(run, for_the_authority(credential), leaked_tokens.told(credential, left))


def _prepare(client: Client, credential: Credential) -> RevocationContext:
    session, api = None, None
    with suppress(MosaicError):  # a key that does not open is revoked all the same
        session = sessions.session(client.environment, credential)
    if client.publication == PublicationMethod.CLIENT_API and client.environment.management_client in {None, client}:
        with suppress(MosaicError):  # afterwards it has no token to push with
            api = publication.client_api(client)
    return RevocationContext(session, api)


@sensitive_variables()
def _end(client: Client, credential: Credential, actor: str) -> tuple[list[LeakedToken], bool]:
    """All that has to be true from now on, in one transaction; returns its living tokens, and if it is replaced.

    Whether Mosaic takes a token back or not, it opens nothing of ours; and the sweep makes the successor if we cannot.
    """
    with transitions.locked(client):
        # Locked, so that a token that is just being stored with it is among those that are seen.
        credential = Credential.objects.select_for_update().select_related("client").get(pk=credential.pk)
        is_replaced, now = needs_successor(credential), timezone.now()
        tokens = leaked_tokens.deny(credential, now)
        transitions.revoke(client, credential.kid, actor=actor)
        if is_replaced:
            Client.objects.filter(pk=client.pk).update(rotation_requested_at=now, retry_at=None)
    return tokens, is_replaced


def _push(client: Client, credential: Credential, api: ClientAPI | None, actor: str) -> None:
    """Publish without it; where Mosaic does not take it, the walk does it again."""
    if client.publication != PublicationMethod.CLIENT_API or not client.credentials.in_key_set().exists():
        return
    try:
        publication.push(client, api or publication.client_api(client), actor=actor)
    except MosaicError as error:
        events.record("push_failed", actor=actor, client=client, credential=credential, detail=error.description)


def _run_successor(client: Client, actor: str, *, is_replaced: bool) -> RotationRun | None:
    if is_replaced:
        return rotation_runner.rotate(client, actor=actor, take_over=True)
    if client.credentials.in_key_set().exists():
        return rotation_runner.advance(client, actor=actor, take_over=True)
    return None


def _session_now(client: Client) -> IdentitySession | None:
    """The session of the credential in use: any certificate of a client may revoke its tokens."""
    active = client.credentials.active().first()
    with suppress(MosaicError):
        return sessions.session(client.environment, active) if active else None
    return None
