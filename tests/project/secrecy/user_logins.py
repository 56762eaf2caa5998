"""User logins, approvals, refresh, exchange and revocation: what they show, and the secrets that no text may hold."""

from __future__ import annotations

import io
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client as Browser

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.login import views
from mosaic_clients.models import Client, PendingGrant
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.user_login import background_polling
from project.celery import app
from tests.clock import Clock
from tests.login import site
from tests.login.login_steps import start
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, token_reply
from tests.services.user_login.logging_in import logged_in, pushed

PASSPHRASE = "a passphrase that must not leak anywhere"
CODES = [f"{kind}-0123456789abcdefghijklmnopqrstuvwxyz-{kind}" for kind in ("request-one", "request-two", "device-one")]
TOKENS = [f"{kind}-9876543210zyxwvutsrqponmlkjihgfedcba-{kind}" for kind in ("access-one", "refresh-one")]


class Story:
    """The secrets of the run, and the texts that it showed."""

    def __init__(self) -> None:
        self.secrets = [PASSPHRASE, *CODES, *TOKENS]
        self.texts: list[str] = []
        self.queued: list[str] = []

    def keep(self, *secrets: str) -> None:
        for secret in secrets:
            assert secret
            self.secrets.append(secret)

    def fail(self, work: Callable[[], Any]) -> None:
        with pytest.raises(MosaicError) as failure:
            work()
        lines = traceback.TracebackException.from_exception(failure.value).format()
        self.texts.append("".join(lines) + repr(failure.value) + repr(vars(failure.value)))

    def show(self, *things: Any) -> None:
        self.texts += [f"{thing!r} {thing}" for thing in things]


def use_sandbox(story: Story, mosaic: Sandbox, shop: MosaicClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starts one login and leaves it pending. Completes another and uses its tokens in every way."""
    remember = views.PendingLogins.remember

    def spy(logins: Any, request: Any, **options: Any) -> None:
        story.keep(request.state, request.nonce, request.code_verifier)
        story.show(request, logins)
        remember(logins, request, **options)

    monkeypatch.setattr(views.PendingLogins, "remember", spy)
    start(Browser(SERVER_NAME=site.HOST), "/?basket=7")
    request = pushed(shop)
    callback_url = mosaic.sign_in(shop.authorization_url(request), "alice")
    code = parse_qs(urlsplit(callback_url).query)["code"][0]
    story.keep(request.state, request.nonce, request.code_verifier, code)
    tokens = shop.exchange_code(request, callback_url)
    story.fail(lambda: shop.exchange_code(request, callback_url))  # the code is used
    tokens = logged_in(mosaic, shop)
    renewed = shop.refresh(tokens)
    for each in (tokens, renewed):
        story.keep(each.access_token, each.refresh_token, each.id_token_hint)
    exchanged = shop.exchange_token(subject_token=renewed.access_token)
    story.keep(exchanged.value)
    story.show(request, tokens, renewed, exchanged, shop.introspect(renewed.access_token), shop.userinfo(renewed))
    shop.revoke(renewed.access_token)
    shop.revoke(renewed.refresh_token)
    assert Browser().get("/", headers={"Authorization": f"Bearer {renewed.access_token}"}).status_code == 200
    story.fail(lambda: shop.refresh(renewed))


def export(story: Story, folder: Any) -> None:
    """Exports the client's key, encrypted under the passphrase."""
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    options = ["--key", f"{folder}/key.pem", "--certificate", f"{folder}/leaf.pem", "--i-understand"]
    output = io.StringIO()
    arguments = ["mosaic", "credential", "export", "payments", *options, "--passphrase-file", f"{folder}/passphrase"]
    call_command(*arguments, stdout=output, stderr=output)
    story.texts.append(output.getvalue())
    story.keep(*(folder / "key.pem").read_text().splitlines()[2:4])


def use_echoing_mosaic(
    story: Story, scripted: ScriptedMosaic, client: Client, shop: MosaicClient, clock: Clock
) -> None:
    """Leaves a pending request, an uncollected answer and a refusal. This Mosaic repeats requests in its errors."""
    client.bound = False
    client.save()
    scripted.take_over(client.environment)
    scripted.answers["/cis/oidc/device/auth"] = Reply(
        200,
        {"device_code": CODES[2], "user_code": "WDJB", "verification_uri": "https://a.test/d", "expires_in": 600},
    )
    backchannel = iter(CODES[:2])
    scripted.answers["/cis/oidc/backchannel"] = lambda _: Reply(
        200, {"auth_req_id": next(backchannel), "expires_in": 600}
    )

    def echo(environ: dict[str, Any]) -> Reply:
        """Answers authorization_pending at first. Later it repeats the request, as a careless server does."""
        form = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        sent = " ".join(value for values in parse_qs(form).values() for value in values)
        if TOKENS[1] in sent or CODES[1] in sent:
            return Reply(400, {"error": "invalid_grant", "error_description": f"cannot take {sent}"})
        if CODES[0] in sent:
            return token_reply(TOKENS[0], refresh_token=TOKENS[1], scope="email")
        return Reply(400, {"error": "authorization_pending", "error_description": sent})

    scripted.answers[TOKEN] = echo
    requests = [
        shop.backchannel_authentication(login_hint="ann"),
        shop.backchannel_authentication(login_hint="bob"),
        shop.device_authorization(scope="email"),
    ]
    story.show(*requests)
    ids = [each.hand_over() for each in requests]
    story.show(*requests)
    clock.move(6)
    tasks.poll_pending_grants()
    story.queued.extend(_queued())
    for grant_id in background_polling.due(clock.now()):
        tasks.poll_pending_grant(str(grant_id))
    assert sorted(PendingGrant.objects.values_list("status", flat=True)) == ["FAILED", "GRANTED", "PENDING"]
    story.fail(lambda: shop.collect(ids[1]))
    story.fail(lambda: shop.refresh(TOKENS[1]))
    scripted.answers["/cis/oidc/me"] = lambda environ: Reply(
        401, {"error": "invalid_token", "error_description": environ["HTTP_AUTHORIZATION"]}
    )
    story.fail(lambda: shop.userinfo(TOKENS[0]))


def _queued() -> list[str]:
    with app.connection_for_read() as broker, broker.SimpleQueue("celery") as queue:
        messages = [queue.get_nowait() for _ in range(queue.qsize())]
        for message in messages:
            message.ack()
    return [f"{message.body!r}{message.headers!r}{message.properties!r}" for message in messages]
