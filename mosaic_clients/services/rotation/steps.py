"""The service call of each rotation step."""

from __future__ import annotations

from collections.abc import Callable

from mosaic_clients.core.errors import MosaicError, MosaicRefusal, MoveRefused
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client
from mosaic_clients.services import events, sessions
from mosaic_clients.services.credentials import activation, proving, staging, transitions
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation.lease import RotationLease


def _stage(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    staging.stage(client, actor=actor)


def _certify(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    chain = issuer_of(client).certify(staging.credential_awaiting_certificate(client).csr)
    if chain is None:
        raise MoveRefused(f"The certificate for {client.name!r} is not issued yet.")
    staging.attach(client, chain, actor=actor)


def _publish(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    api = publication.client_api(client)
    publication.push(client, api, actor=actor, kid=kid, before_each=lease.renew)


def _prove(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    try:
        proving.prove(client, actor=actor)
    except MosaicRefusal:
        # It may have been removed from Mosaic; the comparison then has it published again.
        if not manual_steps.why_manual(client):
            lease.renew()
            _compare(client, actor)
        raise


def _compare(client: Client, actor: str) -> None:
    """Compares with Mosaic; where that fails, the refused proof remains the failure of the run."""
    try:
        publication.compare(client, publication.client_api(client), actor=actor)
    except MosaicError as error:
        events.record("comparison_failed", actor=actor, client=client, detail=error.description)


def _activate(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    activation.activate(client, actor=actor, before_each=lease.renew)


def _retire(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    sessions.close(transitions.retire(client, kid, actor=actor))


def _destroy(client: Client, kid: str, actor: str, lease: RotationLease) -> None:
    transitions.destroy_key(client, kid, actor=actor)


CALLS: dict[Step, Callable[[Client, str, str, RotationLease], None]] = {
    Step.STAGE: _stage,
    Step.CERTIFY: _certify,
    Step.PUBLISH: _publish,
    Step.PROVE: _prove,
    Step.ACTIVATE: _activate,
    Step.RETIRE: _retire,
    Step.WITHDRAW: _publish,
    Step.DESTROY: _destroy,
}
"""Each is idempotent and records its own event. Takes the client, the kid, the actor and the lease of the run."""
