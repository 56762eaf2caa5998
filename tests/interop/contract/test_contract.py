"""The product's contract at the shell, against an independent authorization server and proxy."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.interop.deployment import Reply, ask, gunicorn
from tests.interop.http_client import Caller, tls_context
from tests.interop.nginx import CERTIFICATE_HEADER, NginxProxy, find_nginx, nginx
from tests.interop.pki import CertificateAuthority, certificate_pem, new_ec_key, self_signed
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import CA_SIGNED, KINDS, Kind, add_client, certify, register_key_set
from tests.interop.shell.operator_shell import OperatorShell

pytestmark = pytest.mark.slow(40)

WHOAMI = "/api/whoami"
CALL = """
import json, sys, django
django.setup()
from mosaic_clients.api import MosaicClient
answer = MosaicClient.named(sys.argv[1]).session().get(sys.argv[2])
print(json.dumps([answer.status_code, answer.json()]))
"""


@dataclass(frozen=True)
class ActiveClient:
    """A client with an active credential and a token."""

    kind: Kind
    name: str
    client_id: str
    token: str


@pytest.fixture(scope="module", params=KINDS, ids=[kind.name for kind in KINDS])
def active(request: pytest.FixtureRequest, shell: OperatorShell, oidc_provider: OidcProvider) -> ActiveClient:
    """Add a client → stage → register at the provider → prove → activate → token."""
    kind: Kind = request.param
    name, client_id = add_client(shell, kind)
    printed = shell.mosaic("credential", "stage", name)
    if kind.auth_method == CA_SIGNED:
        certify(shell, oidc_provider, name, client_id, printed)
    else:
        register_key_set(shell, oidc_provider, name, client_id)
    shell.mosaic("credential", "prove", name)
    shell.mosaic("credential", "activate", name)
    return ActiveClient(kind, name, client_id, shell.mosaic("token", name))


@pytest.fixture(scope="module")
def trusting(shell: OperatorShell) -> Iterator[str]:
    """The project with this machine as a trusted proxy."""
    with gunicorn(shell, trusted_proxies="127.0.0.1/32") as address:
        yield address


@pytest.fixture(scope="module")
def distrusting(shell: OperatorShell) -> Iterator[str]:
    """The project with a trusted proxy on another machine."""
    with gunicorn(shell, trusted_proxies="10.0.0.0/8") as address:
        yield address


@pytest.fixture(scope="module")
def proxy(
    trusting: str, proxy_ca: CertificateAuthority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NginxProxy]:
    """nginx before the project that trusts it."""
    if find_nginx() is None:
        pytest.skip("nginx is not installed (apt install nginx-light)")
    folder, server = tmp_path_factory.mktemp("nginx"), proxy_ca.server()
    certificate, key = folder / "proxy.pem", folder / "proxy.key"
    certificate.write_text(server.chain)
    key.write_text(server.private_key)
    with nginx(upstream=trusting, certificate=certificate, key=key, folder=folder) as running:
        yield running


def _leaf_as_forwarded(shell: OperatorShell, client: str) -> str:
    """The active certificate as nginx forwards it; it is public, so an attacker may have it."""
    leaf, *_ = x509.load_pem_x509_certificates(shell.mosaic("chain", client).encode())
    return quote(certificate_pem(leaf), safe="")  # as $ssl_client_escaped_cert


def _is_refused(reply: Reply) -> bool:
    challenge = reply.challenge or ""
    return (
        reply.status == 401
        and challenge.startswith('Bearer realm="mosaic", error="invalid_token", error_description="')
        and reply.json == {"detail": challenge.split('error_description="')[1].partition('"')[0]}
    )


def test_token_is_bound_to_the_active_certificate(
    shell: OperatorShell, oidc_provider: OidcProvider, active: ActiveClient, tmp_path: Path
) -> None:
    caller = Caller(tls_context(oidc_provider.ca_file, None, tmp_path))
    keys = KeySet.import_key_set(caller.get(f"{oidc_provider.base_url}/oidc/jwks").json)
    claims = jwt.decode(active.token, keys, algorithms=["RS256"]).claims
    shown = shell.credential(active.name, "ACTIVE")
    assert claims["cnf"] == {"x5t#S256": shown["x5t_s256"]}
    assert (claims["client_id"], claims["aud"]) == (active.client_id, "userid-api")
    assert shown["key_algorithm"] == active.kind.algorithm
    assert shown["proven_at"] < shown["activated_at"]


def test_api_accepts_token_and_certificate_through_nginx(
    shell: OperatorShell, proxy: NginxProxy, active: ActiveClient
) -> None:
    done = shell.run("-c", CALL, active.name, f"{proxy.url}{WHOAMI}")
    assert done.code == 0, done.stderr
    expected = {"subject": active.client_id, "client_id": active.client_id, "scopes": [], "bound": True}
    assert json.loads(done.stdout) == [200, expected]


def test_api_refuses_token_without_its_certificate(
    shell: OperatorShell,
    proxy: NginxProxy,
    active: ActiveClient,
    proxy_ca_file: Path,
    tmp_path: Path,
) -> None:
    address = proxy.url.removeprefix("https://")
    certificate = _leaf_as_forwarded(shell, active.name)
    stranger = self_signed("stranger", new_ec_key())
    for shown in (tls_context(proxy_ca_file, stranger, tmp_path), tls_context(proxy_ca_file, None, tmp_path)):
        assert _is_refused(ask(address, WHOAMI, active.token, tls=shown))
        for header in (CERTIFICATE_HEADER, CERTIFICATE_HEADER.replace("-", "_")):
            assert _is_refused(ask(address, WHOAMI, active.token, tls=shown, headers={header: certificate}))


def test_api_ignores_header_of_an_untrusted_peer(
    shell: OperatorShell, trusting: str, distrusting: str, active: ActiveClient
) -> None:
    forged = {CERTIFICATE_HEADER: _leaf_as_forwarded(shell, active.name)}
    assert ask(trusting, WHOAMI, active.token, headers=forged).status == 200
    assert _is_refused(ask(distrusting, WHOAMI, active.token, headers=forged))
    assert _is_refused(ask(trusting, WHOAMI, active.token, headers={CERTIFICATE_HEADER: "forged"}))


def test_api_challenges_a_caller_without_a_token(trusting: str) -> None:
    reply = ask(trusting, WHOAMI)
    assert reply.status == 401
    assert reply.challenge is not None
    assert reply.challenge.startswith('Bearer realm="mosaic", resource_metadata="http')
    assert "error" not in reply.challenge
