"""The proxies as the README configures them: the certificate counts, and nothing that a caller writes does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.edge.conftest import Deployment, Serve
from tests.edge.proxies import Edge, apache, haproxy, nginx, readme_block

pytestmark = pytest.mark.slow(9)


def rfc9440_block() -> str:
    """HAProxy's configuration with its two header lines exchanged, as the README says."""
    kept = [
        line
        for line in readme_block("haproxy").splitlines()
        if "client-der" not in line.lower() and "[-_]der" not in line
    ]
    assert len(readme_block("haproxy").splitlines()) - len(kept) == 2
    place = next(number for number, line in enumerate(kept) if "X-Forwarded-Proto" in line)
    return "\n".join([*kept[:place], readme_block("rfc9440"), *kept[place:]])


FRONTS: dict[str, tuple[Callable[..., AbstractContextManager[str]], Callable[[], str]]] = {
    "nginx": (nginx, lambda: readme_block("nginx")),
    "haproxy": (haproxy, lambda: readme_block("haproxy")),
    "rfc9440": (haproxy, rfc9440_block),
    "apache": (apache, lambda: readme_block("apache")),
}


@dataclass(frozen=True)
class Front:
    form: str
    url: str


@pytest.fixture(scope="module", params=list(FRONTS))
def front(request: pytest.FixtureRequest, edge: Edge, serve: Serve) -> Iterator[Front]:
    """Each in front of a server that takes underscores for hyphens, so that the proxy alone has to hold."""
    proxy, block = FRONTS[request.param]
    with serve(request.param, "--header-map", "dangerous") as upstream, proxy(edge, upstream, block()) as url:
        yield Front(request.param, url)


@pytest.mark.parametrize(("client", "status"), [("payments", 200), ("ledger", 401), (None, 401)])
def test_a_bound_token_passes_with_its_own_certificate_alone(
    client: str | None, status: int, front: Front, deployment: Deployment, edge: Edge
) -> None:
    reply = deployment.ask(front.url, edge.ca_file, client)
    assert reply.status == status
    assert (reply.json.get("bound") is True) == (status == 200)


def test_the_spoof_check_passes(front: Front, deployment: Deployment, edge: Edge) -> None:
    done = deployment.spoof_check(front.url, edge.ca_file, "--json")
    assert done.code == 0, (done.stderr, done.stdout[:2000])
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["fired"] == len(found["forgeries"]) > 150
    assert {forgery["verdict"] for forgery in found["forgeries"]} == {"refused"}
    statuses = {
        forgery[mode] for forgery in found["forgeries"] for mode in ("without_certificate", "with_another_certificate")
    }
    assert 401 in statuses
    assert deployment.token not in done.stdout + done.stderr
