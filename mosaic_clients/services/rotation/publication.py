"""What Mosaic must hold of a client: to hand over by hand, to push through its client API, and to compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused, PublicationConflict, TransportError
from mosaic_clients.core.jose.public_jwk import ClientKeySet, client_key_set
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation import remote_configuration
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import events, sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import transitions
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import rotation_state
from mosaic_clients.transport.client_api import ClientAPI

_SHOWN_FIRST = (CredentialStatus.STAGED, CredentialStatus.ACTIVE, CredentialStatus.RETIRING)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between Mosaic and here, one line each: what a push mends, and what it leaves as it is."""

    differences: list[str]
    remarks: list[str]


def key_set(client: Client) -> ClientKeySet:
    """The client key set: every key that Mosaic must hold of a self-signed client, none once it is out of service.

    Raises MoveRefused where there is nothing to hand over.
    """
    if client.method is not AuthMethod.SELF_SIGNED:
        raise MoveRefused(f"Client {client.name!r} is CA-signed: Mosaic holds its chain and subject DN, not a JWKS.")
    credentials = client.credentials.in_key_set()
    if not credentials and not client.published:
        raise _nothing_to_publish(client)
    return client_key_set(parse_certificates(credential.chain)[0] for credential in credentials)


def chain(client: Client) -> str:
    """The PEM chain to hand over, leaf to root: that of the staged credential, else of the one in use."""
    return _to_publish(client).chain


def subject_dn(client: Client) -> str:
    """The subject DN (RFC 4514) to register, known from the CSR on; raises MoveRefused."""
    waiting = client.credentials.filter(status=CredentialStatus.AWAITING_CERTIFICATE.value).first()
    return (waiting or _to_publish(client)).subject_dn


def authentication_configuration(client: Client, credential: Credential | None = None) -> dict[str, Any]:
    """Method and material as Mosaic's client API takes them (mosaic-facts §5.2); raises MoveRefused.

    Of a CA-signed client it is the material of ``credential``, or of the one that is handed over next.
    """
    configuration: dict[str, Any] = {"method": client.auth_method, "isMtlsCertTokenBound": client.bound}
    if client.method is AuthMethod.SELF_SIGNED:
        return configuration | {"jwks": key_set(client)}
    shown = credential or _to_publish(client)
    return configuration | {
        "tls_client_auth": {"certificate_chain": shown.chain, "distinguished_name": shown.subject_dn}
    }


def client_api(client: Client) -> ClientAPI:
    """Mosaic's client API, authorized by the environment's management client, or by the client itself without one.

    Raises MoveRefused, NoAccessToken, MosaicRefusal or a TransportError where there is no token to be had.
    """
    if not rotation_state(client).may_call(timezone.now()):
        raise manual_steps.refusal(client)
    environment = client.environment
    token = token_refresh.current(environment.management_client or client, "")
    return ClientAPI(
        sessions.session(environment, token.credential),
        environment.endpoints.client_api,
        token.value,
        conf.current().limits,
    )


@sensitive_variables()
def compare(client: Client, api: ClientAPI, *, actor: str) -> Comparison:
    """What differs between Mosaic and here; the differences are shown on the client as its drift.

    Material that Mosaic does not hold (any more) counts as published no longer, so that the walk publishes it again.
    """
    client.refresh_from_db(fields=["published", "published_at"])
    # Of a CA-signed client Mosaic holds one chain, and the staged one's turn may not have come.
    known = client.credentials.in_key_set().filter(material__in=client.published).last()
    wanted, published_at = authentication_configuration(client, known), client.published_at
    held = api.read(client.app_id, client.client_id).configuration
    found = Comparison(remote_configuration.differences(wanted, held), remote_configuration.remarks(wanted, held))
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        client.refresh_from_db(fields=["published", "published_at", "drift"])
        if client.published_at == published_at:  # else somebody published since it was read
            _note_compared(client, held, " ".join(found.differences)[:500], actor=actor)
    return found


def _note_compared(client: Client, held: dict[str, Any], drift: str, *, actor: str) -> None:
    known = client.credentials.filter(material__in=client.published)
    is_held = {
        credential.material
        for credential in known
        if remote_configuration.holds(client.method, credential.chain, credential.subject_dn, held)
    }
    if is_held != set(client.published):
        client.published, client.rotation_due_at = sorted(is_held), timezone.now()
        client.save(update_fields=["published", "rotation_due_at"])
    if drift != client.drift:
        client.drift = drift
        client.save(update_fields=["drift"])
        events.record("drift" if drift else "drift_ended", actor=actor, client=client, detail=drift)


@sensitive_variables()
def push(
    client: Client, api: ClientAPI, *, actor: str, kid: str = "", before_each: Callable[[], None] = lambda: None
) -> None:
    """Replace the client's authentication configuration at Mosaic by ours and read it back.

    Of a CA-signed client Mosaic holds one chain: that of ``kid``, or of the credential that is handed over next.
    Keys that are not ours and OCSP settings are kept. Mosaic has no version to write against: it is read twice before
    the write, and once after it. Raises PublicationConflict where somebody edits at the same time, MosaicRefusal, a
    TransportError or MoveRefused; and what ``before_each`` raises, which is called before each call.
    """
    # Noted as it was before the configuration was made: what is revoked or staged meanwhile is then pushed once more.
    situation = rotation_state(client)
    if situation.is_over and client.published:
        raise manual_steps.refusal(client)
    material, credential = situation.wanted, None
    if kid and client.method is AuthMethod.CA_SIGNED:
        credential = transitions.by_kid(client, kid)
        material = frozenset({credential.material})
    wanted = authentication_configuration(client, credential)
    ours = frozenset(name for names in client.credentials.values_list("kid", "x5t_s256") for name in names)
    for _ in range(_TRIES):
        before_each()
        held = api.read(client.app_id, client.client_id)
        merged = remote_configuration.merge(wanted, held.configuration, ours)
        before_each()
        if api.read(client.app_id, client.client_id) == held:
            break
    else:
        raise PublicationConflict("Somebody else is editing the client at Mosaic: nothing was pushed. Try again.")
    _write(client, api, merged, material, before_each)
    _note_published(client, material, actor=actor, how="through the client API")


def confirm(client: Client, *, actor: str, seen: frozenset[str] | None = None) -> None:
    """An operator says that Mosaic was given the current material by hand; the proof will tell, and is asked for next.

    ``seen`` is the material that the operator was shown. Raises MoveRefused where it is another by now, or none.
    """
    situation = rotation_state(client)
    wanted = situation.wanted
    if not wanted and not (situation.is_over and client.published):
        raise _nothing_to_publish(client)
    if seen is not None and seen != wanted:
        raise MoveRefused("What Mosaic must hold has changed since it was shown: register it as it is now.")
    _note_published(client, wanted, actor=actor, how="by hand")
    client.retry_at = None
    client.save(update_fields=["retry_at"])


def _write(
    client: Client, api: ClientAPI, merged: dict[str, Any], material: frozenset[str], before_each: Callable[[], None]
) -> None:
    """Put, and read back: an answer that was lost may have been applied, one that was given may have been undone."""
    lost: TransportError | None = None
    before_each()
    try:
        api.replace(client.app_id, client.client_id, merged)
    except TransportError as error:
        lost = error
    try:
        before_each()
    except MoveRefused:  # who has the client now must know what Mosaic may hold since, a revoked key perhaps
        _note_possible(client, material)
        raise
    found = remote_configuration.differences(merged, api.read(client.app_id, client.client_id).configuration)
    if not found:
        return
    raise lost or PublicationConflict(f"Mosaic took the push but holds something else: {found[0]}")


def _note_possible(client: Client, material: frozenset[str]) -> None:
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        row.published, row.rotation_due_at = sorted(material | set(row.published)), timezone.now()
        row.save(update_fields=["published", "rotation_due_at"])


def _note_published(client: Client, material: frozenset[str], *, actor: str, how: str) -> None:
    client.published = sorted(material)
    client.published_at, client.drift = timezone.now(), ""
    client.rotation_due_at = client.published_at  # a walk that was taken over may have brought back what is to go
    with transaction.atomic():
        client.save(update_fields=["published", "published_at", "drift", "rotation_due_at"])
        events.record("published", actor=actor, client=client, detail=how)


def _to_publish(client: Client) -> Credential:
    by_state = {credential.state: credential for credential in client.credentials.all()}
    for state in _SHOWN_FIRST:
        if state in by_state:
            return by_state[state]
    why = f"Client {client.name!r} has no certificate to hand over."
    raise MoveRefused(why, remedy=manual_steps.manual_steps(client))


def _nothing_to_publish(client: Client) -> MoveRefused:
    stage = Remedy(RemedyKind.STAGE, client=client.name)
    return MoveRefused(f"Client {client.name!r} has no credential to publish.", remedy=stage)
