"""Plain http.client calls over TLS, so that the harness does not use the code that it tests."""

import json
import ssl
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.interop.pki import Identity

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def tls_context(ca_file: Path, identity: Identity | None, folder: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(ca_file))
    if identity is not None:
        # ssl can only read files.
        pem = folder / "client.pem"
        pem.write_text(identity.private_key + identity.chain)
        context.load_cert_chain(pem)
    return context


@dataclass(frozen=True)
class Caller:
    """A caller with or without a certificate."""

    context: ssl.SSLContext

    def get(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        return self._send("GET", url, None, headers or {})

    def post(self, url: str, **form: str) -> Answer:
        return self._send("POST", url, urlencode(form), FORM)

    def _send(self, method: str, url: str, body: str | None, headers: dict[str, str]) -> Answer:
        address = urlsplit(url)
        connection = HTTPSConnection(address.netloc, timeout=20, context=self.context)
        try:
            connection.request(method, address.path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read())
        finally:
            connection.close()
