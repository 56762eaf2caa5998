"""What Mosaic must hold for a client: shown for a manual registration, pushed through the client API, compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.jose.public_jwk import ClientKeySet, client_key_set
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation import remote_configuration
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import transitions
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import rotation_state
from mosaic_clients.services.rotation import published_state, remote_update
from mosaic_clients.transport.client_api import ClientAPI

_SHOWN_FIRST = (CredentialStatus.STAGED, CredentialStatus.ACTIVE, CredentialStatus.RETIRING)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between Mosaic and here, one line each. A push removes the differences and leaves the remarks."""

    differences: list[str]
    remarks: list[str]


def key_set(client: Client) -> ClientKeySet:
    """The client key set: every key that Mosaic must hold for a self-signed client; empty once it is out of service.

    Raises MoveRefused where there is nothing to register.
    """
    if client.method is not AuthMethod.SELF_SIGNED:
        raise MoveRefused(f"Client {client.name!r} is CA-signed: Mosaic holds its chain and subject DN, not a JWKS.")
    credentials = client.credentials.in_key_set()
    if not credentials and not client.published:
        raise _nothing_to_publish(client)
    return client_key_set(parse_certificates(credential.chain)[0] for credential in credentials)


def chain(client: Client) -> str:
    """The PEM chain to register, leaf to root: that of the staged credential, else of the active one."""
    return _to_publish(client).chain


def subject_dn(client: Client) -> str:
    """The subject DN (RFC 4514) to register, known once the CSR exists; raises MoveRefused."""
    awaiting = client.credentials.filter(status=CredentialStatus.AWAITING_CERTIFICATE.value).first()
    return (awaiting or _to_publish(client)).subject_dn


def authentication_configuration(client: Client, credential: Credential | None = None) -> dict[str, Any]:
    """Method and material in the format of Mosaic's client API (docs/mosaic.md §5.2); raises MoveRefused.

    For a CA-signed client it is the material of ``credential``, or of the credential to register next.
    """
    configuration: dict[str, Any] = {"method": client.auth_method, "isMtlsCertTokenBound": client.bound}
    if client.method is AuthMethod.SELF_SIGNED:
        return configuration | {"jwks": key_set(client)}
    source = credential or _to_publish(client)
    return configuration | {
        "tls_client_auth": {"certificate_chain": source.chain, "distinguished_name": source.subject_dn}
    }


def client_api(client: Client) -> ClientAPI:
    """Mosaic's client API, authorized by the environment's management client, or by the client itself without one.

    Raises MoveRefused, NoAccessToken, MosaicRefusal or a TransportError where no token can be obtained.
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
    """Compares what Mosaic holds with what it must hold; stores the differences as the client's drift.

    Material that Mosaic does not hold no longer counts as published, so that the rotation publishes it again.
    """
    client.refresh_from_db(fields=["published", "published_at"])
    # For a CA-signed client Mosaic holds one chain, and the staged one may not be published yet.
    published = client.credentials.in_key_set().filter(material__in=client.published).last()
    wanted, published_at = authentication_configuration(client, published), client.published_at
    remote = api.read(client.app_id, client.client_id).configuration
    comparison = Comparison(
        remote_configuration.differences(wanted, remote), remote_configuration.remarks(wanted, remote)
    )
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        client.refresh_from_db(fields=["published", "published_at", "drift"])
        if client.published_at == published_at:  # else it was published again after it was read
            published_state.record_comparison(client, remote, comparison.differences, actor=actor)
    return comparison


@sensitive_variables()
def push(
    client: Client, api: ClientAPI, *, actor: str, kid: str = "", before_each: Callable[[], None] = lambda: None
) -> None:
    """Replaces the client's authentication configuration at Mosaic with ours and reads it back.

    For a CA-signed client Mosaic holds one chain: that of ``kid``, or of the credential to register next. Keys that
    are not ours and OCSP settings are kept. ``before_each`` is called before each call to Mosaic.

    Raises PublicationConflict where someone else edits at the same time, MosaicRefusal, a TransportError, MoveRefused,
    and whatever ``before_each`` raises.
    """
    # Read before the configuration is made: what is revoked or staged after this is then pushed once more.
    state = rotation_state(client)
    if state.is_over and client.published:
        raise manual_steps.refusal(client)
    material, credential = state.wanted, None
    if kid and client.method is AuthMethod.CA_SIGNED:
        credential = transitions.credential_by_kid(client, kid)
        material = frozenset({credential.material})
    wanted = authentication_configuration(client, credential)
    ours = frozenset(name for names in client.credentials.values_list("kid", "x5t_s256") for name in names)
    remote_update.replace(client, api, wanted, ours=ours, material=material, before_each=before_each)
    published_state.record(client, material, actor=actor, how="through the client API")


def confirm(client: Client, *, actor: str, displayed: frozenset[str] | None = None) -> None:
    """Records that an operator registered the current material in Mosaic; the proof, which comes next, checks it.

    ``displayed`` is the material that the operator was shown. Raises MoveRefused if it has changed, or if
    there is none.
    """
    state = rotation_state(client)
    wanted = state.wanted
    if not wanted and not (state.is_over and client.published):
        raise _nothing_to_publish(client)
    if displayed is not None and displayed != wanted:
        raise MoveRefused("The values to register have changed since they were shown. Register the current ones.")
    published_state.record(client, wanted, actor=actor, how="manually")
    client.retry_at = None
    client.save(update_fields=["retry_at"])


def _to_publish(client: Client) -> Credential:
    by_state = {credential.state: credential for credential in client.credentials.all()}
    for state in _SHOWN_FIRST:
        if state in by_state:
            return by_state[state]
    problem = f"Client {client.name!r} has no certificate to register."
    raise MoveRefused(problem, remedy=manual_steps.manual_steps(client))


def _nothing_to_publish(client: Client) -> MoveRefused:
    stage = Remedy(RemedyKind.STAGE, client=client.name)
    return MoveRefused(f"Client {client.name!r} has no credential to publish.", remedy=stage)
