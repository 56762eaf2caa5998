"""MosaicClient against a real resource server, which requires the certificate that a token is bound to."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.encoding import decode_base64url
from mosaic_clients.core.errors import NoAccessToken, UnknownName, Unreachable
from mosaic_clients.core.pki.certificates import thumbprint
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox, TLSServer
from tests.mosaic import RESOURCE, TOKEN, activate, counting, go_down
from tests.services.user_login.logging_in import allow_logins, logged_in

pytestmark = pytest.mark.django_db


class Everything(set[str]):
    """A set that contains every token."""

    def __contains__(self, token: object) -> bool:
        return True


class ResourceServer:
    """Accepts a caller whose certificate matches the token's ``cnf`` and whose token is not blocked."""

    def __init__(self, mosaic: Sandbox) -> None:
        identity = mosaic.server_identity
        self.blocked: set[str] = set()
        self.bodies: list[bytes] = []
        self.server = TLSServer(
            self._answer, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem
        )

    def _answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        claims = json.loads(decode_base64url(token.split(".")[1])) if token else {}
        presented = environ.get("SSL_CLIENT_CERT")
        x5t = thumbprint(ssl.PEM_cert_to_DER_cert(presented)) if presented else None
        self.bodies.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        good = token not in self.blocked and claims.get("cnf", {}).get("x5t#S256") == x5t is not None
        start_response("200 OK" if good else "401 Unauthorized", [("Content-Type", "application/json")])
        return [json.dumps({"aud": claims.get("aud")}).encode()]


@pytest.fixture
def api(mosaic: Sandbox) -> Iterator[ResourceServer]:
    resource_server = ResourceServer(mosaic)
    resource_server.server.start()
    yield resource_server
    resource_server.server.stop()


def test_named_returns_client_and_refuses_unknown_name(active: Client) -> None:
    assert repr(MosaicClient.named("payments")) == "<MosaicClient payments>"
    with pytest.raises(UnknownName, match="'paymens'"):
        MosaicClient.named("paymens")


def test_access_token_is_fetched_once(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        tokens = {MosaicClient.named("payments").access_token().value for _ in range(3)}
    assert len(tokens) == request_counts[TOKEN] == 1


def test_session_sends_token_with_its_certificate(api: ResourceServer, active: Client) -> None:
    session = MosaicClient.named("payments").session()
    answer = session.post(api.server.url, json={"amount": 5})
    assert answer.status_code == 200
    assert answer.json() == {"aud": RESOURCE}
    assert json.loads(api.bodies[0]) == {"amount": 5}
    other = MosaicClient.named("payments").session(f"{RESOURCE}/other")
    assert other.get(api.server.url).json() == {"aud": f"{RESOURCE}/other"}


def test_session_changes_token_and_certificate_together_on_rotation(
    mosaic: Sandbox, api: ResourceServer, active: Client
) -> None:
    session = MosaicClient.named("payments").session()
    assert session.get(api.server.url).status_code == 200
    activate(mosaic, active)
    assert session.get(api.server.url).status_code == 200
    assert active.access_tokens.get().credential == active.credentials.active().get()


def test_session_retries_once_with_new_token_after_401(mosaic: Sandbox, api: ResourceServer, active: Client) -> None:
    client = MosaicClient.named("payments")
    api.blocked.add(client.access_token().value)
    with counting(mosaic) as request_counts:
        assert client.session().post(api.server.url, json={"amount": 5}).status_code == 200
    assert request_counts[TOKEN] == 1
    assert [json.loads(body) for body in api.bodies] == [{"amount": 5}] * 2


def test_session_returns_second_401_to_caller(mosaic: Sandbox, active: Client, api: ResourceServer) -> None:
    session = MosaicClient.named("payments").session()

    api.blocked = Everything()
    with counting(mosaic) as request_counts:
        assert session.get(api.server.url).status_code == 401
    assert (request_counts[TOKEN], len(api.bodies)) == (2, 2)


def test_session_ignores_authorization_and_verify_of_caller(api: ResourceServer, active: Client) -> None:
    session = MosaicClient.named("payments").session()
    answer = session.get(api.server.url, headers={"Authorization": "Bearer mine"}, verify=False, cert="/nowhere")
    assert answer.status_code == 200


def test_session_sends_nothing_without_token(api: ResourceServer, active: Client) -> None:
    go_down(active.environment)
    session = MosaicClient.named("payments").session()
    with pytest.raises(Exception, match="cannot be reached"):
        session.get(api.server.url)
    with pytest.raises(NoAccessToken):
        session.get(api.server.url)
    assert api.bodies == []


def test_session_refuses_http_url(active: Client) -> None:
    with pytest.raises(requests.exceptions.InvalidSchema):
        MosaicClient.named("payments").session().get("http://127.0.0.1/")


def test_user_session_presents_certificate_of_user_token(mosaic: Sandbox, api: ResourceServer, active: Client) -> None:
    shop = allow_logins(mosaic, active)
    tokens = logged_in(mosaic, shop)
    activate(mosaic, active)
    answer = shop.user_session(tokens).get(api.server.url)
    assert (answer.status_code, answer.json()) == (200, {"aud": "userid-api"})
    assert shop.user_session(logged_in(mosaic, shop)).get(api.server.url).status_code == 200
    api.blocked.add(tokens.access_token)
    with counting(mosaic) as request_counts:
        assert shop.user_session(tokens).get(api.server.url).status_code == 401
    assert (dict(request_counts), len(api.bodies)) == ({}, 3)  # it cannot be renewed, so nothing is sent twice


def test_session_fetches_no_token_per_request_for_resource_that_refuses_all(
    mosaic: Sandbox, active: Client, api: ResourceServer
) -> None:
    api.blocked = Everything()
    MosaicClient.named("payments").access_token()
    with counting(mosaic) as request_counts:
        answers = [MosaicClient.named("payments").session().get(api.server.url).status_code for _ in range(6)]
    assert answers == [401] * 6
    assert request_counts[TOKEN] == 1


def test_session_replaces_token_after_each_revocation(mosaic: Sandbox, active: Client, api: ResourceServer) -> None:
    client = MosaicClient.named("payments")
    for _ in range(3):
        api.blocked.add(client.access_token().value)
        assert client.session().get(api.server.url).status_code == 200


def test_session_returns_401_when_mosaic_issues_no_other_token(
    mosaic: Sandbox, active: Client, api: ResourceServer
) -> None:
    client = MosaicClient.named("payments")
    api.blocked.add(client.access_token().value)
    go_down(active.environment)
    assert client.session().get(api.server.url).status_code == 401


def test_long_lived_client_object_follows_environment_changes(mosaic: Sandbox, active: Client) -> None:
    client = MosaicClient.named("payments")
    token = client.access_token().value
    assert client.introspect(token).active
    go_down(active.environment)
    with pytest.raises(Unreachable):
        client.introspect(token)
    active.environment.base_url = mosaic.base_url
    active.environment.save()
    assert client.introspect(token).active


def test_removed_client_raises_unknown_name(payments: Client) -> None:
    client = MosaicClient(payments)
    payments.credentials.all().delete()
    Client.objects.filter(pk=payments.pk).delete()
    with pytest.raises(UnknownName, match="was removed"):
        client.access_token()
