"""mosaic rotate, through the client API and with manual registration, against the sandbox."""

from __future__ import annotations

import re

from mosaic_clients.models import Event
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.mosaic import TOKEN, publish
from tests.services.rotation.wire import at, interfere, refusing
from tests.shell.rotation.rotation_output import active_kid, steps, waits


def test_rotate_prints_steps_done_and_what_it_waits_for(do, managed_client):
    printed = do("rotate", managed_client.name)
    assert steps(printed) == ["stage", "publish", "prove", "activate"]
    first = active_kid(managed_client)
    assert f"done   activate {first}" in printed
    printed = do("rotate", managed_client.name)
    assert steps(printed) == ["stage", "publish", "prove", "activate"]
    assert re.match(r"until 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, then: ", waits(printed))
    assert f"then: retire {first} (its overlap is over)" in waits(printed)
    assert Event.objects.filter(client=managed_client, kind="activated").first().actor == "shell"


def test_manual_rotation_waits_for_the_operator_then_completes(do, run, mosaic, manual_client):
    outcome = run("rotate", manual_client.name)
    assert outcome.code == 0
    assert steps(outcome.out) == ["stage"]
    assert "for the operator, then: publish" in waits(outcome.out)
    assert "invalid_client" in outcome.err[0]
    kid = manual_client.credentials.staged().get().kid
    publish(mosaic, manual_client)  # the operator registers it
    printed = do("rotate", manual_client.name)
    assert steps(printed) == ["prove", "activate"]
    assert active_kid(manual_client) == kid


def test_manual_rotation_keeps_old_credential_until_mosaic_knows_the_new_one(do, run, mosaic, manual_client):
    run("rotate", manual_client.name)
    publish(mosaic, manual_client)
    do("rotate", manual_client.name)
    old = active_kid(manual_client)
    assert run("rotate", manual_client.name).code == 0
    assert active_kid(manual_client) == old
    assert token_refresh.current(manual_client).credential.kid == old
    assert run("rotate", manual_client.name).code == 0  # each run asks Mosaic again
    assert manual_client.credentials.count() == 2
    publish(mosaic, manual_client)
    assert steps(do("rotate", manual_client.name)) == ["prove", "activate"]
    assert active_kid(manual_client) != old


def test_manual_rotation_fails_on_other_errors_than_missing_registration(run, monkeypatch, mosaic, manual_client):
    for status in (400, 403, 429, 500):
        with monkeypatch.context() as broken:
            interfere(broken, mosaic, at("POST", TOKEN, refusing(status)))
            outcome = run("rotate", manual_client.name)
        assert outcome.code == 1
        assert f"HTTP {status}" in outcome.err[-1]
    run("publish", manual_client.name, "--confirm")  # although it was not registered
    outcome = run("rotate", manual_client.name)
    assert outcome.code == 1
    assert "invalid_client" in outcome.err[-1]


def test_rotation_subcommands_refuse_unknown_client(refuse, managed_client):
    for words in (("rotate",), ("publish",), ("publish", "--check"), ("credential", "rollback")):
        assert "no client 'ghost'" in refuse(*words, "ghost")
