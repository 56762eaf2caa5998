"""A real nginx that terminates TLS and forwards the client certificate, as the proxy of a deployment does."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 10
STOP_SECONDS = 60  # a process that hangs fails the test; a busy machine does not
CERTIFICATE_HEADER = "X-SSL-Client-Cert"
# nginx does not stop with the process that started it; the shell stops it if the test run is killed.
END_WITH_STDIN = '"$@" & child=$!; read -r _; kill $child; wait $child'

# One process without a master: it does not change its user, so a private folder is enough.
CONFIG = """
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
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {certificate};
        ssl_certificate_key {key};
        ssl_verify_client optional_no_ca;
        location / {{
            proxy_pass http://{upstream};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header {header} $ssl_client_escaped_cert;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class NginxProxy:
    port: int

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"


def find_nginx() -> str | None:
    # Debian installs it in sbin, which is not on every user's path.
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))


def free_port() -> int:
    """A loopback port that is not in use."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_tls(port: int, folder: Path) -> None:
    """Wait until a TLS handshake succeeds; raises RuntimeError with the ``error.log`` of the folder."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as plain, context.wrap_socket(plain):
                return
        except OSError:
            time.sleep(0.05)
    log = folder / "error.log"
    raise RuntimeError(f"the proxy did not start: {log.read_text() if log.exists() else 'no log'}")


@contextmanager
def running(command: list[str]) -> Iterator[None]:
    """Run a server process until the block, or this process, ends."""
    with subprocess.Popen(["sh", "-c", END_WITH_STDIN, "sh", *command], stdin=subprocess.PIPE) as process:
        try:
            yield
        finally:
            if process.stdin:
                process.stdin.close()
            process.wait(STOP_SECONDS)


@contextmanager
def nginx(*, upstream: str, certificate: Path, key: Path, folder: Path) -> Iterator[NginxProxy]:
    """Proxy TLS to `upstream` (host:port): accepts any client certificate and forwards it in one header."""
    binary = find_nginx()
    if binary is None:
        raise RuntimeError("nginx is not installed")
    port = free_port()
    prefix = folder / f"nginx-{port}"
    prefix.mkdir()
    config_file = prefix / "nginx.conf"
    values = {"folder": prefix, "port": port, "certificate": certificate, "key": key, "upstream": upstream}
    config_file.write_text(CONFIG.format(**values, header=CERTIFICATE_HEADER))
    command = [binary, "-p", str(prefix), "-c", str(config_file), "-e", str(prefix / "error.log")]
    with running(command):
        wait_for_tls(port, prefix)
        yield NginxProxy(port)
