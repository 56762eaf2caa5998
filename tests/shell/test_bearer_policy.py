"""mosaic environment change and bearer deny: which bearers are accepted."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest

from mosaic_clients.models import Environment, Event, RevokedBearer
from mosaic_clients.services.bearers import denylist

LIMITS = ("require_bound", "allowed_tenants", "allowed_app_ids", "allowed_client_ids")


def limits(name: str = "eu") -> tuple[Any, ...]:
    row = Environment.objects.get(name=name)
    return tuple(getattr(row, column) for column in LIMITS)


def test_environment_accepts_every_bearer_by_default(eu: str) -> None:
    assert limits() == (False, [], [], [])


def test_environment_add_sets_every_limit(do: Any) -> None:
    allowed = ("--allow-tenant", "t1", "--allow-tenant", "t2", "--allow-app-id", "a", "--allow-client-id", "c")
    do("environment", "add", "us", "--region", "us", "--require-bound", *allowed)
    assert limits("us") == (True, ["t1", "t2"], ["a"], ["c"])
    policy = Environment.objects.get(name="us").bearer_policy(leeway=30, require_bound=False)
    assert policy.require_bound
    assert (policy.tenants, policy.app_ids, policy.client_ids) == ({"t1", "t2"}, {"a"}, {"c"})


def test_environment_change_keeps_limits_without_an_option(run: Any, do: Any, eu: str) -> None:
    do("environment", "change", eu, "--require-bound", "--allow-tenant", "t1", "--allow-client-id", "c")
    outcome = run("environment", "change", eu, "--allow-tenant", "t2")
    assert outcome.err == ["eu accepts certificate-bound bearers of tid t2, client_id c."]
    assert limits() == (True, ["t2"], [], ["c"])
    outcome = run("environment", "change", eu, "--any-tenant", "--any-client-id", "--no-require-bound")
    assert outcome.err == ["eu accepts bearers of every tenant, application and client."]
    assert limits() == (False, [], [], [])
    assert Event.objects.filter(kind="environment_changed").count() == 3


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        ((), 2, "Give at least one option"),
        (("--allow-tenant", "t", "--any-tenant"), 2, "not both"),
        (("--allow-app-id", " a"), 1, "without surrounding space"),
        (("--allow-client-id", ""), 1, "without surrounding space"),
    ],
)
def test_environment_change_refuses_contradictory_or_empty_limits(
    words: Any, code: int, text: str, refuse: Any, eu: str
) -> None:
    assert text in refuse("environment", "change", eu, *words, code=code)


def test_environment_change_refuses_unknown_environment(refuse: Any, eu: str) -> None:
    assert "There is no environment 'nowhere'" in refuse("environment", "change", "nowhere", "--require-bound")


def stdin(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_bearer_deny_reads_the_token_from_stdin(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"some.opaque-token\n")
    outcome = run("bearer", "deny")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == ["Refused from now on, by every process within 0 seconds."]
    denylist.invalidate()
    assert denylist.is_denied("some.opaque-token", denylist.current())
    assert Event.objects.get().kind == "bearer_denied"
    assert "opaque" not in str(Event.objects.values().get()) + str(RevokedBearer.objects.values().get())


@pytest.mark.parametrize("text", [b"", b" \n", b"Bearer x", b"a\nb", b"x" * 17_000, b"\xff"])
def test_bearer_deny_refuses_invalid_token(text: bytes, refuse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, text)
    refuse("bearer", "deny")
