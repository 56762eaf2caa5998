"""The doctor: a healthy connection, and each failure in its own step, with a remedy and without secrets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import State
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
    with counting(mosaic) as asked:
        found = whole(client)
    assert found.is_healthy
    assert {str(step.name): str(step.state) for step in found.steps} == {
        **dict.fromkeys([*WIRE, "our_certificate", "oauth", "token", "clock"], "ok"),
        "fapi": "skipped",
    }
    assert (found.client, found.kid, found.url) == ("healthy", credential.kid, f"{mosaic.base_url}/oidc/token")
    assert asked[TOKEN] == 1
    assert list(AccessToken.objects.values()) == before
    event = Event.objects.get(kind="diagnosed")
    assert (event.client, event.kid, event.detail) == (client, credential.kid, "every step held")


def test_staged_credential_is_checked_without_active_one(mosaic: Sandbox, payments: Client) -> None:
    credential = stage(mosaic, payments)
    assert whole(payments).kid == credential.kid
    credential.refresh_from_db()
    assert (credential.proven_at, credential.status) == (None, "STAGED")


def test_diagnosis_shows_no_secret(scripted: ScriptedMosaic, active: Client) -> None:
    secret = "ey-secret-token.with.dots"
    scripted.answers[TOKEN] = token_reply(secret)
    scripted.take_over(active.environment)
    found = whole(active)
    for text in (str(found), repr(found), *Event.objects.values_list("detail", flat=True)):
        assert secret not in text
        assert "PRIVATE" not in text


def test_unresolvable_host_fails_dns_step(active: Client) -> None:
    found = examine(moved(active, base_url="https://no-such-host.invalid/cis"))
    assert states(found) == {
        "failed": ["dns"],
        "not reached": [*WIRE[1:], "oauth", "token", "clock"],
        "ok": ["our_certificate"],
        "skipped": ["fapi"],
    }
    assert kinds(found["dns"]) == [RemedyKind.CHECK_HOST_NAME]
    assert Event.objects.get(kind="diagnosed").detail == "failed: dns"


def test_refused_connection_fails_tcp_step(active: Client) -> None:
    go_down(active.environment)
    found = examine(active)
    assert states(found)["failed"] == ["tcp"]
    assert found["tcp"].remedy
    assert found["tls"].seen == "needs tcp"


def test_private_address_fails_unless_allowed(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as asked:
        found = examine(moved(active, allow_private=False))
    assert states(found)["failed"] == ["tcp"]
    assert kinds(found["tcp"]) == [RemedyKind.ALLOW_PRIVATE_ADDRESSES]
    assert not asked


def test_server_of_untrusted_ca_fails_chain_step(active: Client) -> None:
    found = examine(moved(active, trusted_ca=current_authority("CN=Another").pem))
    assert states(found)["failed"] == ["server_chain"]
    assert found["tls"].state is State.OK
    assert kinds(found["server_chain"]) == [RemedyKind.ADD_TRUSTED_CA, RemedyKind.CHECK_SERVER_IDENTITY]


def test_server_without_certificate_request_fails_its_step(active: Client, tmp_path: Path) -> None:
    root = current_authority()
    with serving(context=ServerFiles.written(server_of(root), tmp_path).context()) as server:
        base = f"https://127.0.0.1:{server.port}/cis"
        found = examine(moved(active, base_url=base, trusted_ca=root.pem))
    assert states(found)["failed"] == ["certificate_request"]
    assert found["certificate_request"].remedy.environment == "local"
    assert kinds(found["certificate_request"]) == [RemedyKind.DISCOVER_ENDPOINTS]
    assert server.exchanges == []


def test_port_without_tls_fails_tls_step(active: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "READ_TIMEOUT": 0.3}
    with serving(lambda exchange: exchange.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"), context=None) as server:
        found = examine(moved(active, base_url=f"https://127.0.0.1:{server.port}/cis"))
    assert states(found)["failed"] == ["tls"]


def test_unregistered_certificate_fails_oauth_step(mosaic: Sandbox, payments: Client) -> None:
    staging.stage(payments, actor=ACTOR)
    found = examine(payments)
    assert states(found)["failed"] == ["oauth"]
    assert kinds(found["oauth"]) == [RemedyKind.REGISTER_AND_CONFIRM, RemedyKind.CHECK_REGISTRATION]
    assert found["clock"].state is State.OK
    assert "not known to be published" in found["our_certificate"].seen


@pytest.mark.parametrize(
    ("starts", "ends", "words"), [(-90 * DAY, -DAY, "expired"), (DAY, 90 * DAY, "not valid before")]
)
def test_expired_certificate_is_not_presented_to_mosaic(
    mosaic: Sandbox, active: Client, starts: timedelta, ends: timedelta, words: str
) -> None:
    now = datetime.now(UTC)
    replace_certificate(active, starts=now + starts, ends=now + ends)
    with counting(mosaic) as asked:
        found = examine(active)
    assert states(found)["failed"] == ["our_certificate"]
    assert words in found["our_certificate"].seen
    assert found["our_certificate"].remedy
    assert asked[TOKEN] == 0


def test_key_that_cannot_be_unsealed_or_does_not_match_fails(active: Client) -> None:
    credential = active.credentials.get()
    now = datetime.now(UTC)
    replace_certificate(active, starts=now - DAY, ends=now + DAY)
    Credential.objects.update(chain=credential.chain)
    assert states(examine(active))["failed"] == ["our_certificate"]
    Credential.objects.update(private_key=f"{credential.private_key[:-4]}AAAA")
    found = examine(active)
    assert states(found)["failed"] == ["our_certificate"]
    assert kinds(found["our_certificate"]) == [RemedyKind.RESTORE_ENCRYPTION_KEY]


def test_client_without_credential_fails_certificate_step(payments: Client) -> None:
    found = examine(payments)
    assert states(found)["failed"] == ["our_certificate"]
    assert kinds(found["our_certificate"])[0] is RemedyKind.STAGE
    assert found["our_certificate"].remedy.client == "payments"
    assert found["certificate_request"].state is State.OK
