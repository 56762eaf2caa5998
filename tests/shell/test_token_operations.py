"""mosaic introspect, mosaic revoke-token: both read the token from standard input."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest

from mosaic_clients.models import Client, RevokedBearer
from tests.mosaic import Reply, ScriptedMosaic
from tests.shell.conftest import Run

INTROSPECTION, REVOCATION = "/cis/oidc/token/introspection", "/cis/oidc/token/revocation"
TOKEN = "a-token-that-is-secret"


@pytest.fixture
def client(active: Client, scripted: ScriptedMosaic) -> Client:
    scripted.take_over(active.environment)
    return active


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


def test_introspect_prints_the_response_of_mosaic(
    run: Run, client: Client, scripted: ScriptedMosaic, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.answers[INTROSPECTION] = Reply(200, {"active": True, "sub": "ann", "exp": 1})
    type_in(monkeypatch, f"{TOKEN}\n")
    outcome = run("introspect", client.name)
    assert outcome.code == 0
    assert json.loads(outcome.out) == {"active": True, "sub": "ann", "exp": 1}


def test_revoke_token_revokes_at_mosaic_and_here(
    run: Run, client: Client, scripted: ScriptedMosaic, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.answers[REVOCATION] = Reply(200, b"")
    type_in(monkeypatch, f"{TOKEN}\n")
    outcome = run("revoke-token", client.name, "--hint", "refresh_token")
    assert (outcome.code, outcome.out) == (0, "")
    assert RevokedBearer.objects.count() == 1
    assert TOKEN not in "".join(outcome.err)


@pytest.mark.parametrize("subcommand", ["introspect", "revoke-token"])
def test_empty_stdin_is_refused_without_a_request(
    run: Run, client: Client, scripted: ScriptedMosaic, monkeypatch: pytest.MonkeyPatch, subcommand: str
) -> None:
    type_in(monkeypatch, "")
    outcome = run(subcommand, client.name)
    assert outcome.code == 1
    assert "not a token" in outcome.err[-1]
    assert scripted.requests == []


def test_token_fresh_fetches_a_new_token(do, managed_client):
    do("rotate", managed_client.name)
    token = do("token", managed_client.name)
    assert do("token", managed_client.name) == token
    assert do("token", managed_client.name, "--fresh") != token
