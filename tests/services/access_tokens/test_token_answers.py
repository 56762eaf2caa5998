"""Which tokens of Mosaic are stored: usable lifetimes, bound to the certificate of the client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MoveRefused
from mosaic_clients.core.oauth.token_renewal import renew_after
from mosaic_clients.models import AccessToken, Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving
from tests.mosaic import ACTOR, TOKEN, ScriptedMosaic, stage, token_reply
from tests.services.access_tokens.aging import now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("expires_in", "lifetime"), [(None, 300), ("1800", 1800), (1, 1), (0.5, 1), (10**12, 86400), (3600.9, 3600)]
)
def test_unusual_lifetime_is_accepted(expires_in: Any, lifetime: int, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque", expires_in=expires_in)
    scripted.take_over(active.environment)
    token_refresh.refresh(active.access_tokens.get().pk, actor=ACTOR)
    row = active.access_tokens.get()
    assert timedelta(seconds=lifetime - 5) < row.expires_at - row.obtained_at <= timedelta(seconds=lifetime)
    assert row.due_at < row.expires_at


@pytest.mark.parametrize("expires_in", [0, -1, True, "soon", [], {}, "-5", "٣"])
def test_impossible_lifetime_is_refused(expires_in: Any, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque", expires_in=expires_in)
    scripted.take_over(active.environment)
    with pytest.raises(AnswerUnusable, match="expires_in"):
        token_refresh.current(active)
    assert active.access_tokens.get().value == ""


def test_bound_client_refuses_unbound_token(mosaic: Sandbox, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply(mosaic.mint())
    scripted.take_over(active.environment)
    with pytest.raises(AnswerUnusable, match="not certificate-bound"):
        token_refresh.current(active)
    scripted.answers[TOKEN] = token_reply(mosaic.mint(cnf={"x5t#S256": "A" * 43}))
    with pytest.raises(AnswerUnusable, match="another certificate"):
        token_refresh.current(active, force=True)
    assert active.access_tokens.get().value == ""


def test_proof_with_unbound_token_fails(mosaic: Sandbox, scripted: ScriptedMosaic, payments: Client) -> None:
    credential = stage(mosaic, payments)
    scripted.answers[TOKEN] = token_reply(mosaic.mint())
    scripted.take_over(payments.environment)
    with pytest.raises(AnswerUnusable):
        proving.prove(payments, actor=ACTOR)
    credential.refresh_from_db()
    assert credential.proven_at is None
    with pytest.raises(MoveRefused):
        activation.activate(payments, actor=ACTOR)


@pytest.mark.parametrize("seconds", [1, 2, 5, 15, 60, 300, 3600, 86400])
@pytest.mark.parametrize("jitter", [0.0, 0.999])
def test_token_is_due_before_it_is_no_longer_alive(seconds: int, jitter: float) -> None:
    lifetime = timedelta(seconds=seconds)
    row = AccessToken(value="sealed", obtained_at=now(), expires_at=now() + lifetime)
    assert row.is_alive(row.obtained_at + renew_after(lifetime, jitter=jitter))
    assert not row.is_alive(row.expires_at - min(timedelta(seconds=1), lifetime / 20))
