"""Users log in, approve elsewhere, renew, exchange and revoke; then their real secrets are searched for everywhere."""

from __future__ import annotations

import io
import pickle
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
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
from tests.login.walking import start, with_login
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, token_reply
from tests.project.conftest import Log
from tests.project.secrets_of import leaks
from tests.services.user_login.logging_in import OFFLINE, allow_logins, logged_in, pushed

pytestmark = pytest.mark.django_db

PASSPHRASE = "a passphrase that nobody else may know"
CODES = [f"{kind}-0123456789abcdefghijklmnopqrstuvwxyz-{kind}" for kind in ("request-one", "request-two", "device-one")]
GIVEN = [f"{kind}-9876543210zyxwvutsrqponmlkjihgfedcba-{kind}" for kind in ("access-one", "refresh-one")]


class Story:
    """What happened: its secrets, and what was shown on the way."""

    def __init__(self) -> None:
        self.secrets = [PASSPHRASE, *CODES, *GIVEN]
        self.shown: list[str] = []
        self.queued: list[str] = []

    def keep(self, *secrets: str) -> None:
        for secret in secrets:
            assert secret
            self.secrets.append(secret)

    def fail(self, work: Callable[[], Any]) -> None:
        with pytest.raises(MosaicError) as failure:
            work()
        lines = traceback.TracebackException.from_exception(failure.value).format()
        self.shown.append("".join(lines) + repr(failure.value) + repr(vars(failure.value)))

    def show(self, *things: Any) -> None:
        self.shown += [f"{thing!r} {thing}" for thing in things]


@pytest.fixture
def story(
    log: Log,
    mosaic: Sandbox,
    scripted: ScriptedMosaic,
    active: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
) -> Story:
    told = Story()
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "tests.login.site", [site.HOST, "testserver"]
    with_login(settings, LOGIN_CLIENT="payments", LOGIN_USER_HOOK="tests.login.site.known_user", LOGIN_SCOPE=OFFLINE)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": True}
    shop = allow_logins(mosaic, active)
    _at_the_sandbox(told, mosaic, shop, monkeypatch)
    _export(told, tmp_path)
    _at_a_mosaic_that_tells(told, scripted, active, shop, Clock(monkeypatch))
    return told


def _at_the_sandbox(told: Story, mosaic: Sandbox, shop: MosaicClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logins, one left on its way in a session, and everything that can be done with the tokens of another."""
    remember = views.PendingLogins.remember

    def spy(logins: Any, request: Any, **how: Any) -> None:
        told.keep(request.state, request.nonce, request.code_verifier)
        told.show(request, logins)
        remember(logins, request, **how)

    monkeypatch.setattr(views.PendingLogins, "remember", spy)
    start(Browser(SERVER_NAME=site.HOST), "/?basket=7")
    request = pushed(shop)
    back = mosaic.sign_in(shop.authorization_url(request), "alice")
    code = parse_qs(urlsplit(back).query)["code"][0]
    told.keep(request.state, request.nonce, request.code_verifier, code)
    tokens = shop.exchange_code(request, back)
    told.fail(lambda: shop.exchange_code(request, back))  # spent
    tokens = logged_in(mosaic, shop)
    renewed = shop.refresh(tokens)
    for each in (tokens, renewed):
        told.keep(each.access_token, each.refresh_token, each.id_token_hint)
    exchanged = shop.exchange_token(subject_token=renewed.access_token)
    told.keep(exchanged.value)
    told.show(request, tokens, renewed, exchanged, shop.introspect(renewed.access_token), shop.userinfo(renewed))
    shop.revoke(renewed.access_token)
    shop.revoke(renewed.refresh_token)
    assert Browser().get("/", headers={"Authorization": f"Bearer {renewed.access_token}"}).status_code == 200
    told.fail(lambda: shop.refresh(renewed))


def _export(told: Story, folder: Any) -> None:
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    options = ["--key", f"{folder}/key.pem", "--certificate", f"{folder}/leaf.pem", "--i-understand"]
    output = io.StringIO()
    said = ["mosaic", "credential", "export", "payments", *options, "--passphrase-file", f"{folder}/passphrase"]
    call_command(*said, stdout=output, stderr=output)
    told.shown.append(output.getvalue())
    told.keep(*(folder / "key.pem").read_text().splitlines()[2:4])


def _at_a_mosaic_that_tells(
    told: Story, scripted: ScriptedMosaic, client: Client, shop: MosaicClient, clock: Clock
) -> None:
    """A pending request, an uncollected answer, a refusal; and a Mosaic that repeats in its errors what it was sent."""
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
        """PENDING at first, so that they are handed over; what a careless server says later."""
        form = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        said = " ".join(value for values in parse_qs(form).values() for value in values)
        if GIVEN[1] in said or CODES[1] in said:
            return Reply(400, {"error": "invalid_grant", "error_description": f"cannot take {said}"})
        if CODES[0] in said:
            return token_reply(GIVEN[0], refresh_token=GIVEN[1], scope="email")
        return Reply(400, {"error": "authorization_pending", "error_description": said})

    scripted.answers[TOKEN] = echo
    asked = [
        shop.backchannel_authentication(login_hint="ann"),
        shop.backchannel_authentication(login_hint="bob"),
        shop.device_authorization(scope="email"),
    ]
    told.show(*asked)
    ids = [each.hand_over() for each in asked]
    told.show(*asked)
    clock.move(6)
    tasks.poll_pending_grants()
    told.queued.extend(_queued())
    for grant_id in background_polling.due(clock.now()):
        tasks.poll_pending_grant(str(grant_id))
    assert sorted(PendingGrant.objects.values_list("status", flat=True)) == ["FAILED", "GRANTED", "PENDING"]
    told.fail(lambda: shop.collect(ids[1]))
    told.fail(lambda: shop.refresh(GIVEN[1]))
    scripted.answers["/cis/oidc/me"] = lambda environ: Reply(
        401, {"error": "invalid_token", "error_description": environ["HTTP_AUTHORIZATION"]}
    )
    told.fail(lambda: shop.userinfo(GIVEN[0]))


def _queued() -> list[str]:
    with app.connection_for_read() as broker, broker.SimpleQueue("celery") as queue:
        messages = [queue.get_nowait() for _ in range(queue.qsize())]
        for message in messages:
            message.ack()
    return [f"{message.body!r}{message.headers!r}{message.properties!r}" for message in messages]


def test_the_search_finds_what_is_there(story: Story) -> None:
    """Otherwise the tests below could not fail."""
    row = PendingGrant.objects.get(status="GRANTED")
    assert leaks(row.unseal("answer"), story.secrets)
    assert leaks(PendingGrant.objects.get(status="PENDING").unseal("code"), story.secrets)
    assert len(story.secrets) > 20


def test_no_log_exception_repr_or_message_tells_a_users_secret(story: Story, log: Log) -> None:
    text = "\n".join(log.lines)
    assert "POST /cis/oidc/token" in text
    assert any("INSERT INTO" in line and "pendinggrant" in line for line in log.lines)
    assert leaks(text, story.secrets) == []
    assert leaks("\n".join(story.shown), story.secrets) == []
    assert story.queued
    assert leaks("\n".join(story.queued), story.secrets) == []


def test_no_table_dump_pickle_or_session_tells_a_users_secret(story: Story) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert leaks(repr(cursor.fetchall()), story.secrets) == [], table
    for model in apps.get_models():
        for row in model._default_manager.all():
            assert leaks(repr(row) + repr(vars(row)) + pickle.dumps(row).decode("latin-1"), story.secrets) == []
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert any("mosaic_logins" in session for session in sessions)
    assert leaks(repr(sessions), story.secrets) == []
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    assert "mosaic_clients.pendinggrant" in dump.getvalue()
    assert leaks(dump.getvalue(), story.secrets) == []


def test_no_page_of_the_admin_tells_a_users_secret(story: Story, settings: Any) -> None:
    settings.ROOT_URLCONF = "project.urls"
    browser = Browser()
    browser.force_login(User.objects.create_superuser("admin"))
    seen = 0
    for model in apps.get_app_config("mosaic_clients").get_models():
        address = f"/admin/mosaic_clients/{model._meta.model_name}/"
        for page in (address, *(f"{address}{row.pk}/change/" for row in model._default_manager.all())):
            answer = browser.get(page)
            seen += answer.status_code == 200
            assert leaks(answer.content.decode(), story.secrets) == [], page
    assert seen > 10
