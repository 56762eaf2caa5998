"""Each identity has one connection pool, and their number is limited."""

from __future__ import annotations

import pytest

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import sessions
from mosaic_clients.services.credentials import staging
from tests.mosaic import ACTOR, activate

pytestmark = pytest.mark.django_db


def test_each_identity_has_one_connection_pool(mosaic: Sandbox, active: Client, ledger: Client) -> None:
    environment, credential = active.environment, active.credentials.get()
    mine = sessions.session(environment, credential)
    assert sessions.session(environment, credential) is mine
    others = {sessions.session(environment), sessions.session(environment, activate(mosaic, ledger))}
    assert len(others | {mine}) == 3
    sessions.close(credential)
    assert sessions.session(environment, credential) is not mine
    environment.trusted_ca = ""
    assert sessions.session(environment, credential) is not sessions.session(active.environment)


def test_credential_without_certificate_never_uses_anonymous_session(ledger: Client) -> None:
    sessions.session(ledger.environment)
    waiting = staging.stage(ledger, actor=ACTOR)
    with pytest.raises(MoveRefused, match="no certificate"):
        sessions.session(ledger.environment, waiting)


def test_number_of_open_sessions_is_limited(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MAX_SESSIONS", 2)
    closed = []
    first = sessions.session(environment)
    monkeypatch.setattr(first, "close", lambda: closed.append(first))
    for allow_private in (False, True):
        environment.allow_private, environment.trusted_ca = allow_private, environment.trusted_ca + "\n"
        sessions.session(environment)
    assert closed == [first]
