"""(b) Measures a whole DRF request through the WSGI handler, as a ratio to the same view without protection.

python -m tests.benchmarks.drf_request
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string

from tests.benchmarks.interleave import Candidate, interleave
from tests.benchmarks.running_site import MISSING, Site, running_site

NAMES = {
    "simplejwt": "simplejwt, stateless, JWKS",
    "drf-oidc-auth": "drf-oidc-auth, JWT, its user row",
    "pyjwt": "PyJWT, own authentication class",
}


def main() -> None:
    """Print the table."""
    with running_site() as site:
        measure(site)


def measure(site: Site) -> dict[str, float]:
    """Returns the ratio to the unprotected view, by name."""
    print("\nA DRF request through the WSGI handler: ratio to the same view unprotected")
    client = _Client()
    plain, bound = site.issuer.tokens(1, bound_to=None)[0], site.issuer.tokens(1, bound_to=site.x5t_s256)[0]
    candidates = [
        client.candidate("authentication that does nothing", "nothing"),
        client.candidate("ours, warm", "ours", token=plain),
        client.candidate("ours, bound, warm (nginx header)", "ours", token=bound, header=site.nginx_header),
        client.cold("ours, cold", lambda number: site.issuer.tokens(number, bound_to=None)),
        client.cold(
            "ours, bound, cold",
            lambda number: site.issuer.tokens(number, bound_to=site.x5t_s256),
            header=site.nginx_header,
        ),
        *(
            client.candidate(NAMES[name], name, token=plain)
            for name in import_string(f"{settings.ROOT_URLCONF}.PRESENT")
        ),
    ]
    for name in import_string(f"{settings.ROOT_URLCONF}.MISSING"):
        print(f"  {NAMES[name]:<44} {MISSING}")
    return interleave(client.candidate("unprotected", "unprotected"), candidates, calls=200)


class _Client:
    """Calls the handler as a WSGI server does, without a network; every answer must be a 200."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        self._status = ""

    def candidate(self, name: str, path: str, *, token: str | None = None, header: str | None = None) -> Candidate:
        """Sends the same request each time."""
        return Candidate(name, self._run, lambda number: [_environ(path, token, header) for _ in range(number)])

    def cold(self, name: str, tokens: Callable[[int], list[str]], *, header: str | None = None) -> Candidate:
        """Sends a token not seen before with every request."""
        return Candidate(name, self._run, lambda number: [_environ("ours", token, header) for token in tokens(number)])

    def _run(self, environ: Any) -> None:
        answer = self._handler(environ, self._start)
        for _ in answer:
            pass
        answer.close()
        if self._status != "200 OK":
            raise AssertionError(f"{environ['PATH_INFO']} answered {self._status}")

    def _start(self, status: str, headers: Any, exc_info: Any = None) -> Any:
        self._status = status


def _environ(path: str, token: str | None, header: str | None) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/{path}/",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": "*/*",
        "HTTP_USER_AGENT": "benchmark",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if token is not None:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    if header is not None:
        environ["HTTP_X_SSL_CLIENT_CERT"] = header
    return environ


if __name__ == "__main__":
    main()
