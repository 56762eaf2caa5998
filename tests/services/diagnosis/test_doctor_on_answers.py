"""The doctor on Mosaic's responses: tokens that an API would refuse, refusals, clocks, and FAPI 2.0."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import CheckState
from mosaic_clients.core.remedies import RemedyKind
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.environments import registry as environment_registry
from tests.mosaic import RESOURCE, TOKEN, Reply, ScriptedMosaic, token_reply
from tests.services.diagnosis.examining import examine, kinds, states


def test_unbound_or_wrongly_bound_token_fails(mosaic: Sandbox, scripted: ScriptedMosaic, active: Client) -> None:
    mosaic.add_client(active.client_id, AuthMethod.SELF_SIGNED, bound=False, resources=[RESOURCE])
    steps = examine(active)
    assert states(steps)["failed"] == ["token"]
    assert kinds(steps["token"]) == [RemedyKind.MATCH_TOKEN_BINDING]
    scripted.answers[TOKEN] = token_reply(mosaic.mint(cnf={"x5t#S256": "A" * 43}))
    scripted.take_over(active.environment)
    assert "another certificate" in examine(active)["token"].seen


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"iss": "https://other.test"}, "iss 'https://other.test'"),
        ({"aud": "another"}, "aud 'another'"),
        ({"exp": 1}, "expired"),
        ({"iat": "x"}, "iat is not a number"),
    ],
    ids=str,
)
def test_token_that_an_api_would_refuse_fails(
    mosaic: Sandbox, scripted: ScriptedMosaic, active: Client, claims: dict[str, Any], words: str
) -> None:
    bound = {"cnf": {"x5t#S256": active.credentials.get().x5t_s256}, "client_id": active.client_id}
    examine(active)  # with the signing keys of the sandbox; the scripted Mosaic has none
    scripted.answers[TOKEN] = token_reply(mosaic.mint(**{**bound, **claims}))
    scripted.take_over(active.environment)
    steps = examine(active)
    assert states(steps)["failed"] == ["token"]
    assert words in steps["token"].seen
    assert steps["token"].remedy


def test_opaque_token_is_skipped(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque")
    scripted.take_over(active.environment)
    steps = examine(active)
    assert "failed" not in states(steps)
    assert (steps["token"].state, "opaque" in steps["token"].seen) == (CheckState.SKIPPED, True)


def test_client_without_client_credentials_grant_is_ok(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = Reply(400, {"error": "unauthorized_client"})
    scripted.take_over(active.environment)
    steps = examine(active)
    assert "failed" not in states(steps)
    assert (steps["oauth"].state, steps["token"].state) == (CheckState.OK, CheckState.SKIPPED)


@pytest.mark.parametrize(("offset", "side"), [(-100, "ahead of"), (100, "behind")])
def test_clock_skew_fails_clock_step(scripted: ScriptedMosaic, active: Client, offset: int, side: str) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=offset), usegmt=True)
    scripted.answers[TOKEN] = Reply(401, {"error": "invalid_client"}, {"Date": date})
    scripted.take_over(active.environment)
    steps = examine(active)
    assert states(steps)["failed"] == ["oauth", "clock"]
    assert side in steps["clock"].seen
    assert kinds(steps["clock"]) == [RemedyKind.SET_CLOCK]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(200, b"<html>"), RemedyKind.CHECK_TOKEN_ENDPOINT),
        (Reply(302, {}, {"Location": "https://elsewhere.test"}), RemedyKind.CHECK_TOKEN_ENDPOINT),
        (Reply(503, {"message": "busy", "error_code": 503}), RemedyKind.TRY_AGAIN_LATER),
        (Reply(404, {"message": "Cannot POST", "error_code": 404}), RemedyKind.CHECK_TOKEN_ENDPOINT),
        (Reply(400, {"error": "invalid_target"}), RemedyKind.CHANGE_RESOURCE),
    ],
    ids=lambda value: str(getattr(value, "status", "")),
)
def test_response_without_token_has_remedy(
    scripted: ScriptedMosaic, active: Client, reply: Reply, kind: RemedyKind
) -> None:
    scripted.answers[TOKEN] = reply
    scripted.take_over(active.environment)
    steps = examine(active)
    assert states(steps)["failed"] == ["oauth"]
    assert kinds(steps["oauth"]) == [kind]
    assert steps["oauth"].remedy.resource == RESOURCE


def test_fapi_client_is_checked_against_rules(mosaic: Sandbox, active: Client) -> None:
    Client.objects.update(fapi=True)
    steps = examine(active)
    assert states(steps)["failed"] == ["fapi"]
    assert "RS256" in steps["fapi"].seen
    assert kinds(steps["fapi"]) == [RemedyKind.DISCOVER_ENDPOINTS, RemedyKind.LIMIT_ALGORITHMS, RemedyKind.MEET_FAPI]
    assert {step.environment for step in steps["fapi"].remedy} == {"local"}
    environment = environment_registry.find("local")
    environment.algorithms, environment.use_discovery = ["PS256"], True
    environment.discovered = {"issuer": mosaic.issuer}
    environment.save()
    assert examine(active)["fapi"].state is CheckState.OK
