"""What a call to Mosaic for a client needs: its client ID, the endpoints, and the session with its certificate."""

from __future__ import annotations

from dataclasses import dataclass, field

from mosaic_clients import conf
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.oauth.endpoints import Endpoints
from mosaic_clients.core.rotation.lifecycle import USABLE
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import sessions
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.sessions import IdentitySession


@dataclass(frozen=True, slots=True)
class AuthenticatedCall:
    """A call of one client with one credential, whose certificate replaces a client secret (RFC 8705 §2)."""

    client_id: str
    endpoints: Endpoints
    credential: Credential = field(repr=False)
    session: IdentitySession = field(repr=False)
    limits: Limits


def authenticated_call(client: Client, credential: Credential | None = None) -> AuthenticatedCall:
    """Prepares a call of ``client`` with ``credential``, its active one where None.

    Raises MoveRefused where there is none, SealingError where its key cannot be unsealed, ConfigurationError.
    """
    credential = active_credential(client) if credential is None else credential
    return AuthenticatedCall(
        client_id=client.client_id,
        endpoints=client.environment.endpoints,
        credential=credential,
        session=sessions.session(client.environment, credential),
        limits=conf.current().limits,
    )


def active_credential(client: Client) -> Credential:
    """The active credential; raises MoveRefused where there is none."""
    credential = client.credentials.active().first()
    if credential is None:
        raise MoveRefused(f"Client {client.name!r} has no active credential: stage, prove and activate one.")
    return credential


def bound_to(client: Client, x5t_s256: str) -> Credential | None:
    """The client's credential with that thumbprint while its key can be used; else None, for the active one.

    Mosaic decides whether a retired credential's refresh tokens work with the active one: RFC 8705 §4 would allow it,
    docs/mosaic.md §8 doubts it.
    """
    if not x5t_s256:
        return None
    usable = client.credentials.filter(x5t_s256=x5t_s256, status__in=USABLE)
    return usable.exclude(private_key="").first()
