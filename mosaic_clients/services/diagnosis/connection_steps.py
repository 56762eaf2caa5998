"""The state of a connection check, and its network steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.diagnosis import CheckState, CheckStep, RemedyContext, StepName, remedy_for
from mosaic_clients.core.errors import ConfigurationError, MosaicError
from mosaic_clients.core.errors.codes import ConfigurationCode
from mosaic_clients.core.oauth.responses import Answer, TokenAnswer
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.planning.plan import rotation_state
from mosaic_clients.transport import probe


class Skipped(Exception):
    """Ends a step that cannot be judged; its text says why."""


@dataclass
class Examination:
    """A connection check: its results so far."""

    client: Client
    credential: Credential | None
    url: str
    steps: list[CheckStep] = field(default_factory=list)
    identity: Identity | None = field(default=None, repr=False)
    handshake: probe.Handshake | None = None
    distrust: probe.ServerNotTrusted | None = None
    answer: Answer | None = field(default=None, repr=False)
    answered_at: datetime | None = None
    token: TokenAnswer | None = field(default=None, repr=False)
    issued_at: float | None = None

    def run_step(self, name: StepName, check: Callable[[], str], *needs: StepName) -> None:
        """Runs one step, unless a step that it needs failed or was not reached."""
        failed = {step.name for step in self.steps if step.state in {CheckState.FAILED, CheckState.NOT_REACHED}}
        missing = next((need for need in needs if need in failed), None)
        if missing:
            self.steps.append(CheckStep(name, CheckState.NOT_REACHED, f"needs {missing}"))
            return
        try:
            self.steps.append(CheckStep(name, CheckState.OK, check()))
        except Skipped as reason:
            self.steps.append(CheckStep(name, CheckState.SKIPPED, str(reason)))
        except MosaicError as error:
            remedy = remedy_for(error, remedy_context(self.client))
            self.steps.append(CheckStep(name, CheckState.FAILED, error.description, remedy))


def look_up(examination: Examination) -> str:
    """The addresses of the token endpoint's host; raises Unreachable."""
    host, port = probe.address_of(examination.url)
    return f"{host} is at {', '.join(probe.look_up(host, port))}"


def connect(examination: Examination) -> str:
    """Checks that its port accepts connections; raises Unreachable or TimedOut."""
    host, port = probe.address_of(examination.url)
    limits, allow_private = conf.current().limits, examination.client.environment.allow_private
    probe.connect(host, port, allow_private=allow_private, limits=limits).close()
    return f"{host}:{port} accepts connections"


def shake_hands(examination: Examination) -> str:
    """Checks that it speaks TLS; raises TLSFailure or TimedOut."""
    host, port = probe.address_of(examination.url)
    environment = examination.client.environment
    limits = conf.current().limits
    connection = probe.connect(host, port, allow_private=environment.allow_private, limits=limits)
    try:
        examination.handshake = probe.shake_hands(connection, host, examination.identity, environment.trusted_ca)
    except probe.ServerNotTrusted as error:
        examination.distrust = error
        return f"{host} speaks TLS"
    return f"{host} speaks {examination.handshake.version}"


def server_chain(examination: Examination) -> str:
    """Checks that its certificate is trusted; raises ServerNotTrusted."""
    if examination.distrust is not None:
        raise examination.distrust
    assert examination.handshake is not None  # noqa: S101 - this step needs the TLS step
    server = examination.handshake.server
    return f"trusted: {server.subject_dn or 'no subject'}, until {server.not_after:%Y-%m-%d}"


def certificate_request(examination: Examination) -> str:
    """Checks that it requested our certificate; raises ConfigurationError."""
    is_requested = examination.handshake.certificate_asked if examination.handshake else None
    if is_requested is None:
        raise Skipped("the handshake does not show whether the server requested a certificate")
    if not is_requested:
        raise ConfigurationError(
            "The server did not request a client certificate, so none can be presented.",
            code=ConfigurationCode.CERTIFICATE_NOT_ASKED,
        )
    return "the server requested a client certificate"


def remedy_context(client: Client) -> RemedyContext:
    """The names in the remedies of a client."""
    return RemedyContext(
        client.name,
        client.environment.name,
        client.client_id,
        client.method,
        client.resource,
        is_registered_manually=not rotation_state(client).can_push(timezone.now()),
    )
