"""The connections of an identity share no certificate, trust, proxy, password or cookie with others."""

from __future__ import annotations

import pytest
import requests

from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials
from tests.transport.fault_server import TOKEN, plain
from tests.transport.material import current_authority

LIMITS = Limits(connect=1, read=1, total=2)


def _request_token(session, server):
    return client_credentials(session, server.url, client_id="shop", resource="", limits=LIMITS)


def _presented(server):
    return [exchange.client_x5t_s256 for exchange in server.exchanges]


@pytest.fixture
def ca_file(root, tmp_path):
    path = tmp_path / "root.pem"
    path.write_text(root.pem)
    return path


def test_unrelated_call_presents_no_certificate(serve, connect, rsa_identity, ca_file):
    """requests 2.32.3 and 2.32.4 presented it: they share a context between calls with the same CA file."""
    first, second = serve(), serve()
    session = connect(rsa_identity)
    for _ in range(2):
        _request_token(session, first)
    requests.get(second.url, verify=str(ca_file), timeout=2)
    with requests.Session() as unrelated:
        unrelated.get(second.url, verify=str(ca_file), timeout=2)
    _request_token(connect(None), second)
    assert _presented(first) == [rsa_identity.x5t_s256] * 2
    assert _presented(second) == [None] * 3


@pytest.mark.parametrize("reverse", [False, True])
def test_rsa_and_ec_identities_present_their_own_certificates(reverse, serve, connect, rsa_identity, ec_identity):
    """With a shared context, the server would see the EC certificate for both."""
    first, second = serve(), serve()
    identities = [rsa_identity, ec_identity, None][:: -1 if reverse else 1]
    sessions = [connect(identity) for identity in identities]
    for server in (first, second, first):
        for session in sessions:
            _request_token(session, server)
    expected = [identity.x5t_s256 if identity else None for identity in identities]
    assert _presented(first) == expected * 2
    assert _presented(second) == expected


@pytest.mark.parametrize("names", [("https_proxy", "all_proxy"), ("HTTPS_PROXY", "ALL_PROXY")])
def test_proxies_of_the_environment_are_not_used(names, monkeypatch, serve, connect, rsa_identity):
    server, proxy = serve(), serve(context=None)
    monkeypatch.setenv("no_proxy", "")
    for name in names:
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    _request_token(connect(rsa_identity), server)
    assert (proxy.connections, len(server.exchanges)) == (0, 1)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_ca_files_of_the_environment_are_not_used(name, monkeypatch, tmp_path, serve, connect, ca_file):
    server, other = serve(), current_authority("CN=Other")
    monkeypatch.setenv(name, str(tmp_path / "missing.pem"))
    assert _request_token(connect(), server).access_token == "good-token"
    monkeypatch.setenv(name, str(ca_file))
    with pytest.raises(Exception, match="handshake"):
        _request_token(connect(trusted_ca=other.pem), server)


def test_passwords_of_netrc_are_not_sent(monkeypatch, tmp_path, serve, connect):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = serve()
    _request_token(connect(), server)
    assert "authorization" not in server.exchanges[0].head.lower()


def test_tls_session_keys_are_not_logged(monkeypatch, tmp_path, serve, connect, rsa_identity):
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
    _request_token(connect(), serve())
    assert not (tmp_path / "keys.log").exists()


def test_cookies_are_not_kept(serve, connect):
    server = serve(plain(TOKEN, Set_Cookie="sid=1; Path=/; Secure"))
    session = connect()
    for _ in range(2):
        _request_token(session, server)
    assert not any("cookie" in exchange.head.lower() for exchange in server.exchanges)


@pytest.mark.parametrize("call", [{}, {"verify": True}, {"verify": False}, {"verify": "missing.pem"}])
def test_pinned_ca_stays_the_only_trusted_one(call, serve, connect, root, rsa_identity):
    """Stock requests loads its whole CA bundle into the context at the first call."""
    session, server = connect(rsa_identity), serve()
    for _ in range(2):
        session.post(server.url, data={"a": "b"}, **call)
    context = session.get_adapter(server.url)._context
    assert context.cert_store_stats()["x509"] == 1
    assert context.get_ca_certs(binary_form=True) == [root.der]


@pytest.mark.parametrize("call", [{"verify": False}, {"verify": "elsewhere"}, {"cert": "elsewhere"}])
def test_caller_cannot_replace_trust_or_certificate(call, serve, connect, rsa_identity, ca_file, server_files):
    files = {"elsewhere": str(ca_file)} if "verify" in call else {"elsewhere": str(server_files.path)}
    call = {name: files.get(value, value) for name, value in call.items()}
    server = serve()
    with pytest.raises(requests.exceptions.SSLError):
        connect(rsa_identity, trusted_ca=current_authority("CN=Other").pem).get(server.url, **call)
    connect(rsa_identity).get(server.url, **call)
    assert _presented(server) == [rsa_identity.x5t_s256]


def test_url_without_https_is_refused(serve, connect, rsa_identity):
    server = serve(context=None)
    with pytest.raises(requests.exceptions.InvalidSchema):
        connect(rsa_identity).get(f"http://127.0.0.1:{server.port}/")
    assert server.connections == 0
