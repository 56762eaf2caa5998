"""A minimal browser at the authorization server: it handles redirects and cookies."""

from http.client import HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from tests.interop.http_client import Caller


class WrongPage(AssertionError):
    """The server shows a page instead of a redirect."""


def browse(caller: Caller, url: str) -> str:
    """Follow redirects with cookies up to the first URL on another host; raises WrongPage."""
    cookies: dict[str, str] = {}
    start = urlsplit(url)
    while urlsplit(url).netloc in ("", start.netloc):
        connection = HTTPSConnection(start.netloc, timeout=20, context=caller.context)
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        connection.request("GET", url.removeprefix(f"https://{start.netloc}"), headers={"Cookie": header})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 303:
            raise WrongPage(f"{response.status} {body.decode(errors='replace')}")
        for line in response.headers.get_all("Set-Cookie", []):
            cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        url = response.headers["Location"]
    return url
