"""The samples of Mosaic's mTLS guide, unchanged, with a key and certificate that this product has exported.

Only the placeholders of the guide are filled in: the address, the two files, ids and texts. Node trusts the sandbox's
CA through its own environment variable.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens.client_session import authenticated_call
from mosaic_clients.transport import oidc
from tests.clock import Clock
from tests.mosaic import activate, add_client
from tests.sandbox.callers import claims_of
from tests.sandbox.parties import CALLBACK, CIBA, VERIFIER, challenge_of, query_of

SAMPLES = Path(__file__).parent / "node_samples"
INSTALL_SECONDS, RUN_SECONDS = 300, 60
PRINTED_HOST = "https://api.transmitsecurity.io"
USER, MESSAGE = "alice@example.test", "Order-17"

pytestmark = pytest.mark.django_db

Run = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def samples_folder(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with node-fetch, which the samples import."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed (apt install npm)")
    folder = tmp_path_factory.mktemp("node_samples")
    shutil.copy(SAMPLES / "package.json", folder)
    command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    if result.returncode != 0:
        pytest.skip(f"npm install failed: {result.stderr.strip()[-300:]}")
    return folder


@pytest.fixture(
    params=[
        (AuthMethod.SELF_SIGNED, "RSA-2048"),
        (AuthMethod.SELF_SIGNED, "EC-P256"),
        (AuthMethod.CA_SIGNED, "EC-P256"),
    ],
    ids=lambda param: f"{param[0]}-{param[1]}",
)
def client(request: pytest.FixtureRequest, mosaic: Sandbox, environment: Environment) -> Client:
    """A client with an active credential and a redirect URI."""
    method, algorithm = request.param
    made = add_client(mosaic, environment, "payments", method, key_algorithm=algorithm)
    mosaic.add_client(made.client_id, method, redirect_uris=[CALLBACK])
    activate(mosaic, made)
    return made


@pytest.fixture
def run(client: Client, mosaic: Sandbox, node: str, samples_folder: Path, tmp_path: Path, settings: Any) -> Run:
    """Export the key, fill in a sample, run it with Node, and read its output."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": True}
    key, certificate, trusted = (tmp_path / name for name in ("key.pem", "certificate.pem", "ca.pem"))
    files = ["--key", str(key), "--certificate", str(certificate)]
    call_command("mosaic", "credential", "export", client.name, *files, "--i-understand", skip_checks=True)
    assert Event.objects.filter(kind="exported", client=client).count() == 1
    trusted.write_text(mosaic.trusted_ca)
    filled_in = {
        PRINTED_HOST: mosaic.base_url.removesuffix("/cis"),
        "CLIENT_CERTIFICATE_FILE": str(certificate),
        "CLIENT_PRIVATE_KEY_FILE": str(key),
        "CLIENT_ID": client.client_id,
        "REDIRECT_URI": CALLBACK,
        "HASHED_CODE_VERIFIER": challenge_of(VERIFIER),
        "LOGIN HINT": USER,
        "MESSAGE": MESSAGE,
    }

    def run_sample(name: str) -> dict[str, Any]:
        text = (SAMPLES / name).read_text()
        assert PRINTED_HOST in text
        for printed, ours in filled_in.items():
            text = text.replace(printed, ours)
        script = samples_folder / name
        script.write_text(text)
        result = subprocess.run(
            [node, str(script)],
            env={**os.environ, "NODE_EXTRA_CA_CERTS": str(trusted)},
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    return run_sample


def test_token_sample_gets_the_same_token_as_the_product(run: Run, client: Client) -> None:
    answer = run("token.mjs")
    assert answer.keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == ("Bearer", 3600, "openid")
    theirs, ours = claims_of(answer["access_token"]), claims_of(MosaicClient(client).access_token("").value)
    of_this_one = {"jti", "iat", "exp"}
    assert {name: theirs[name] for name in theirs.keys() - of_this_one} == {
        name: ours[name] for name in ours.keys() - of_this_one
    }
    assert theirs["cnf"] == {"x5t#S256": client.credentials.active().get().x5t_s256}


def test_par_sample_gets_a_request_uri_that_leads_to_tokens(run: Run, client: Client, mosaic: Sandbox) -> None:
    answer = run("par.mjs")
    assert answer.keys() == {"request_uri", "expires_in"}
    assert answer["expires_in"] == 60
    pushed = MosaicClient(client).push_authorization_request(redirect_uri=CALLBACK)
    prefix = "urn:ietf:params:oauth:request_uri:"
    assert pushed.request_uri.startswith(prefix)
    assert answer["request_uri"].startswith(prefix)
    query = urlencode({"client_id": client.client_id, "request_uri": answer["request_uri"]})
    code = query_of(mosaic.sign_in(f"{client.environment.endpoints.authorization}?{query}"))["code"]
    assert_bound_to_alice(
        client, redeemed(client, "authorization_code", code=code, redirect_uri=CALLBACK, code_verifier=VERIFIER)
    )


def test_ciba_sample_asks_the_same_user_as_the_product(
    run: Run, client: Client, mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = run("ciba.mjs")
    assert answer.keys() == {"auth_req_id", "expires_in"}
    assert answer["expires_in"] == 600
    asked = MosaicClient(client).backchannel_authentication(login_hint=USER, binding_message=MESSAGE)
    assert mosaic.approve() == 2
    clock = Clock(monkeypatch)
    clock.move(5)  # the product polls no sooner
    ours = asked.poll()
    assert ours is not None
    assert claims_of(ours.access_token)["sub"] == "alice"
    assert_bound_to_alice(client, redeemed(client, CIBA, auth_req_id=answer["auth_req_id"]))


def redeemed(client: Client, grant_type: str, **parameters: str) -> str:
    """The access token for the sample's result, fetched with the same certificate."""
    call = authenticated_call(client)
    answer = oidc.grant(
        call.session,
        call.endpoints.token,
        grant_type,
        client_id=call.client_id,
        parameters=parameters,
        limits=call.limits,
    )
    return answer.access_token


def assert_bound_to_alice(client: Client, token: str) -> None:
    claims = claims_of(token)
    assert (claims["sub"], claims["client_id"]) == ("alice", client.client_id)
    assert claims["cnf"] == {"x5t#S256": client.credentials.active().get().x5t_s256}
