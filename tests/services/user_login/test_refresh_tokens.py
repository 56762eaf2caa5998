"""Renewal of a user's tokens: the new refresh token is saved first, and the right certificate is presented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import (
    AnswerUnusable,
    IdTokenRefused,
    MosaicError,
    MosaicRefusal,
    ParameterRefused,
    TLSFailure,
)
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.credentials import transitions
from tests.mosaic import ACTOR, TOKEN, Reply, ScriptedMosaic, activate, counting
from tests.services.user_login.logging_in import answering, logged_in, user_reply

pytestmark = pytest.mark.django_db


def test_on_rotated_gets_new_refresh_token_and_old_one_is_invalid(mosaic: Sandbox, shop: MosaicClient) -> None:
    tokens, saved = logged_in(mosaic, shop), []
    renewed = shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert saved == [(renewed.refresh_token, tokens.x5t_s256)]
    assert renewed.refresh_token != tokens.refresh_token
    assert renewed.id_token is not None
    assert renewed.id_token.subject == "alice"
    again = shop.refresh(renewed.refresh_token, x5t_s256=renewed.x5t_s256)
    assert again.refresh_token not in {renewed.refresh_token, tokens.refresh_token}
    with pytest.raises(MosaicRefusal) as refusal:
        shop.refresh(tokens)
    assert refusal.value.code == "invalid_grant"


@pytest.mark.parametrize(
    "members",
    [
        {"id_token": "rubbish"},
        {"id_token": "a.b.c.d.e"},
        {"access_token": None},
        {"access_token": "a b"},
        {"token_type": "DPoP"},
        {"expires_in": "soon"},
        {"scope": 7},
    ],
    ids=str,
)
def test_new_refresh_token_is_saved_before_other_checks(
    members: dict[str, Any], mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    tokens, saved = logged_in(mosaic, shop), []
    answering(scripted, active, TOKEN, user_reply(mosaic, active, **members))
    with pytest.raises((AnswerUnusable, IdTokenRefused)):
        shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert saved == [("next", tokens.x5t_s256)]
    assert scripted.requests == [TOKEN]


@pytest.mark.parametrize(
    "claims", [{"sub": "mallory"}, {"aud": "another"}, {"exp": 1}, {"iss": "https://evil.test"}], ids=str
)
def test_renewed_id_token_of_another_user_is_refused_after_save(
    claims: dict[str, Any], mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    tokens, saved = logged_in(mosaic, shop), []
    good = {"sub": "alice", "aud": active.client_id, "client_id": None, "scope": None}
    forged = mosaic.mint(header={"typ": "JWT"}, **{**good, **claims})
    answering(scripted, active, TOKEN, user_reply(mosaic, active, id_token=forged))
    with pytest.raises(IdTokenRefused):
        shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert saved == [("next", tokens.x5t_s256)]


def test_omitted_values_of_renewal_are_kept(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    tokens, saved = logged_in(mosaic, shop), []
    members = {"refresh_token": None, "id_token": None, "scope": None}
    answering(scripted, active, TOKEN, user_reply(mosaic, active, **members))
    renewed = shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    kept = (renewed.refresh_token, renewed.id_token, renewed.id_token_hint, renewed.scope)
    assert kept == (tokens.refresh_token, tokens.id_token, tokens.id_token_hint, tokens.scope)
    assert renewed.access_token != tokens.access_token
    assert saved == []


def test_unchanged_refresh_token_is_not_saved_again(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    tokens, saved = logged_in(mosaic, shop), []
    answering(scripted, active, TOKEN, user_reply(mosaic, active, refresh_token=tokens.refresh_token))
    renewed = shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert (renewed.refresh_token, saved) == (tokens.refresh_token, [])


def test_refresh_without_response_is_not_retried(mosaic: Sandbox, shop: MosaicClient) -> None:
    tokens = logged_in(mosaic, shop)
    with (
        counting(mosaic) as request_counts,
        mosaic.faults.reset("POST /cis/oidc/token", count=None),
        pytest.raises(TLSFailure),
    ):
        shop.refresh(tokens)
    assert request_counts[TOKEN] == 1


@pytest.mark.parametrize("reply", [Reply(400, {"error": "invalid_grant", "refresh_token": "x"}), Reply(502, b"<html>")])
def test_refused_refresh_saves_nothing(
    reply: Reply, mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    tokens, saved = logged_in(mosaic, shop), []
    answering(scripted, active, TOKEN, reply)
    with pytest.raises(MosaicError):
        shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert (saved, scripted.requests) == ([], [TOKEN])


def test_exception_of_on_rotated_is_raised(mosaic: Sandbox, shop: MosaicClient) -> None:
    def fail(*pair: str) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        shop.refresh(logged_in(mosaic, shop), on_rotated=fail)


def test_refresh_sends_nothing_without_refresh_token(mosaic: Sandbox, shop: MosaicClient) -> None:
    tokens = logged_in(mosaic, shop, "openid")
    with counting(mosaic) as request_counts, pytest.raises(ParameterRefused, match="offline_access"):
        shop.refresh(tokens)
    assert not request_counts


def test_refresh_presents_retiring_certificate_during_overlap(
    mosaic: Sandbox, active: Client, shop: MosaicClient
) -> None:
    """The sandbox binds refresh tokens to the certificate, as Mosaic may (docs/mosaic.md §8)."""
    tokens = logged_in(mosaic, shop)
    activate(mosaic, active)
    assert Credential.objects.get(x5t_s256=tokens.x5t_s256).state is CredentialStatus.RETIRING
    renewed = shop.refresh(tokens)
    assert renewed.x5t_s256 == tokens.x5t_s256
    stored = shop.refresh(renewed.refresh_token, x5t_s256=renewed.x5t_s256)
    assert stored.x5t_s256 == tokens.x5t_s256
    assert logged_in(mosaic, shop).x5t_s256 == active.credentials.active().get().x5t_s256


@pytest.mark.parametrize("end", [transitions.retire, transitions.revoke])
def test_refresh_presents_active_certificate_after_overlap(
    end: Callable[..., Credential], mosaic: Sandbox, active: Client, shop: MosaicClient
) -> None:
    tokens = logged_in(mosaic, shop)
    old = active.credentials.active().get()
    activate(mosaic, active)
    end(active, old.kid, actor=ACTOR)
    with pytest.raises(MosaicRefusal) as refusal:
        shop.refresh(tokens)
    assert refusal.value.code == "invalid_grant"
