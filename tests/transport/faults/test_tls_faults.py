"""Failed TLS handshakes: which certificate was refused, and that nothing was sent before."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509

from mosaic_clients.core.errors import ConfigurationError, TLSFailure
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials
from tests.pki import DAY
from tests.transport.fault_server import good
from tests.transport.material import NOW, ServerFiles, client_identity, current_authority, server_of

LIMITS = Limits(connect=1, read=1, total=2)


def _request_token(session, server):
    return client_credentials(session, server.url, client_id="shop", resource="", limits=LIMITS)


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        pytest.param(lambda root: server_of(current_authority("CN=Elsewhere")), "unable to get", id="other-authority"),
        pytest.param(
            lambda root: server_of(current_authority()), "signature|unable to get", id="authority-of-that-name"
        ),
        pytest.param(lambda root: server_of(root, ends=NOW - DAY / 24), "expired", id="expired"),
        pytest.param(lambda root: server_of(root, starts=NOW + DAY), "not yet valid", id="not-yet-valid"),
        pytest.param(lambda root: server_of(root, x509.DNSName("other.test")), "mismatch", id="other-name"),
    ],
)
def test_server_with_invalid_certificate_gets_no_request(
    certificate, words, serve, connect, root, rsa_identity, tmp_path
):
    context = ServerFiles.written(certificate(root), tmp_path).context(accepted_clients=rsa_identity.chain_pem)
    server = serve(context=context)
    with pytest.raises(TLSFailure, match=words) as caught:
        _request_token(connect(rsa_identity), server)
    assert (caught.value.code, caught.value.retryable) == ("tls_failure", True)
    assert "\n" not in caught.value.description
    assert server.exchanges == []


def test_server_without_tls_is_a_tls_failure(connect):
    def answer_in_clear(listener):
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor() as pool:
        pool.submit(answer_in_clear, listener)
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/token"
        with pytest.raises(TLSFailure, match="handshake"):
            client_credentials(connect(), url, client_id="shop", resource="", limits=LIMITS)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("presented", ["none", "unknown"])
def test_refused_client_certificate_is_a_tls_failure(version, presented, serve, connect, server_files, rsa_identity):
    context = server_files.context(accepted_clients=rsa_identity.chain_pem, demand=True)
    context.maximum_version = context.minimum_version = version
    server = serve(context=context)
    stranger = None if presented == "none" else client_identity(name="stranger")
    with pytest.raises(TLSFailure) as caught:
        _request_token(connect(stranger), server)
    assert caught.value.code in {"tls_failure", "reset"}
    assert _request_token(connect(rsa_identity), server).access_token == "good-token"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_tls_before_1_2_is_refused(serve, connect, server_files):
    context = server_files.context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(TLSFailure, match=r"version|alert"):
        _request_token(connect(), serve(context=context))


def test_private_server_is_not_trusted_by_the_system_authorities(serve, connect):
    with pytest.raises(TLSFailure):
        _request_token(connect(trusted_ca=""), serve())


@pytest.mark.parametrize("pem", ["garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_unreadable_trusted_ca_is_a_configuration_error(pem, connect):
    with pytest.raises(ConfigurationError, match="trusted CA"):
        connect(trusted_ca=pem)


def test_server_certificate_can_be_pinned(serve, connect, root, tmp_path):
    pinned = server_of(root)
    server = serve(good, context=ServerFiles.written(pinned, tmp_path).context())
    assert _request_token(connect(trusted_ca=pinned.pem), server).access_token == "good-token"
