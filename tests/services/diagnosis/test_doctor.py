"""The doctor: a healthy connection, and each failure in its own step, with a remedy and without secrets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import CheckState
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.remedies import RemedyKind
from mosaic_clients.models import AccessToken, Client, Credential, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.credentials import staging
from tests.mosaic import (
    ACTOR,
    TOKEN,
    ScriptedMosaic,
    activate,
    add_client,
    counting,
    go_down,
    stage,
    token_reply,
)
from tests.pki import issue, pem_of
from tests.services.diagnosis.examining import examine, kinds, moved, states, whole
from tests.transport.fault_server import serving
from tests.transport.material import ServerFiles, current_authority, server_of

DAY = timedelta(days=1)
WIRE = ["dns", "tcp", "tls", "server_chain", "certificate_request"]


def replace_certificate(client: Client, **knobs: Any) -> None:
    """Replaces the certificate in the row, as if time had passed."""
    credential = client.credentials.get()
    pair = issue("CN=payments", **knobs)
    credential.seal("private_key", pem_of(pair.key))
    credential.take(read_facts(pair.certificate), pair.pem)
    credential.save()


@pytest.mark.parametrize("method", AuthMethod)
def test_healthy_connection_is_ok_and_token_is_not_stored(
    mosaic: Sandbox, environment: Environment, method: AuthMethod
) -> None:
    client = add_client(mosaic, environment, "healthy", method)
    credential = activate(mosaic, client)
    before = list(AccessToken.objects.values())
    with counting(mosaic) as request_counts:
        diagnosis = whole(client)
    assert diagnosis.is_healthy
    assert {str(step.name): str(step.state) for step in diagnosis.steps} == {
        **dict.fromkeys([*WIRE, "our_certificate", "oauth", "token", "clock"], "ok"),
        "fapi": "skipped",
    }
    assert (diagnosis.client, diagnosis.kid, diagnosis.url) == (
        "healthy",
        credential.kid,
        f"{mosaic.base_url}/oidc/token",
    )
    assert request_counts[TOKEN] == 1
    assert list(AccessToken.objects.values()) == before
    event = Event.objects.get(kind="diagnosed")
    assert (event.client, event.kid, event.detail) == (client, credential.kid, "every step passed")


def test_staged_credential_is_checked_without_active_one(mosaic: Sandbox, payments: Client) -> None:
    credential = stage(mosaic, payments)
    assert whole(payments).kid == credential.kid
    credential.refresh_from_db()
    assert (credential.proven_at, credential.status) == (None, "STAGED")


def test_diagnosis_shows_no_secret(scripted: ScriptedMosaic, active: Client) -> None:
    secret = "ey-secret-token.with.dots"
    scripted.answers[TOKEN] = token_reply(secret)
    scripted.take_over(active.environment)
    diagnosis = whole(active)
    for text in (str(diagnosis), repr(diagnosis), *Event.objects.values_list("detail", flat=True)):
        assert secret not in text
        assert "PRIVATE" not in text


def test_unresolvable_host_fails_dns_step(active: Client) -> None:
    steps = examine(moved(active, base_url="https://no-such-host.invalid/cis"))
    assert states(steps) == {
        "failed": ["dns"],
        "not reached": [*WIRE[1:], "oauth", "token", "clock"],
        "ok": ["our_certificate"],
        "skipped": ["fapi"],
    }
    assert kinds(steps["dns"]) == [RemedyKind.CHECK_HOST_NAME]
    assert Event.objects.get(kind="diagnosed").detail == "failed: dns"


def test_refused_connection_fails_tcp_step(active: Client) -> None:
    go_down(active.environment)
    steps = examine(active)
    assert states(steps)["failed"] == ["tcp"]
    assert steps["tcp"].remedy
    assert steps["tls"].seen == "needs tcp"


def test_private_address_fails_unless_allowed(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        steps = examine(moved(active, allow_private=False))
    assert states(steps)["failed"] == ["tcp"]
    assert kinds(steps["tcp"]) == [RemedyKind.ALLOW_PRIVATE_ADDRESSES]
    assert not request_counts


def test_server_of_untrusted_ca_fails_chain_step(active: Client) -> None:
    steps = examine(moved(active, trusted_ca=current_authority("CN=Another").pem))
    assert states(steps)["failed"] == ["server_chain"]
    assert steps["tls"].state is CheckState.OK
    assert kinds(steps["server_chain"]) == [RemedyKind.ADD_TRUSTED_CA, RemedyKind.CHECK_SERVER_IDENTITY]


def test_server_without_certificate_request_fails_its_step(active: Client, tmp_path: Path) -> None:
    root = current_authority()
    with serving(context=ServerFiles.written(server_of(root), tmp_path).context()) as server:
        base = f"https://127.0.0.1:{server.port}/cis"
        steps = examine(moved(active, base_url=base, trusted_ca=root.pem))
    assert states(steps)["failed"] == ["certificate_request"]
    assert steps["certificate_request"].remedy.environment == "local"
    assert kinds(steps["certificate_request"]) == [RemedyKind.DISCOVER_ENDPOINTS]
    assert server.exchanges == []


def test_port_without_tls_fails_tls_step(active: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "READ_TIMEOUT": 0.3}
    with serving(lambda exchange: exchange.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"), context=None) as server:
        steps = examine(moved(active, base_url=f"https://127.0.0.1:{server.port}/cis"))
    assert states(steps)["failed"] == ["tls"]


def test_unregistered_certificate_fails_oauth_step(mosaic: Sandbox, payments: Client) -> None:
    staging.stage(payments, actor=ACTOR)
    steps = examine(payments)
    assert states(steps)["failed"] == ["oauth"]
    assert kinds(steps["oauth"]) == [RemedyKind.REGISTER_AND_CONFIRM, RemedyKind.CHECK_REGISTRATION]
    assert steps["clock"].state is CheckState.OK
    assert "not known to be published" in steps["our_certificate"].seen


@pytest.mark.parametrize(
    ("starts", "ends", "words"), [(-90 * DAY, -DAY, "expired"), (DAY, 90 * DAY, "not valid before")]
)
def test_expired_certificate_is_not_presented_to_mosaic(
    mosaic: Sandbox, active: Client, starts: timedelta, ends: timedelta, words: str
) -> None:
    now = datetime.now(UTC)
    replace_certificate(active, starts=now + starts, ends=now + ends)
    with counting(mosaic) as request_counts:
        steps = examine(active)
    assert states(steps)["failed"] == ["our_certificate"]
    assert words in steps["our_certificate"].seen
    assert steps["our_certificate"].remedy
    assert request_counts[TOKEN] == 0


def test_key_that_cannot_be_unsealed_or_does_not_match_fails(active: Client) -> None:
    credential = active.credentials.get()
    now = datetime.now(UTC)
    replace_certificate(active, starts=now - DAY, ends=now + DAY)
    Credential.objects.update(chain=credential.chain)
    assert states(examine(active))["failed"] == ["our_certificate"]
    Credential.objects.update(private_key=f"{credential.private_key[:-4]}AAAA")
    steps = examine(active)
    assert states(steps)["failed"] == ["our_certificate"]
    assert kinds(steps["our_certificate"]) == [RemedyKind.RESTORE_ENCRYPTION_KEY]


def test_client_without_credential_fails_certificate_step(payments: Client) -> None:
    steps = examine(payments)
    assert states(steps)["failed"] == ["our_certificate"]
    assert kinds(steps["our_certificate"])[0] is RemedyKind.STAGE
    assert steps["our_certificate"].remedy.client == "payments"
    assert steps["certificate_request"].state is CheckState.OK
