"""Proxies that people do write: the spoof check says what gets through each, and only that."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mosaic_clients.core.forged_headers import twins
from tests.edge.conftest import Deployment, Serve
from tests.edge.proxies import Edge, haproxy, nginx, readme_block
from tests.interop.operator_shell import Finished

pytestmark = pytest.mark.slow(9)

SET_BY_NGINX = "proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;"
SET_WHERE_THERE_IS_ONE = """
map $ssl_client_escaped_cert $forwarded_certificate {
    ""      $http_x_ssl_client_cert;
    default $ssl_client_escaped_cert;
}
"""
EVERY_SPELLING = "http-request del-header ^x[-_]ssl[-_]client[-_]der$ -m reg"


def got_through(done: Finished) -> list[dict[str, Any]]:
    """What the check reports; it must have failed in one clear line."""
    assert done.code == 1
    assert "GOT THROUGH" in done.stderr.strip().splitlines()[-1]
    return [forgery for forgery in json.loads(done.stdout)["forgeries"] if forgery["verdict"] == "through"]


def test_nginx_that_forwards_the_callers_own_header_where_no_certificate_was_shown(
    deployment: Deployment, edge: Edge, serve: Serve
) -> None:
    block = readme_block("nginx")
    assert SET_BY_NGINX in block
    careless = SET_WHERE_THERE_IS_ONE + block.replace(
        SET_BY_NGINX, "proxy_set_header X-SSL-Client-Cert $forwarded_certificate;"
    )
    with serve("nginx") as upstream, nginx(edge, upstream, careless) as url:
        assert deployment.ask(url, edge.ca_file, "ledger").status == 401  # nothing seems to be wrong
        found = got_through(deployment.spoof_check(url, edge.ca_file, "--json"))
    assert {"X-SSL-Client-Cert", "x-ssl-client-cert", "X-SSL-CLIENT-CERT"} <= {each["spelling"] for each in found}
    assert {each["header"] for each in found} == {"X-SSL-Client-Cert"}
    assert {each["without_certificate"] for each in found} == {200}
    assert {each["with_another_certificate"] for each in found} == {401}


def test_haproxy_that_removes_one_spelling_in_front_of_a_server_that_takes_all(
    deployment: Deployment, edge: Edge, serve: Serve
) -> None:
    block = readme_block("haproxy")
    assert EVERY_SPELLING in block
    careless = block.replace(EVERY_SPELLING, "http-request del-header X-SSL-Client-DER")
    with (
        serve("haproxy", "--header-map", "dangerous") as upstream,
        haproxy(edge, upstream, careless) as url,
    ):
        found = got_through(deployment.spoof_check(url, edge.ca_file, "--json"))
    spellings = {each["spelling"] for each in found}
    assert set(twins("X-SSL-Client-DER")[1:]) <= spellings
    assert not {"X-SSL-Client-DER", "x-ssl-client-der", "X-SSL-Client-DER twice"} & spellings
