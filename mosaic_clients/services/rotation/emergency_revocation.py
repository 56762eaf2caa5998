"""Emergency revocation of a leaked private key: it is revoked here and at Mosaic, and replaced immediately."""

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
class RevocationImpact:
    """The impact of a revocation: the tokens that are alive, the last use, and the last event of the credential."""

    resources: tuple[str, ...]
    last_used_at: datetime | None
    last_event: Event | None
    is_in_use: bool
    is_published: bool


@dataclass(frozen=True, slots=True)
class Revocation:
    """The result of a revocation: the rotation run that followed, if any, and what an operator must still do.

    ``authority_advice`` is about a certificate that Mosaic accepts until its CA revokes it. ``revocation_error`` names
    the tokens that Mosaic did not revoke.
    """

    run: RotationRun | None
    authority_advice: Advice | None
    revocation_error: str


@dataclass(frozen=True, slots=True)
class RevocationContext:
    """What the leaked key can still be used for; prepared before the key is destroyed."""

    session: IdentitySession | None
    api: ClientAPI | None


def impact_of(credential: Credential) -> RevocationImpact:
    """Returns what a revocation of this credential affects."""
    now = timezone.now()
    alive = [token for token in credential.access_tokens.all() if token.is_alive(now)]
    return RevocationImpact(
        resources=tuple(token.resource for token in alive),
        last_used_at=credential.last_used_at,
        last_event=Event.objects.filter(client=credential.client, kid=credential.kid).first(),
        is_in_use=credential.state is CredentialStatus.ACTIVE,
        is_published=credential.material in credential.client.published,
    )


def authority_advice(credential: Credential) -> Advice | None:
    """What an operator does about a leaked certificate that Mosaic still accepts; None where it no longer does.

    For a CA-signed client Mosaic knows the CA and the subject DN, not the certificate. The successor has the same.
    """
    client, issuer = credential.client, issuer_of(credential.client)
    if client.method is not AuthMethod.CA_SIGNED or not credential.serial or credential.not_after is None:
        return None
    certificate = f"the certificate with serial {credential.serial}"
    if issuer.has_issued(credential.issuer_dn) and not issuer.can_revoke:
        revocation = f"The {issuer.describe()} cannot revoke {certificate}."
    else:
        revocation = f"Have your CA revoke {certificate} as well, and check that Mosaic checks revocation."
    return Advice(
        f"{revocation} Mosaic accepts any certificate of that CA and subject DN: anyone with a copy of the key is "
        f"accepted until {credential.not_after:%Y-%m-%d %H:%M} UTC, unless the subject DN changes.",
        Remedy(RemedyKind.CHANGE_SUBJECT_DN, client=client.name),
    )


def needs_successor(credential: Credential) -> bool:
    """Whether a revocation needs a successor: it is active, or only another key can replace its key at Mosaic."""
    client = credential.client
    if credential.state is CredentialStatus.ACTIVE:
        return True
    if client.method is not AuthMethod.SELF_SIGNED or credential.material not in client.published:
        return False
    return not client.credentials.in_key_set().exclude(pk=credential.pk).exists()  # no empty set is ever pushed


@sensitive_variables()
def revoke(client: Client, kid: str, *, actor: str) -> Revocation:
    """Revokes a credential: here first, then at Mosaic as far as it answers, then runs the rotation if needed.

    A process that rotates the client stops after its current step. What must leave Mosaic is retried by the next
    sweep. Tokens that Mosaic does not revoke are refused here, and reported. Raises UnknownName or MoveRefused, and
    then nothing has changed.
    """
    credential = transitions.credential_by_kid(client, kid)
    context = _prepare(client, credential)
    tokens, is_replaced = _end(client, credential, actor)
    if is_replaced and not client.credentials.pending().exists():
        with suppress(MoveRefused):  # another process has staged one first
            staging.stage(client, actor=actor)
    # The leaked certificate revokes them, so before Mosaic forgets it. The token that authorizes the push goes last.
    pushing = [token for token in tokens if context.api is not None and token.value == context.api.access_token]
    left = leaked_tokens.revoke(client, context.session, [token for token in tokens if token not in pushing])
    _push(client, credential, context.api, actor)
    run = _run_successor(client, actor, is_replaced=is_replaced)
    if left or pushing:
        left = leaked_tokens.revoke(client, _current_session(client) or context.session, left + pushing)
    sessions.close(credential)
    for token in left:
        events.record("token_not_revoked", actor=actor, client=client, credential=credential, detail=token.why_left)
    return Revocation(run, authority_advice(credential), leaked_tokens.describe(credential, left))


def _prepare(client: Client, credential: Credential) -> RevocationContext:
    session, api = None, None
    with suppress(MosaicError):  # a key that cannot be unsealed is revoked as well
        session = sessions.session(client.environment, credential)
    if client.publication == PublicationMethod.CLIENT_API and client.environment.management_client in {None, client}:
        with suppress(MosaicError):  # after the revocation there is no token to push with
            api = publication.client_api(client)
    return RevocationContext(session, api)


@sensitive_variables()
def _end(client: Client, credential: Credential, actor: str) -> tuple[list[LeakedToken], bool]:
    """Ends the credential in one transaction; returns its tokens that were alive, and whether it gets a successor.

    From then on its tokens are refused here, whatever Mosaic does. The sweep makes the successor if this process fails.
    """
    with transitions.locked_client(client):
        # Locked, so that a token that another process is storing with it is found as well.
        credential = Credential.objects.select_for_update().select_related("client").get(pk=credential.pk)
        is_replaced, now = needs_successor(credential), timezone.now()
        tokens = leaked_tokens.deny(credential, now)
        transitions.revoke(client, credential.kid, actor=actor)
        if is_replaced:
            Client.objects.filter(pk=client.pk).update(rotation_requested_at=now, retry_at=None)
    return tokens, is_replaced


def _push(client: Client, credential: Credential, api: ClientAPI | None, actor: str) -> None:
    """Publishes without the revoked key; where that fails, the rotation run tries again."""
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


def _current_session(client: Client) -> IdentitySession | None:
    """A session with the active credential: any certificate of a client may revoke its tokens."""
    active = client.credentials.active().first()
    with suppress(MosaicError):
        return sessions.session(client.environment, active) if active else None
    return None
