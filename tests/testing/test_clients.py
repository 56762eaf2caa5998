"""The fixtures for outbound calls, used only by name, as another project uses them."""

from __future__ import annotations

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.testing import AddMosaicClient


def test_client_is_ready_for_calls(mosaic_client: MosaicClient, mosaic_sandbox: Sandbox) -> None:
    assert MosaicClient.named("payments").access_token().value == mosaic_client.access_token().value
    answer = mosaic_client.session().get(f"{mosaic_sandbox.base_url}/oidc/jwks")
    assert answer.status_code == 200


@pytest.mark.parametrize("ca_signed", [False, True])
def test_add_mosaic_client_adds_either_kind(add_mosaic_client: AddMosaicClient, ca_signed: bool) -> None:
    resource = "https://ledger.test"
    ledger = add_mosaic_client("ledger", ca_signed=ca_signed, resource=resource)
    assert ledger.access_token(resource).value
    row = Client.objects.get(name="ledger")
    assert (row.auth_method == "tls_client_auth") is ca_signed
    assert row.credentials.active().count() == 1


def test_fault_reaches_the_code_under_test(mosaic_client: MosaicClient, mosaic_sandbox: Sandbox) -> None:
    refusal = {"error": "invalid_target", "error_description": "not today"}
    response = mosaic_sandbox.faults.answer("POST /cis/oidc/token", refusal, status=400, count=None)
    with response as fault, pytest.raises(MosaicError, match="not today"):
        mosaic_client.access_token("")
    assert fault.hits == 1


class TestIsolation:
    """A test does not see what an earlier test left behind."""

    def test_first_test_leaves_a_fault(self, mosaic_client: MosaicClient, mosaic_sandbox: Sandbox) -> None:
        mosaic_sandbox.faults.status("*", 500, count=None)

    def test_second_test_does_not_see_the_fault(
        self, mosaic_client: MosaicClient, mosaic_environment: Environment
    ) -> None:
        assert mosaic_client.access_token().value
        assert list(Environment.objects.all()) == [mosaic_environment]
