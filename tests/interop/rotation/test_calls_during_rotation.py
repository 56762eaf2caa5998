"""Calls of every kind against npm oidc-provider while the client's certificate changes: no call may fail."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self
from urllib.parse import unquote

import pytest
from django.db import connection

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.credentials import transitions
from tests.clock import Clock
from tests.flows.rotating import Resource, let_renew
from tests.interop.conftest import ProviderFactory
from tests.interop.pki import CertificateAuthority
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import Kind
from tests.interop.users_client import ACTOR, CALLBACK, KINDS, add_client, add_environment, register, rotate
from tests.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(17)]

CALLERS = 2
ROTATIONS = 2
TOKEN_LIFETIME = 12  # seconds: on a slow machine, tokens are also renewed because of their age
PAYMENTS = "https://payments.test"
METADATA: dict[str, Any] = {
    "grant_types": [
        "client_credentials",
        "authorization_code",
        "refresh_token",
        "urn:openid:params:grant-type:ciba",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:token-exchange",
    ],
    "backchannel_token_delivery_mode": "poll",
    "resources": [PAYMENTS],
    "plain_access_tokens": True,
}


@pytest.fixture(scope="module")
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


class Caller:
    """A thread that makes every kind of call in each round; every other answer than the expected one is a failure."""

    def __init__(self, provider: OidcProvider, client: Client, url: str) -> None:
        self._mosaic, self._url = MosaicClient(client), url
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mixed calls", daemon=True)
        self._tokens = self._signed_in(provider)
        self.for_a_user = threading.Lock()
        self.rounds = 0
        self.failures: list[str] = []
        self.certificates: Counter[str] = Counter()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the calls hang"

    def _signed_in(self, provider: OidcProvider) -> UserTokens:
        asked = self._mosaic.backchannel_authentication(login_hint="ann", scope="openid offline_access")
        provider.approve_backchannel(asked._code)
        tokens = asked.wait()
        assert tokens is not None
        return tokens

    def _run(self) -> None:
        try:
            with self._mosaic.session(PAYMENTS) as session:
                while not self._stopping.is_set():
                    self._call_for_itself(session)
                    with self.for_a_user:
                        self._call_for_a_user()
                    self.rounds += 1
        except Exception as error:  # noqa: BLE001 - whatever a caller would see is a failure
            self.failures.append(repr(error))
        finally:
            connection.close()

    def _call_for_itself(self, session: Any) -> None:
        mosaic = self._mosaic
        assert session.post(self._url, json={"amount": self.rounds}).status_code == 200
        own = mosaic.access_token(PAYMENTS)
        assert mosaic.introspect(own.value).require_bound_to(own.credential.x5t_s256).is_bound
        other = mosaic.exchange_token(subject_token=own.value, resource=PAYMENTS)
        assert mosaic.introspect(other.value).require_bound_to(other.credential.x5t_s256).is_bound
        assert mosaic.access_token().credential.x5t_s256
        assert mosaic.backchannel_authentication(login_hint="ann").poll() is None
        assert mosaic.device_authorization().poll() is None
        request = mosaic.push_authorization_request(redirect_uri=CALLBACK, scope="openid")
        assert request.request_uri in unquote(mosaic.authorization_url(request))

    def _call_for_a_user(self) -> None:
        mosaic = self._mosaic
        tokens = self._tokens = mosaic.refresh(self._tokens)
        self.certificates[tokens.x5t_s256] += 1
        assert mosaic.userinfo(tokens).subject == "ann"
        assert mosaic.introspect(tokens.access_token).active
        mosaic.revoke(tokens.access_token)
        assert not mosaic.introspect(tokens.access_token).active


class MixedCalls:
    """Several callers at the same time."""

    def __init__(self, provider: OidcProvider, client: Client, url: str) -> None:
        self._callers = [Caller(provider, client, url) for _ in range(CALLERS)]

    def __enter__(self) -> Self:
        for caller in self._callers:
            caller.start()
        return self

    def __exit__(self, *_: object) -> None:
        for caller in self._callers:
            caller.stop()

    @property
    def failures(self) -> list[str]:
        return [failure for caller in self._callers for failure in caller.failures]

    @property
    def certificates(self) -> Counter[str]:
        return sum((caller.certificates for caller in self._callers), Counter())

    def go_round(self, times: int = 2) -> None:
        """Wait until each caller has ended the round it is in, and has made a whole one after it."""
        goals = [(caller, caller.rounds + times) for caller in self._callers]
        wait_until(
            lambda: self.failures or all(caller.rounds >= goal for caller, goal in goals),
            "the next rounds of calls",
            timeout=60,
        )
        assert self.failures == []

    @contextmanager
    def between_users(self) -> Iterator[None]:
        """Pause the calls with a user's token, and no others: one bound to a retired certificate is refused."""
        with ExitStack() as stack:
            for caller in self._callers:
                stack.enter_context(caller.for_a_user)
            yield


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_call_fails_while_the_certificate_changes(
    kind: Kind, provider: OidcProvider, environment: Environment, resource: Resource, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(monkeypatch)  # skips the wait for the first approval
    client = add_client(provider, environment, kind, metadata=METADATA, resource="")
    used = [client.credentials.active().get().x5t_s256]
    with MixedCalls(provider, client, resource.url) as calls:
        calls.go_round()
        for _ in range(ROTATIONS):
            old = client.credentials.active().get()
            used.append(rotate(provider, client, **METADATA).x5t_s256)
            let_renew(client, PAYMENTS)
            calls.go_round()
            with calls.between_users():
                transitions.retire(client, old.kid, actor=ACTOR)
            calls.go_round()  # calls with the old certificate have ended
            register(provider, client, **METADATA)
        calls.go_round()
    assert calls.failures == []
    assert set(calls.certificates) == set(used)
    assert set(resource.answers) == {"200 OK"}
    assert set(resource.certificates) == set(used)
