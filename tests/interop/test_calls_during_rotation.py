"""A mix of calls against npm oidc-provider while the client's certificate changes: nobody who calls may notice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any, Self

import pytest
from django.db import connection

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.user_tokens import UserTokens
from mosaic_clients.core.userinfo import UserInfo
from mosaic_clients.models import Client, Environment
from mosaic_clients.services import credentials
from tests.clock import Clock
from tests.flows.rotating import Resource
from tests.waiting import wait_until

from .conftest import ProviderFactory
from .pki import CertificateAuthority
from .provider import OidcProvider
from .users_client import ACTOR, CA_SIGNED_RSA, SELF_SIGNED_EC, add_client, add_environment, register, rotate
from .walk import Kind

pytestmark = pytest.mark.django_db(transaction=True)

ROTATIONS = 3
TOKEN_LIFETIME = 12  # seconds: the client's own tokens are renewed beside the rotations
PAYMENTS = "https://payments.test"
METADATA: dict[str, Any] = {
    "grant_types": ["client_credentials", "refresh_token", "urn:openid:params:grant-type:ciba"],
    "redirect_uris": [],
    "post_logout_redirect_uris": [],
    "response_types": [],
    "backchannel_token_delivery_mode": "poll",
    "resources": [PAYMENTS],
    "plain_access_tokens": True,
}


@pytest.fixture
def provider(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    with run_provider(access_token_ttl=TOKEN_LIFETIME) as server:
        yield server


@pytest.fixture
def environment(transactional_db: None, provider: OidcProvider, proxy_ca: CertificateAuthority) -> Environment:
    trusted = provider.ca_file.read_text() + proxy_ca.anchors_pem
    return add_environment(provider, trusted_ca=trusted, audiences=["userid-api", PAYMENTS])


@pytest.fixture
def resource(environment: Environment, proxy_ca: CertificateAuthority) -> Iterator[Resource]:
    server = proxy_ca.server()
    with Resource(environment, server.private_key, server.chain) as running:
        yield running


class MixedCalls:
    """A thread that makes every kind of call, round after round."""

    def __init__(self, provider: OidcProvider, client: Client, url: str) -> None:
        self._provider, self._mosaic, self._url = provider, MosaicClient(client), url
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mixed calls", daemon=True)
        self.rounds = self.renewals = 0
        self.failures: list[str] = []
        self.certificates: Counter[str] = Counter()
        self.tokens = self._signed_in()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the calls hang"

    def go_round(self, times: int = 3) -> None:
        """Do nothing but call for a while; whatever was in flight before has ended then."""
        enough = self.rounds + times
        wait_until(lambda: self.rounds >= enough or self.failures, "the next rounds of calls", patience=30)
        assert self.failures == []

    def _signed_in(self) -> UserTokens:
        asked = self._mosaic.backchannel_authentication(login_hint="ann", scope="openid offline_access")
        self._provider.approve_backchannel(asked._code)
        tokens = asked.wait()
        assert tokens is not None
        return tokens

    def _run(self) -> None:
        try:
            with self._mosaic.session(PAYMENTS) as session:
                while not self._stopping.is_set():
                    self._round(session)
                    self.rounds += 1
        except Exception as error:  # noqa: BLE001 - whatever a caller would see is a failure
            self.failures.append(repr(error))
        finally:
            connection.close()

    def _userinfo(self) -> UserInfo:
        """As an application does it: on a 401 it renews the user's tokens and asks once more.

        They stay on the retiring certificate as long as it can be used, and end with it, which may be just now.
        """
        try:
            return self._mosaic.userinfo(self.tokens)
        except MosaicRefusal as error:
            if error.status != 401:
                raise
        self.renewals += 1
        self.tokens = self._mosaic.refresh(self.tokens)
        return self._mosaic.userinfo(self.tokens)

    def _round(self, session: Any) -> None:
        mosaic = self._mosaic
        assert session.post(self._url, json={"amount": self.rounds}).status_code == 200
        own = mosaic.access_token(PAYMENTS)
        assert mosaic.introspect(own.value).require_bound_to(own.credential.x5t_s256).is_bound
        assert mosaic.access_token().credential.x5t_s256
        self.tokens = mosaic.refresh(self.tokens)
        self.certificates[self.tokens.x5t_s256] += 1
        assert self._userinfo().subject == "ann"
        assert mosaic.introspect(self.tokens.access_token).active
        mosaic.revoke(self.tokens.access_token)
        assert not mosaic.introspect(self.tokens.access_token).active
        assert mosaic.backchannel_authentication(login_hint="ann").poll() is None


@pytest.mark.parametrize("kind", [SELF_SIGNED_EC, CA_SIGNED_RSA], ids=lambda kind: kind.name)
def test_no_call_fails_while_the_certificate_changes(
    kind: Kind, provider: OidcProvider, environment: Environment, resource: Resource, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(monkeypatch)  # the first approval is not waited for
    client = add_client(provider, environment, kind, metadata=METADATA, resource="")
    used = [client.credentials.active().get().x5t_s256]
    with MixedCalls(provider, client, resource.url) as calls:
        calls.go_round()
        for _ in range(ROTATIONS):
            old = client.credentials.active().get()
            used.append(rotate(provider, client, **METADATA).x5t_s256)
            calls.go_round()
            credentials.retire(client, old.kid, actor=ACTOR)
            calls.go_round()  # what was sent with the old certificate has arrived
            register(provider, client, **METADATA)
        calls.go_round()
    assert calls.failures == []
    assert calls.renewals <= ROTATIONS
    assert set(calls.certificates) == set(used)
    assert set(resource.answers) == {"200 OK"}
    assert set(resource.certificates) == set(used)
