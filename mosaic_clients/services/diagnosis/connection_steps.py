"""A connection under examination: the steps taken so far, what they brought to light, and those on the wire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.diagnosis import RemedyContext, State, Step, StepName, remedy_for
from mosaic_clients.core.errors import ConfigurationError, MosaicError
from mosaic_clients.core.oauth.responses import Answer, TokenAnswer
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.planning.plan import rotation_state
from mosaic_clients.transport import probe


class Skipped(Exception):
    """Ends a step that cannot be judged; its text says why."""


@dataclass
class Examination:
    """What is known so far."""

    client: Client
    credential: Credential | None
    url: str
    steps: list[Step] = field(default_factory=list)
    identity: Identity | None = field(default=None, repr=False)
    handshake: probe.Handshake | None = None
    distrust: probe.ServerNotTrusted | None = None
    answer: Answer | None = field(default=None, repr=False)
    answered_at: datetime | None = None
    token: TokenAnswer | None = field(default=None, repr=False)
    issued_at: float | None = None

    def take(self, name: StepName, look: Callable[[], str], *needs: StepName) -> None:
        """One step, unless one that it needs was not well."""
        broken = {step.name for step in self.steps if step.state in {State.FAILED, State.NOT_REACHED}}
        missing = next((need for need in needs if need in broken), None)
        if missing:
            self.steps.append(Step(name, State.NOT_REACHED, f"needs {missing}"))
            return
        try:
            self.steps.append(Step(name, State.OK, look()))
        except Skipped as reason:
            self.steps.append(Step(name, State.SKIPPED, str(reason)))
        except MosaicError as error:
            to_do = remedy_for(error, remedy_context(self.client))
            self.steps.append(Step(name, State.FAILED, error.description, to_do))


def look_up(seen: Examination) -> str:
    """The addresses of the token endpoint's host; raises Unreachable."""
    host, port = probe.address_of(seen.url)
    return f"{host} is at {', '.join(probe.look_up(host, port))}"


def connect(seen: Examination) -> str:
    """Whether its port accepts connections; raises Unreachable or TimedOut."""
    host, port = probe.address_of(seen.url)
    limits, allow_private = conf.current().limits, seen.client.environment.allow_private
    probe.connect(host, port, allow_private=allow_private, limits=limits).close()
    return f"{host}:{port} accepts connections"


def shake_hands(seen: Examination) -> str:
    """Whether it speaks TLS; raises TLSFailure or TimedOut."""
    host, port = probe.address_of(seen.url)
    environment = seen.client.environment
    limits = conf.current().limits
    connection = probe.connect(host, port, allow_private=environment.allow_private, limits=limits)
    try:
        seen.handshake = probe.shake_hands(connection, host, seen.identity, environment.trusted_ca)
    except probe.ServerNotTrusted as error:
        seen.distrust = error
        return f"{host} speaks TLS"
    return f"{host} speaks {seen.handshake.version}"


def server_chain(seen: Examination) -> str:
    """Whether its certificate holds; raises ServerNotTrusted."""
    if seen.distrust is not None:
        raise seen.distrust
    assert seen.handshake is not None  # noqa: S101 - or this step would not have been reached
    server = seen.handshake.server
    return f"trusted: {server.subject_dn or 'no subject'}, until {server.not_after:%Y-%m-%d}"


def certificate_request(seen: Examination) -> str:
    """Whether it asked for ours; raises ConfigurationError."""
    asked = seen.handshake.certificate_asked if seen.handshake else None
    if asked is None:
        raise Skipped("the handshake does not show whether the server asked for a certificate")
    if not asked:
        raise ConfigurationError(
            "The server did not ask for a client certificate, so none can be shown.", code="certificate_not_asked"
        )
    return "the server asked for a client certificate"


def remedy_context(client: Client) -> RemedyContext:
    """The names that a client's remedies are about."""
    return RemedyContext(
        client.name,
        client.environment.name,
        client.client_id,
        client.method,
        client.resource,
        by_hand=not rotation_state(client).can_push(timezone.now()),
    )
