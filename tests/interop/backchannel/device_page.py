"""A user at the provider's device page, who enters the code, approves or denies, and signs in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.interop.http_client import FORM, Caller

_XSRF = re.compile(r'name="xsrf" value="([0-9a-f]+)"')


@dataclass
class DevicePage:
    """One browser with its cookies, at ``verification_uri``."""

    caller: Caller
    verification_uri: str
    _cookies: dict[str, str] = field(default_factory=dict)

    def decide(self, user_code: str, *, approve: bool) -> str:
        """Enter the code and decide; returns the text of the last page."""
        _, page = self._send("GET", self.verification_uri)
        xsrf = _XSRF.search(page)
        assert xsrf is not None, page
        form = {"xsrf": xsrf[1], "user_code": user_code}
        status, page = self._send("POST", self.verification_uri, form)
        assert status == 200, page  # the page asks to confirm the device
        status, page = self._send("POST", self.verification_uri, form | {"confirm" if approve else "abort": "yes"})
        return page

    def _send(self, method: str, url: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Follow redirects as a browser does: with GET and with cookies."""
        start = urlsplit(self.verification_uri)
        while True:
            connection = HTTPSConnection(start.netloc, timeout=20, context=self.caller.context)
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
            body = urlencode(form) if form else None
            path = url.removeprefix(f"https://{start.netloc}")
            connection.request(method, path, body, headers | (FORM if form else {}))
            response = connection.getresponse()
            text = response.read().decode()
            connection.close()
            for line in response.headers.get_all("Set-Cookie", []):
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            if response.status != 303:
                return response.status, text
            method, url, form = "GET", response.headers["Location"], None
