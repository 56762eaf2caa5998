"""The doctor: one client's connection to Mosaic taken step by step, until what fails has a name and a remedy.

A step that needs a failed one is not reached. Our own certificate and the FAPI rules need nobody, so they are always
looked at. The token that is obtained is checked and forgotten.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.diagnosis import AUTHENTICATED, Diagnosis, StepName, is_unknown_client, remedy_for, skew
from mosaic_clients.core.errors import ConfigurationError, MosaicError, MosaicRefusal, MoveRefused
from mosaic_clients.core.oauth.responses import read_token_answer
from mosaic_clients.core.pki import identity as core_identity
from mosaic_clients.core.remedies import Remedy
from mosaic_clients.models import Client
from mosaic_clients.services import events, sessions
from mosaic_clients.services.diagnosis import connection_steps, fapi, token_check
from mosaic_clients.services.diagnosis.connection_steps import Examination, Skipped
from mosaic_clients.transport.http import call

_TOO_MUCH_SKEW = timedelta(seconds=30)
"""Half a minute is what token checks commonly forgive; Mosaic does not document its own."""


@sensitive_variables()
def diagnose(client: Client, *, actor: str) -> Diagnosis:
    """Examine the connection of a client, with its active credential or else its staged one.

    What fails is a step, not an exception; raises ConfigurationError where the environment's addresses are unusable.
    """
    credential = client.credentials.active().first() or client.credentials.staged().first()
    seen = Examination(client, credential, client.environment.endpoints.token)
    _open_identity(seen)
    wire = (StepName.DNS, StepName.TCP, StepName.TLS, StepName.SERVER_CHAIN, StepName.CERTIFICATE_REQUEST)
    seen.take(StepName.DNS, lambda: connection_steps.look_up(seen))
    seen.take(StepName.TCP, lambda: connection_steps.connect(seen), StepName.DNS)
    seen.take(StepName.TLS, lambda: connection_steps.shake_hands(seen), StepName.DNS, StepName.TCP)
    seen.take(StepName.SERVER_CHAIN, lambda: connection_steps.server_chain(seen), *wire[:3])
    seen.take(StepName.CERTIFICATE_REQUEST, lambda: connection_steps.certificate_request(seen), *wire[:4])
    seen.take(StepName.OUR_CERTIFICATE, lambda: _our_certificate(seen))
    seen.take(StepName.OAUTH, lambda: _ask_for_token(seen), *wire, StepName.OUR_CERTIFICATE)
    seen.take(StepName.TOKEN, lambda: _token(seen), StepName.OAUTH)
    seen.take(StepName.CLOCK, lambda: _clock(seen), *(() if seen.answer else (StepName.OAUTH,)))
    seen.take(StepName.FAPI, lambda: _fapi(client))
    diagnosis = Diagnosis(client.name, seen.url, credential.kid if credential else "", tuple(seen.steps))
    events.record("diagnosed", actor=actor, client=client, credential=credential, detail=_in_short(diagnosis))
    return diagnosis


def remedy_of_proof(client: Client, refusal: MosaicRefusal) -> Remedy | None:
    """What to do about a refused proof while the credential is not known to be published; None elsewhere."""
    is_published = client.credentials.staged().filter(material__in=client.published).exists()
    if is_published or not is_unknown_client(refusal):
        return None
    return remedy_for(refusal, connection_steps.remedy_context(client))


def _open_identity(seen: Examination) -> None:
    """For the handshake; why it cannot be opened is said by the step that looks at our certificate."""
    try:
        seen.identity = seen.credential.identity() if seen.credential else None
    except MosaicError:
        seen.identity = None


def _our_certificate(seen: Examination) -> str:
    credential, client = seen.credential, seen.client
    if credential is None:
        waiting = client.credentials.pending().first()
        if waiting is not None:
            raise MoveRefused(f"Credential {waiting.kid} awaits its certificate.", code="awaiting_certificate")
        raise MoveRefused("There is no active or staged credential.", code="no_credential")
    identity = credential.identity()
    core_identity.accept(identity.key, identity.chain, client.method, now=timezone.now())
    known = "as published" if credential.material in client.published else "not known to be published yet"
    until = f"until {identity.facts.not_after:%Y-%m-%d}"
    return f"{credential.status.lower()} {credential.kid}: key and chain match, {until}, {known}"


def _ask_for_token(seen: Examination) -> str:
    client, limits = seen.client, conf.current().limits
    session = sessions.session(client.environment, seen.credential)
    form = {"grant_type": "client_credentials", "client_id": client.client_id}
    if client.resource:
        form["resource"] = client.resource
    answer = call(session, "POST", seen.url, form=form, limits=limits)
    seen.answer, seen.answered_at = answer, timezone.now()
    try:
        seen.token = read_token_answer(answer, now=seen.answered_at)
    except MosaicRefusal as refusal:
        if refusal.code in AUTHENTICATED:
            return "Mosaic recognizes the certificate; client_credentials is not among the client's grants"
        raise
    return "Mosaic gave an access token"


def _token(seen: Examination) -> str:
    if seen.token is None or seen.credential is None:
        raise Skipped("no token was asked for: the client has other grants")
    text = seen.token.access_token
    if token_check.is_opaque(text):
        raise Skipped("the token is opaque: only Mosaic can tell what it holds")
    seen.issued_at = token_check.issued_at(text)
    verified = token_check.verify(text, seen.client, seen.credential)
    bound = "bound to our certificate" if verified.is_bound else "not bound, as it is set here"
    return f"its signature verifies, its issuer {verified.issuer} is known, and it is {bound}"


def _clock(seen: Examination) -> str:
    if seen.answer is None or seen.answered_at is None:
        raise Skipped("Mosaic answered nothing")
    ahead = skew(seen.answer.headers, issued_at=seen.issued_at, now=seen.answered_at)
    if ahead is None:
        raise Skipped("Mosaic's answer names no time")
    seconds = round(abs(ahead).total_seconds())
    if abs(ahead) > _TOO_MUCH_SKEW:
        side = "ahead of" if ahead > timedelta(0) else "behind"
        raise ConfigurationError(f"The clock of this machine is {seconds} s {side} Mosaic's.", code="clock_skew")
    return f"{seconds} s between our clock and Mosaic's"


def _fapi(client: Client) -> str:
    if not client.fapi:
        raise Skipped("the client is not registered as FAPI 2.0")
    return fapi.require_met(client)


def _in_short(diagnosis: Diagnosis) -> str:
    failed = ", ".join(step.name for step in diagnosis.failed)
    return f"failed: {failed}" if failed else "every step held"
