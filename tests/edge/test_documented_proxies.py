"""Tests the proxies as docs/proxies.md configures them. They forward the certificate and no header of the caller."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.edge.conftest import Deployment, Serve
from tests.edge.proxies import Edge, apache, documented_block, haproxy, nginx

pytestmark = pytest.mark.slow(18)


def rfc9440_block() -> str:
    """Returns HAProxy's configuration with its two header lines replaced, as the page says."""
    lines = [
        line
        for line in documented_block("haproxy").splitlines()
        if "client-der" not in line.lower() and "[-_]der" not in line
    ]
    assert len(documented_block("haproxy").splitlines()) - len(lines) == 2
    index = next(number for number, line in enumerate(lines) if "X-Forwarded-Proto" in line)
    return "\n".join([*lines[:index], documented_block("rfc9440"), *lines[index:]])


FRONTS: dict[str, tuple[Callable[..., AbstractContextManager[str]], Callable[[], str]]] = {
    "nginx": (nginx, lambda: documented_block("nginx")),
    "haproxy": (haproxy, lambda: documented_block("haproxy")),
    "rfc9440": (haproxy, rfc9440_block),
    "apache": (apache, lambda: documented_block("apache")),
}


@dataclass(frozen=True)
class Front:
    form: str
    url: str


@pytest.fixture(scope="module", params=list(FRONTS))
def front(request: pytest.FixtureRequest, edge: Edge, serve: Serve) -> Iterator[Front]:
    """Runs each proxy in front of a server that maps underscores to hyphens, so that only the proxy protects it."""
    proxy, block = FRONTS[request.param]
    with serve(request.param, "--header-map", "dangerous") as upstream, proxy(edge, upstream, block()) as url:
        yield Front(request.param, url)


@pytest.mark.parametrize(("client", "status"), [("payments", 200), ("ledger", 401), (None, 401)])
def test_bound_token_requires_its_certificate(
    client: str | None, status: int, front: Front, deployment: Deployment, edge: Edge
) -> None:
    reply = deployment.ask(front.url, edge.ca_file, client)
    assert reply.status == status
    assert (reply.json.get("bound") is True) == (status == 200)


def test_spoof_check_passes(front: Front, deployment: Deployment, edge: Edge) -> None:
    done = deployment.spoof_check(front.url, edge.ca_file, "--json")
    assert done.code == 0, (done.stderr, done.stdout[:2000])
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["fired"] == len(report["forgeries"]) > 150
    assert {forgery["verdict"] for forgery in report["forgeries"]} == {"refused"}
    statuses = {
        forgery[mode] for forgery in report["forgeries"] for mode in ("without_certificate", "with_another_certificate")
    }
    assert 401 in statuses
    assert deployment.token not in done.stdout + done.stderr
