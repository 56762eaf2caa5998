"""Someone else edits the client at Mosaic while a rotation publishes: no edit is lost."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mosaic_clients.core.errors import PublicationConflict
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.sandbox.server.application import Response
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import ROTATION_STEPS, Answer, interfere, kids_at, path_of, stranger


class Editor:
    """Someone in the portal who saves the client after each of our reads, so many times."""

    def __init__(self, mosaic: Sandbox, client: Client, times: int) -> None:
        self._mosaic, self._client, self.times = mosaic, client, times
        self._reads = self.saved = self.puts = 0

    def __call__(self, method: str, path: str, answer: Answer) -> Response:
        if path == path_of(self._client) and method == "PUT":
            self.puts += 1
        if path == path_of(self._client) and method == "GET":
            self._reads += 1
            if self._reads % 2 == 0 and self.saved < self.times:
                self.saved += 1
                remote = self._mosaic._registry.get(self._client.client_id)
                configuration = dict(remote.authentication)
                keys = configuration.get("jwks", {}).get("keys", [])
                configuration["jwks"] = {"keys": [*keys, stranger(f"edit-{self.saved}")]}
                self._mosaic._registry.change(self._client.client_id, {"authentication_configuration": configuration})
        return answer()


def test_push_does_not_overwrite_concurrent_edits(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = self_signed.credentials.active().get()
    editor = Editor(mosaic, self_signed, times=1000)
    interfere(monkeypatch, mosaic, editor)
    run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert isinstance(run.failure, PublicationConflict)
    assert (editor.puts, editor.saved) == (0, 3)
    assert kids_at(mosaic, self_signed) == {old.kid, "edit-1", "edit-2", "edit-3"}
    assert self_signed.credentials.active().get() == old
    assert "Someone else is changing the client" in self_signed.rotation_problem
    assert self_signed.retry_at > timezone.now()


def test_push_succeeds_after_concurrent_edits_and_keeps_them(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = self_signed.credentials.active().get()
    editor = Editor(mosaic, self_signed, times=2)
    interfere(monkeypatch, mosaic, editor)
    run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert (run.failure, [step.step for step in run.done]) == (None, ROTATION_STEPS)
    assert editor.puts == 1
    new = self_signed.credentials.active().get()
    assert kids_at(mosaic, self_signed) == {old.kid, new.kid, "edit-1", "edit-2"}
