"""A refusal that repeats its request is kept without the secrets."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from mosaic_clients.transport.http import Limits, call
from mosaic_clients.transport.redaction import SECRETS, without_echo
from tests.transport.fault_server import plain

SECRET = 'tök/en+with "odd" signs='


@pytest.mark.parametrize("name", sorted(SECRETS))
@pytest.mark.parametrize(
    "spell",
    [str, json.dumps, lambda text: json.dumps(text).replace("/", "\\/"), lambda text: quote(text, "")],
    ids=["plain", "json", "json, slashes escaped", "url"],
)
def test_secret_is_removed_in_every_spelling(name, spell):
    result = without_echo(f"no {name} like {spell(SECRET)}, sorry".encode(), {name: SECRET, "client_id": "shop"}, {})
    assert b"odd" not in result
    assert result.startswith(f"no {name} like ".encode())
    assert b", sorry" in result


def test_bearer_of_the_call_is_removed():
    for name in ("Authorization", "authorization"):
        assert without_echo(b"bad: Bearer abcdefgh", {}, {name: "Bearer abcdefgh"}) == b"bad: Bearer [removed]"


def test_other_parameters_are_kept():
    form = {"client_id": "payments-1", "scope": "openid email", "code": "short"}
    body = b"client payments-1 may not have openid email; short"
    assert without_echo(body, form, {"Accept": "application/json"}) == body


def test_secret_is_removed_from_a_challenge(serve, connect):
    challenge = 'Bearer error="invalid_token", error_description="no code-of-a-user"'
    server = serve(plain(b"", status="401 Unauthorized", WWW_Authenticate=challenge))
    answer = call(connect(), "POST", server.url, form={"code": "code-of-a-user"}, limits=Limits())
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token", error_description="no [removed]"'
