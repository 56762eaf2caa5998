"""Runs the proxies with the configurations of docs/proxies.md. Replaces only ports, paths and addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.interop.nginx import find_nginx, free_port, running, wait_for_tls
from tests.interop.pki import CertificateAuthority

PAGE = Path(__file__).parents[2] / "docs" / "proxies.md"

NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{block}
}}
"""
HAPROXY = """
global
    maxconn 64
defaults
    timeout connect 5s
    timeout client 20s
    timeout server 20s
{block}
"""
APACHE_MODULES = ("mpm_event", "authz_core", "ssl", "headers", "proxy", "proxy_http")
APACHE = """
ServerRoot {folder}
ServerName localhost
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
Listen 127.0.0.1:{port}
ThreadsPerChild 8
ServerLimit 1
StartServers 1
MaxRequestWorkers 8
{modules}
{block}
"""


def documented_block(name: str) -> str:
    """Returns the documented configuration of a proxy."""
    _, marker, rest = PAGE.read_text().partition(f"<!-- proxy {name} -->\n")
    assert marker, f"{PAGE.name} has no configuration marked 'proxy {name}'"
    fence, _, block = rest.partition("\n")
    assert fence.startswith("```")
    return block.partition("\n```")[0]


@dataclass(frozen=True)
class Edge:
    """The files of the proxies below ``folder``, with a server certificate of ``authority``."""

    folder: Path
    authority: CertificateAuthority

    @property
    def ca_file(self) -> Path:
        return self.folder / "proxy_ca.pem"

    def prepare(self) -> Edge:
        server = self.authority.server()
        self.ca_file.write_text(self.authority.anchors_pem)
        (self.folder / "api.pem").write_text(server.chain)
        (self.folder / "api.key").write_text(server.private_key)
        (self.folder / "both.pem").write_text(server.chain + server.private_key)
        return self


def replace_places(block: str, **places: str) -> str:
    """Returns the block with each documented value replaced. Each must occur exactly once."""
    for place, value in places.items():
        documented = PLACES[place]
        assert block.count(documented) == 1, f"{documented!r} is not exactly once in the documented configuration"
        block = block.replace(documented, value)
    return block


PLACES = {
    "nginx_listen": "listen 443 ssl",
    "haproxy_bind": "bind :443",
    "apache_host": "*:443",
    "certificate": "/etc/ssl/api.pem",
    "key": "/etc/ssl/api.key",
    "both": "/etc/ssl/api-and-key.pem",
    "clients": "/etc/ssl/clients.pem",
    "upstream": "10.0.0.8:8000",
}


@contextmanager
def nginx(edge: Edge, upstream: str, block: str) -> Iterator[str]:
    """Runs nginx with the documented server block. Yields its URL."""
    binary = find_nginx() or pytest.skip("nginx is not installed (apt install nginx-light)")
    port, folder = free_port(), edge.folder
    files = {"certificate": str(folder / "api.pem"), "key": str(folder / "api.key"), "upstream": upstream}
    block = replace_places(block, nginx_listen=f"listen 127.0.0.1:{port} ssl", **files)
    config = folder / f"nginx-{port}.conf"
    config.write_text(NGINX.format(folder=folder, block=block))
    with running([binary, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]):
        wait_for_tls(port, folder)
        yield f"https://127.0.0.1:{port}"


@contextmanager
def haproxy(edge: Edge, upstream: str, block: str) -> Iterator[str]:
    """Runs HAProxy with the documented frontend and backend. Yields its URL."""
    binary = shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if binary is None:
        pytest.skip("haproxy is not installed (apt install haproxy)")
    port, folder = free_port(), edge.folder
    files = {"both": str(folder / "both.pem"), "clients": str(edge.ca_file), "upstream": upstream}
    block = replace_places(block, haproxy_bind=f"bind 127.0.0.1:{port}", **files)
    config = folder / f"haproxy-{port}.cfg"
    config.write_text(HAPROXY.format(block=block))
    with running([binary, "-db", "-q", "-f", str(config)]):
        wait_for_tls(port, folder)
        yield f"https://127.0.0.1:{port}"


@contextmanager
def apache(edge: Edge, upstream: str, block: str) -> Iterator[str]:
    """Runs Apache with the documented virtual host. Yields its URL."""
    binary = shutil.which("apache2", path="/usr/sbin:/usr/bin")
    if binary is None:
        pytest.skip("Apache is not installed (apt install apache2-bin)")
    port, folder = free_port(), edge.folder
    files = {"certificate": str(folder / "api.pem"), "key": str(folder / "api.key"), "upstream": upstream}
    block = replace_places(block, apache_host=f"127.0.0.1:{port}", **files)
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in APACHE_MODULES)
    config = folder / f"apache-{port}.conf"
    config.write_text(APACHE.format(folder=folder, port=port, modules=modules, block=block))
    with running([binary, "-D", "FOREGROUND", "-f", str(config)]):
        wait_for_tls(port, folder)
        yield f"https://127.0.0.1:{port}"
