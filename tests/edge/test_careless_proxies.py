"""Tests that the spoof check reports exactly the forgeries that a careless proxy configuration lets through."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mosaic_clients.core.forwarded_certificate.forgeries import header_aliases
from tests.edge.conftest import Deployment, Serve
from tests.edge.proxies import Edge, documented_block, haproxy, nginx
from tests.interop.shell.operator_shell import Finished

pytestmark = pytest.mark.slow(16)

SET_BY_NGINX = "proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;"
SET_IF_PRESENT = """
map $ssl_client_escaped_cert $forwarded_certificate {
    ""      $http_x_ssl_client_cert;
    default $ssl_client_escaped_cert;
}
"""
DELETE_EVERY_SPELLING = "http-request del-header ^x[-_]ssl[-_]client[-_]der$ -m reg"


def successful_forgeries(done: Finished) -> list[dict[str, Any]]:
    """Returns the forgeries that got through. The check must have failed with one clear line."""
    assert done.code == 1
    assert "GOT THROUGH" in done.stderr.strip().splitlines()[-1]
    return [forgery for forgery in json.loads(done.stdout)["forgeries"] if forgery["verdict"] == "through"]


def test_spoof_check_finds_nginx_that_forwards_callers_header(deployment: Deployment, edge: Edge, serve: Serve) -> None:
    block = documented_block("nginx")
    assert SET_BY_NGINX in block
    careless = SET_IF_PRESENT + block.replace(
        SET_BY_NGINX, "proxy_set_header X-SSL-Client-Cert $forwarded_certificate;"
    )
    with serve("nginx") as upstream, nginx(edge, upstream, careless) as url:
        assert deployment.ask(url, edge.ca_file, "ledger").status == 401  # a simple test shows no problem
        forgeries = successful_forgeries(deployment.spoof_check(url, edge.ca_file, "--json"))
    assert {"X-SSL-Client-Cert", "x-ssl-client-cert", "X-SSL-CLIENT-CERT"} <= {each["spelling"] for each in forgeries}
    assert {each["header"] for each in forgeries} == {"X-SSL-Client-Cert"}
    assert {each["without_certificate"] for each in forgeries} == {200}
    assert {each["with_another_certificate"] for each in forgeries} == {401}


def test_spoof_check_finds_haproxy_that_deletes_one_spelling_only(
    deployment: Deployment, edge: Edge, serve: Serve
) -> None:
    block = documented_block("haproxy")
    assert DELETE_EVERY_SPELLING in block
    careless = block.replace(DELETE_EVERY_SPELLING, "http-request del-header X-SSL-Client-DER")
    with (
        serve("haproxy", "--header-map", "dangerous") as upstream,
        haproxy(edge, upstream, careless) as url,
    ):
        forgeries = successful_forgeries(deployment.spoof_check(url, edge.ca_file, "--json"))
    spellings = {each["spelling"] for each in forgeries}
    assert set(header_aliases("X-SSL-Client-DER")[1:]) <= spellings
    assert not {"X-SSL-Client-DER", "x-ssl-client-der", "X-SSL-Client-DER twice"} & spellings
