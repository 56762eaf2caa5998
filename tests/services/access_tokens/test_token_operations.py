"""Calls about tokens: what is sent, how the response is used, and what is not sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import (
    AnswerUnusable,
    BearerRefused,
    MosaicRefusal,
    ParameterRefused,
)
from mosaic_clients.core.oauth.responses import ACCESS_TOKEN
from mosaic_clients.models import Client, RevokedBearer
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, token_reply

pytestmark = pytest.mark.django_db

INTROSPECTION, REVOCATION, USERINFO = "/cis/oidc/token/introspection", "/cis/oidc/token/revocation", "/cis/oidc/me"
SECRET = "a-token-that-must-stay-secret"


@pytest.fixture
def client(active: Client, scripted: ScriptedMosaic) -> Client:
    """A client whose Mosaic is scripted; its tokens are opaque."""
    active.bound = False
    active.save()
    scripted.take_over(active.environment)
    return active


@pytest.fixture
def mosaic_client(client: Client) -> MosaicClient:
    return MosaicClient(client)


def recorded(scripted: ScriptedMosaic, path: str, reply: Reply) -> list[dict[str, Any]]:
    """The forms that a path receives, with their Authorization header."""
    forms: list[dict[str, Any]] = []

    def answer(environ: dict[str, Any]) -> Reply:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        forms.append(form | {"Authorization": environ.get("HTTP_AUTHORIZATION")})
        return reply

    scripted.answers[path] = answer
    return forms


def test_invalid_token_is_refused_and_not_sent(mosaic_client: MosaicClient, scripted: ScriptedMosaic) -> None:
    for nonsense in ("", "a b", "tök", "a\n", "x" * 20_000):
        for make in (mosaic_client.introspect, mosaic_client.revoke, mosaic_client.userinfo):
            with pytest.raises(ParameterRefused):
                make(nonsense)
    with pytest.raises(ParameterRefused):
        mosaic_client.introspect("token", token_type_hint="id_token")
    with pytest.raises(ParameterRefused, match="Give both"):
        mosaic_client.exchange_token(subject_token="t", actor_token="a")
    assert scripted.requests == []


def test_exchange_sends_only_given_parameters(
    client: Client, mosaic_client: MosaicClient, scripted: ScriptedMosaic
) -> None:
    kind = ACCESS_TOKEN
    forms = recorded(scripted, TOKEN, token_reply("other", issued_token_type=kind))
    issued = mosaic_client.exchange_token(subject_token="s", audience="ledger", actor_token="a", actor_token_type=kind)
    assert forms == [
        {
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "client_id": client.client_id,
            "subject_token": "s",
            "subject_token_type": kind,
            "actor_token": "a",
            "actor_token_type": kind,
            "audience": "ledger",
            "Authorization": None,
        }
    ]
    assert (issued.value, issued.issued_token_type) == ("other", kind)
    assert issued.credential == client.credentials.active().get()
    assert "other" not in repr(issued)


ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token"


def test_exchange_accepts_issued_token_that_is_no_access_token(client: Client, scripted: ScriptedMosaic) -> None:
    client.bound = True
    client.save()
    for named in ("N_A", "n_a"):
        plain = "eyJhbGciOiJub25lIn0.e30.AA"
        scripted.answers[TOKEN] = token_reply(plain, token_type=named, issued_token_type=ID_TOKEN)
        issued = MosaicClient(client).exchange_token(subject_token="s", requested_token_type=ID_TOKEN)
        assert (issued.value, issued.issued_token_type) == (plain, ID_TOKEN)


@pytest.mark.parametrize("issued_token_type", [None, ACCESS_TOKEN])
def test_exchange_refuses_access_token_without_token_type(
    issued_token_type: str | None, mosaic_client: MosaicClient, scripted: ScriptedMosaic
) -> None:
    scripted.answers[TOKEN] = token_reply("other", token_type="N_A", issued_token_type=issued_token_type)
    with pytest.raises(AnswerUnusable, match="token_type"):
        mosaic_client.exchange_token(subject_token="s")
    scripted.answers[TOKEN] = token_reply("other", token_type="N_A", issued_token_type=ID_TOKEN)
    with pytest.raises(AnswerUnusable, match="token_type"):
        mosaic_client.delegated_access(user_id="u1", actor_token="a")


def test_omitted_scope_means_requested_scope(mosaic_client: MosaicClient, scripted: ScriptedMosaic) -> None:
    scripted.answers[TOKEN] = token_reply("other", scope=None)
    assert mosaic_client.exchange_token(subject_token="s", scope="read").scope == "read"
    assert mosaic_client.delegated_access(user_id="u1", actor_token="a", scope="read").scope == "read"
    assert mosaic_client.exchange_token(subject_token="s").scope == ""


def test_delegated_access_sends_user_id(mosaic_client: MosaicClient, scripted: ScriptedMosaic) -> None:
    forms = recorded(scripted, TOKEN, token_reply("theirs"))
    assert mosaic_client.delegated_access(user_id="u1", actor_token="a", scope="openid").value == "theirs"
    assert forms[0]["grant_type"] == "urn:transmit:grant-type:delegated-access"
    assert (forms[0]["subject_identifier"], forms[0]["subject_identifier_type"]) == ("u1", "user_id")


def test_exchange_refuses_token_bound_to_another_certificate(client: Client, scripted: ScriptedMosaic) -> None:
    client.bound = True
    client.save()
    scripted.answers[TOKEN] = token_reply("eyJhbGciOiJub25lIn0.e30.AA")
    with pytest.raises(AnswerUnusable) as caught:
        MosaicClient(client).exchange_token(subject_token="s")
    assert caught.value.code == "not_bound"


def test_userinfo_sends_token_in_header_and_not_in_url(mosaic_client: MosaicClient, scripted: ScriptedMosaic) -> None:
    forms = recorded(scripted, USERINFO, Reply(200, {"sub": "ann"}))
    assert mosaic_client.userinfo(SECRET).subject == "ann"
    assert forms == [{"Authorization": f"Bearer {SECRET}"}]


def test_refused_revocation_changes_nothing_here(mosaic_client: MosaicClient, scripted: ScriptedMosaic) -> None:
    scripted.answers[REVOCATION] = Reply(400, {"error": "unsupported_token_type"})
    with pytest.raises(MosaicRefusal):
        mosaic_client.revoke(SECRET)
    assert not RevokedBearer.objects.exists()
    scripted.answers[REVOCATION] = Reply(200, b"")
    mosaic_client.revoke(SECRET)
    assert RevokedBearer.objects.count() == 1


def test_malformed_introspection_response_raises_answer_unusable(
    mosaic_client: MosaicClient, scripted: ScriptedMosaic
) -> None:
    for members in ({}, {"active": "true"}, {"active": True, "exp": "soon"}, {"active": True, "aud": 5}):
        scripted.answers[INTROSPECTION] = Reply(200, members)
        with pytest.raises(AnswerUnusable):
            mosaic_client.introspect(SECRET)
    scripted.answers[INTROSPECTION] = Reply(200, {"active": True, "sub": "ann", "cnf": None})
    with pytest.raises(BearerRefused):
        mosaic_client.introspect(SECRET).require_bound_to(None)


def test_userinfo_refusal_is_read_from_www_authenticate(mosaic_client: MosaicClient, scripted: ScriptedMosaic) -> None:
    challenge = 'Bearer error="invalid_token", error_description="The access token has expired."'
    scripted.answers[USERINFO] = Reply(401, b"", {"WWW-Authenticate": challenge})
    with pytest.raises(MosaicRefusal, match="has expired") as caught:
        mosaic_client.userinfo(SECRET)
    assert (caught.value.code, caught.value.status) == ("invalid_token", 401)
