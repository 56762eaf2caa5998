"""Calls to resource servers send certificate and access token as a pair, and a caller cannot weaken either."""

from __future__ import annotations

import io

import pytest
import requests

from mosaic_clients.core.errors import NoAccessToken
from mosaic_clients.transport.access_token_session import AccessTokenPair, AccessTokenSession
from tests.transport.fault_server import plain
from tests.transport.material import current_authority

OK = plain({"ok": True})
UNAUTHORIZED = plain({"error": "invalid_token"}, status="401 Unauthorized")


class Mint:
    """Gives token-1 with the RSA identity; its replacement is token-2 with the EC identity, and so on."""

    def __init__(self, *sessions):
        self.sessions = sessions
        self.minted = 1
        self.calls = []

    def current(self):
        self.calls.append("current")
        return AccessTokenPair(f"token-{self.minted}", self.sessions[(self.minted - 1) % len(self.sessions)])

    def replacement_for(self, refused):
        assert refused.access_token == f"token-{self.minted}"
        self.minted += 1
        pair = self.current()
        self.calls[-1] = "replacement"
        return pair

    def mark_useless(self, pair):
        self.calls.append(f"{pair.access_token} useless")


@pytest.fixture
def mint(connect, rsa_identity, ec_identity):
    return Mint(connect(rsa_identity), connect(ec_identity))


def _pairs(server):
    return [
        (
            next(line[15:] for line in exchange.head.split("\r\n") if line.startswith("Authorization: ")),
            exchange.client_x5t_s256,
        )
        for exchange in server.exchanges
    ]


def test_token_and_certificate_are_sent_as_a_pair(serve, mint, rsa_identity):
    server = serve(OK)
    with AccessTokenSession(mint) as session:
        assert session.get(server.url).json() == {"ok": True}
        session.post(server.url, json={}, headers={"Authorization": "Basic me"}, auth=("me", "pass"))
    assert _pairs(server) == [("Bearer token-1", rsa_identity.x5t_s256)] * 2
    assert mint.calls == ["current"] * 2


def test_request_is_repeated_once_with_the_replacement_after_a_401(serve, mint, rsa_identity, ec_identity):
    server = serve(UNAUTHORIZED, OK)
    answer = AccessTokenSession(mint).post(server.url, json={"amount": 1})
    assert answer.status_code == 200
    assert _pairs(server) == [("Bearer token-1", rsa_identity.x5t_s256), ("Bearer token-2", ec_identity.x5t_s256)]
    assert [exchange.body for exchange in server.exchanges] == [b'{"amount": 1}'] * 2


def test_second_401_is_returned(serve, mint):
    server = serve(UNAUTHORIZED)
    assert AccessTokenSession(mint).get(server.url).status_code == 401
    assert (len(server.exchanges), mint.calls) == (2, ["current", "replacement", "token-2 useless"])


class Pipe(io.RawIOBase):
    """A file that is not seekable."""

    def readable(self):
        return True

    def readinto(self, buffer):
        return 0


@pytest.mark.parametrize(
    "body",
    [lambda: (part for part in (b"a", b"b")), lambda: io.BufferedReader(Pipe())],
    ids=["generator", "pipe"],
)
def test_consumed_body_is_not_repeated_but_the_next_request_has_another_token(body, serve, mint):
    server = serve(plain({}, status="401 Unauthorized", Connection="close"), OK)
    assert AccessTokenSession(mint).post(server.url, data=body()).status_code == 401
    assert (len(server.exchanges), mint.calls) == (1, ["current", "replacement"])
    assert AccessTokenSession(mint).post(server.url, data=b"x").status_code == 200
    assert _pairs(server)[1][0] == "Bearer token-2"


def _file_behind_its_start():
    file = io.BytesIO(b"xxab")
    file.seek(2)
    return file


@pytest.mark.parametrize("body", [lambda: io.BytesIO(b"ab"), _file_behind_its_start, lambda: b"ab", lambda: "ab"])
def test_seekable_body_is_sent_again_from_its_first_position(body, serve, mint):
    server = serve(UNAUTHORIZED, OK)
    assert AccessTokenSession(mint).post(server.url, data=body()).status_code == 200
    assert [exchange.body for exchange in server.exchanges] == [b"ab"] * 2


def test_request_answered_by_a_redirect_is_not_repeated(serve, mint):
    server = serve(plain(b"{}", status="303 See Other", Location="/receipt"), UNAUTHORIZED, OK)
    answer = AccessTokenSession(mint).post(server.url, json={"amount": 1}, allow_redirects=True)
    assert answer.status_code == 401
    assert [exchange.head.split(" ")[0] for exchange in server.exchanges] == ["POST", "GET"]


def test_401_is_returned_without_a_replacement(serve, mint):
    mint.replacement_for = lambda refused: None
    server = serve(UNAUTHORIZED)
    answer = AccessTokenSession(mint).get(server.url)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_token"})
    assert len(server.exchanges) == 1


@pytest.mark.parametrize("status", ["403 Forbidden", "500 Oops", "200 OK"])
def test_other_statuses_are_not_repeated(status, serve, mint):
    server = serve(plain({}, status=status))
    AccessTokenSession(mint).get(server.url)
    assert mint.calls == ["current"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "HTTP://127.0.0.1/x", "ftp://127.0.0.1/x"])
def test_url_without_https_is_refused_before_a_token_is_obtained(url, mint):
    with pytest.raises(requests.exceptions.InvalidSchema):
        AccessTokenSession(mint).get(url)
    assert mint.calls == []


@pytest.mark.parametrize("method", ["get", "options", "head", "post", "put", "patch", "delete", "request", "send"])
@pytest.mark.parametrize("location", ["/elsewhere", "https://[::1", "http://127.0.0.1/"])
def test_redirects_are_not_followed(method, location, serve, mint):
    body = b"" if method == "head" else b"{}"
    server = serve(plain(body, status="302 Found", Location=location), OK)
    session = AccessTokenSession(mint)
    if method == "send":
        answer = session.send(session.prepare_request(requests.Request("GET", server.url)))
    elif method == "request":
        answer = session.request("GET", server.url)
    else:
        answer = getattr(session, method)(server.url)
    assert (answer.status_code, answer.headers["Location"], len(server.exchanges)) == (302, location, 1)


def test_allowed_redirect_sends_no_bearer_to_another_host(serve, mint):
    target = serve(OK)
    elsewhere = target.url.replace("127.0.0.1", "localhost")
    server = serve(plain(b"{}", status="302 Found", Location=elsewhere))
    assert AccessTokenSession(mint).get(server.url, allow_redirects=True).json() == {"ok": True}
    assert "authorization" not in target.exchanges[0].head.lower()


@pytest.mark.parametrize("weaker", [{"verify": False}, {"proxies": {"https": "http://127.0.0.1:9"}}, {"timeout": None}])
def test_caller_cannot_weaken_verification(weaker, serve, connect, rsa_identity, mint):
    server = serve(OK)
    wary = Mint(connect(rsa_identity, trusted_ca=current_authority("CN=Other").pem))
    with pytest.raises(requests.exceptions.SSLError):
        AccessTokenSession(wary).get(server.url, **weaker)
    assert AccessTokenSession(mint).get(server.url, **weaker).status_code == 200
    session = AccessTokenSession(wary)
    session.verify, session.proxies = False, {"https": "http://127.0.0.1:9"}
    with pytest.raises(requests.exceptions.SSLError):
        session.get(server.url)


def test_timeout_of_the_session_applies(serve, connect, rsa_identity):
    server = serve(lambda exchange: exchange.stopping.wait(2))
    with pytest.raises(requests.exceptions.ReadTimeout):
        AccessTokenSession(Mint(connect(rsa_identity, timeout=(1, 0.1)))).get(server.url)


def test_nothing_is_sent_without_a_token(serve):
    class Nothing(Mint):
        def current(self):
            raise NoAccessToken("Client 'shop' has no access token: nothing is there")

    server = serve(OK)
    with pytest.raises(NoAccessToken):
        AccessTokenSession(Nothing()).get(server.url)
    assert server.connections == 0


def test_repr_of_a_pair_has_no_token(connect):
    assert "token-1" not in repr(AccessTokenPair("token-1", connect()))
