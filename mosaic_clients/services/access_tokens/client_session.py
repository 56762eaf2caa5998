"""What a call to Mosaic in the name of a client needs: who it is, where to, and the session with its certificate."""

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
    """One client's call, made with one credential: its certificate stands where a secret would (RFC 8705 §2)."""

    client_id: str
    endpoints: Endpoints
    credential: Credential = field(repr=False)
    session: IdentitySession = field(repr=False)
    limits: Limits


def authenticated_call(client: Client, credential: Credential | None = None) -> AuthenticatedCall:
    """Prepare a call of ``client`` with ``credential``, its active one where None.

    Raises MoveRefused where there is none, SealingError where its key cannot be opened, ConfigurationError.
    """
    credential = active(client) if credential is None else credential
    return AuthenticatedCall(
        client_id=client.client_id,
        endpoints=client.environment.endpoints,
        credential=credential,
        session=sessions.session(client.environment, credential),
        limits=conf.current().limits,
    )


def active(client: Client) -> Credential:
    """The credential that is used now; raises MoveRefused where none is."""
    credential = client.credentials.active().first()
    if credential is None:
        raise MoveRefused(f"Client {client.name!r} has no active credential: stage, prove and activate one.")
    return credential


def bound_to(client: Client, x5t_s256: str) -> Credential | None:
    """The client's credential of that thumbprint while its key can be used; else None, which stands for the active one.

    A retired credential's refresh tokens may still serve the active one: whether they do is for Mosaic to say (RFC
    8705 §4 would have it so, mosaic-facts §8 doubts it).
    """
    if not x5t_s256:
        return None
    usable = client.credentials.filter(x5t_s256=x5t_s256, status__in=USABLE)
    return usable.exclude(private_key="").first()
