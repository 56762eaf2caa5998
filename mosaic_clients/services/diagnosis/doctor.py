"""The doctor: checks each step of one client's connection to Mosaic and names a remedy for each failure.

A step that needs a failed one is not reached. Our own certificate and the FAPI rules need no other step, so they are
always checked. The token that is obtained is checked and not stored.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.diagnosis import (
    CODES_AFTER_AUTHENTICATION,
    Diagnosis,
    StepName,
    is_unknown_client,
    remedy_for,
    skew,
)
from mosaic_clients.core.errors import ConfigurationError, MosaicError, MosaicRefusal, MoveRefused
from mosaic_clients.core.errors.codes import ConfigurationCode, MoveCode
from mosaic_clients.core.oauth.responses import read_token_answer
from mosaic_clients.core.pki import identity as core_identity
from mosaic_clients.core.remedies import Remedy
from mosaic_clients.models import Client
from mosaic_clients.services import events, sessions
from mosaic_clients.services.diagnosis import connection_steps, fapi, token_check
from mosaic_clients.services.diagnosis.connection_steps import Examination, Skipped
from mosaic_clients.transport.http import call

_MAX_SKEW = timedelta(seconds=30)
"""Token checks commonly tolerate half a minute; Mosaic does not document its limit."""


@sensitive_variables()
def diagnose(client: Client, *, actor: str) -> Diagnosis:
    """Checks the connection of a client, with its active credential or else its staged one.

    A failure is a step, not an exception; raises ConfigurationError where the environment's addresses are unusable.
    """
    credential = client.credentials.active().first() or client.credentials.staged().first()
    examination = Examination(client, credential, client.environment.endpoints.token)
    _open_identity(examination)
    network = (StepName.DNS, StepName.TCP, StepName.TLS, StepName.SERVER_CHAIN, StepName.CERTIFICATE_REQUEST)
    examination.run_step(StepName.DNS, lambda: connection_steps.look_up(examination))
    examination.run_step(StepName.TCP, lambda: connection_steps.connect(examination), StepName.DNS)
    examination.run_step(StepName.TLS, lambda: connection_steps.shake_hands(examination), StepName.DNS, StepName.TCP)
    examination.run_step(StepName.SERVER_CHAIN, lambda: connection_steps.server_chain(examination), *network[:3])
    examination.run_step(
        StepName.CERTIFICATE_REQUEST, lambda: connection_steps.certificate_request(examination), *network[:4]
    )
    examination.run_step(StepName.OUR_CERTIFICATE, lambda: _our_certificate(examination))
    examination.run_step(StepName.OAUTH, lambda: _request_token(examination), *network, StepName.OUR_CERTIFICATE)
    examination.run_step(StepName.TOKEN, lambda: _token(examination), StepName.OAUTH)
    examination.run_step(
        StepName.CLOCK, lambda: _clock(examination), *(() if examination.answer else (StepName.OAUTH,))
    )
    examination.run_step(StepName.FAPI, lambda: _fapi(client))
    diagnosis = Diagnosis(client.name, examination.url, credential.kid if credential else "", tuple(examination.steps))
    events.record("diagnosed", actor=actor, client=client, credential=credential, detail=_summary(diagnosis))
    return diagnosis


def remedy_of_proof(client: Client, refusal: MosaicRefusal) -> Remedy | None:
    """The remedy for a refused proof of a credential that is not known to be published; else None."""
    is_published = client.credentials.staged().filter(material__in=client.published).exists()
    if is_published or not is_unknown_client(refusal):
        return None
    return remedy_for(refusal, connection_steps.remedy_context(client))


def _open_identity(examination: Examination) -> None:
    """Opens the identity for the handshake; the step for our certificate reports why it cannot be opened."""
    try:
        examination.identity = examination.credential.identity() if examination.credential else None
    except MosaicError:
        examination.identity = None


def _our_certificate(examination: Examination) -> str:
    credential, client = examination.credential, examination.client
    if credential is None:
        pending = client.credentials.pending().first()
        if pending is not None:
            raise MoveRefused(f"Credential {pending.kid} awaits its certificate.", code=MoveCode.AWAITING_CERTIFICATE)
        raise MoveRefused("There is no active or staged credential.", code=MoveCode.NO_CREDENTIAL)
    identity = credential.identity()
    core_identity.new_identity(identity.key, identity.chain, client.method, now=timezone.now())
    published = "as published" if credential.material in client.published else "not known to be published yet"
    until = f"until {identity.facts.not_after:%Y-%m-%d}"
    return f"{credential.status.lower()} {credential.kid}: key and chain match, {until}, {published}"


def _request_token(examination: Examination) -> str:
    client, limits = examination.client, conf.current().limits
    session = sessions.session(client.environment, examination.credential)
    form = {"grant_type": "client_credentials", "client_id": client.client_id}
    if client.resource:
        form["resource"] = client.resource
    answer = call(session, "POST", examination.url, form=form, limits=limits)
    examination.answer, examination.answered_at = answer, timezone.now()
    try:
        examination.token = read_token_answer(answer, now=examination.answered_at)
    except MosaicRefusal as refusal:
        if refusal.code in CODES_AFTER_AUTHENTICATION:
            return "Mosaic recognizes the certificate; the client does not have the grant client_credentials"
        raise
    return "Mosaic issued an access token"


def _token(examination: Examination) -> str:
    if examination.token is None or examination.credential is None:
        raise Skipped("no token was requested: the client has other grants")
    text = examination.token.access_token
    if token_check.is_opaque(text):
        raise Skipped("the token is opaque: only Mosaic can read it")
    examination.issued_at = token_check.issued_at(text)
    verified = token_check.verify(text, examination.client, examination.credential)
    binding = "bound to our certificate" if verified.is_bound else "not bound, as configured here"
    return f"its signature is valid, its issuer {verified.issuer} is accepted, and it is {binding}"


def _clock(examination: Examination) -> str:
    if examination.answer is None or examination.answered_at is None:
        raise Skipped("Mosaic did not answer")
    offset = skew(examination.answer.headers, issued_at=examination.issued_at, now=examination.answered_at)
    if offset is None:
        raise Skipped("Mosaic's answer has no date")
    seconds = round(abs(offset).total_seconds())
    if abs(offset) > _MAX_SKEW:
        side = "ahead of" if offset > timedelta(0) else "behind"
        raise ConfigurationError(
            f"The clock of this machine is {seconds} s {side} Mosaic's.", code=ConfigurationCode.CLOCK_SKEW
        )
    return f"{seconds} s between our clock and Mosaic's"


def _fapi(client: Client) -> str:
    if not client.fapi:
        raise Skipped("the client is not registered as FAPI 2.0")
    return fapi.require_met(client)


def _summary(diagnosis: Diagnosis) -> str:
    failed = ", ".join(step.name for step in diagnosis.failed)
    return f"failed: {failed}" if failed else "every step passed"
