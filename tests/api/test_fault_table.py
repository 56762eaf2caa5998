"""The fault table as a programmer sees it: every row through MosaicClient, with its tries and its database rows.

Each fault raises its exception, within the limits of the settings and without a secret. The same call works later.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.api import AuthorizationRequest, MosaicClient
from mosaic_clients.core.errors import AnswerUnusable, TLSFailure, Unreachable
from mosaic_clients.models import AccessToken, Client
from mosaic_clients.transport.http import Limits
from tests.mosaic import closed_port
from tests.pki import DAY, Pair
from tests.services.user_login.logging_in import CALLBACK
from tests.transport.fault_server import TOKEN, Exchange, FaultServer, plain, serving
from tests.transport.faults.every_call import SECRET
from tests.transport.faults.test_fault_table import ANSWERS, LATE, Outcome, full_port, require
from tests.transport.material import NOW, ServerFiles, client_identity, current_authority, server_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow(11)]

LIMITS = Limits(connect=0.5, read=0.4, total=1.5)
PATIENT = Limits(connect=3, read=10, total=20)
WRONG_TYPES = plain({"access_token": 5, "token_type": [], "active": "yes"})
ANSWERED = {
    **ANSWERS,
    "wrong types": (WRONG_TYPES, Outcome(AnswerUnusable, ("answer_unusable",), retryable=False, status=200)),
}
NO_TLS = Outcome(TLSFailure, ("tls_failure",), retryable=True)
NOT_ANSWERED = {
    "connect refused": Outcome(Unreachable, ("unreachable",), retryable=True),
    "connect timeout": LATE,
    "TLS alert": Outcome(TLSFailure, ("tls_failure", "reset"), retryable=True),
    "wrong server certificate": NO_TLS,
    "expired server certificate": NO_TLS,
}


@dataclass(frozen=True)
class Shop:
    """A client, the authorization request whose URL a browser has, and the address of its Mosaic."""

    mosaic: MosaicClient
    client: Client
    request: AuthorizationRequest

    def go_to(self, port: int) -> None:
        self.client.environment.base_url = f"https://127.0.0.1:{port}/cis"
        self.client.environment.save()


CALLS: dict[str, Callable[[Shop], Any]] = {
    "access_token": lambda shop: shop.mosaic.access_token(),
    "session": lambda shop: shop.mosaic.session().get(f"{shop.client.environment.base_url}/payments"),
    "introspect": lambda shop: shop.mosaic.introspect(SECRET),
    "exchange_code": lambda shop: shop.mosaic.exchange_code(
        shop.request, f"{CALLBACK}?code={SECRET}&state={shop.request.state}"
    ),
    "refresh": lambda shop: shop.mosaic.refresh(SECRET),
}


def good(exchange: Exchange) -> None:
    plain({"active": True, "exp": 9999999999} if "/introspection" in exchange.head else TOKEN)(exchange)


@pytest.fixture(scope="module")
def root() -> Pair:
    return current_authority()


@pytest.fixture
def shop(active: Client, root: Pair, settings: Any) -> Shop:
    active.bound = False
    active.save()
    active.environment.trusted_ca = root.pem
    active.environment.save()
    request = MosaicClient(active).authorization_request(redirect_uri=CALLBACK, scope="payments")
    return Shop(MosaicClient(active), active, request)


@pytest.fixture
def limited(settings: Any) -> Callable[[Limits], None]:
    def put(limits: Limits) -> None:
        named = {"CONNECT_TIMEOUT": limits.connect, "READ_TIMEOUT": limits.read, "TOTAL_TIMEOUT": limits.total}
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **named}

    return put


@pytest.fixture
def server(root: Pair, shop: Shop, tmp_path: Path) -> Iterator[FaultServer]:
    """The Mosaic that is reachable after the fault; it requires the client's certificate."""
    with serving(good, context=context_of(server_of(root), shop.client, tmp_path)) as running:
        yield running


def context_of(pair: Pair, client: Client, folder: Path) -> ssl.SSLContext:
    certificate = client.credentials.active().get().chain
    return ServerFiles.written(pair, folder).context(accepted_clients=certificate)


def works(make: Callable[[Shop], Any], shop: Shop, server: FaultServer) -> None:
    """Checks that a later call succeeds, and that every call presented the certificate."""
    AccessToken.objects.update(due_at=timezone.now())
    assert make(shop)
    shown = shop.client.credentials.active().get().x5t_s256
    assert {exchange.client_x5t_s256 for exchange in server.exchanges} == {shown}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", ANSWERED)
def test_unusable_response_raises_and_a_later_call_works(
    fault: str,
    call: str,
    shop: Shop,
    server: FaultServer,
    limited: Callable[[Limits], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    answer, outcome = ANSWERED[fault]
    server.answers[:] = [answer]
    shop.go_to(server.port)
    limited(LIMITS)
    require(lambda: CALLS[call](shop), outcome, caplog.text, limits=LIMITS)
    server.answers[:] = [good]
    limited(PATIENT)
    works(CALLS[call], shop, server)
    assert "elsewhere" not in " ".join(exchange.head for exchange in server.exchanges)


@contextmanager
def unreachable_port(case: str, root: Pair, client: Client, folder: Path) -> Iterator[int]:
    """A port without a working Mosaic, for the reason that the case names."""
    if case == "connect refused":
        yield closed_port()
        return
    if case == "connect timeout":
        with full_port() as port:
            yield port
        return
    knows, demand, pair = client.credentials.active().get().chain, False, server_of(root)
    if case == "TLS alert":
        knows, demand = client_identity(name="other").chain_pem, True
    elif case == "wrong server certificate":
        pair = server_of(current_authority("CN=Elsewhere"))
    else:
        pair = server_of(root, ends=NOW - DAY / 24)
    context = ServerFiles.written(pair, folder).context(accepted_clients=knows, demand=demand)
    with serving(good, context=context) as running:
        yield running.port
        assert running.exchanges == []  # no secret is left


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("case", NOT_ANSWERED)
def test_unreachable_mosaic_raises_and_a_later_call_works(
    case: str,
    call: str,
    root: Pair,
    shop: Shop,
    server: FaultServer,
    limited: Callable[[Limits], None],
    tmp_path: Path,
) -> None:
    limited(LIMITS)
    with unreachable_port(case, root, shop.client, tmp_path) as port:
        shop.go_to(port)
        require(lambda: CALLS[call](shop), NOT_ANSWERED[case], limits=LIMITS)
    shop.go_to(server.port)
    limited(PATIENT)
    works(CALLS[call], shop, server)
