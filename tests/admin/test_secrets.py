"""No private key and no token on any page, whoever looks and wherever."""

from __future__ import annotations

import re
from collections import deque
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import access_tokens, activation, staging
from tests.admin.pages import register, url

LINK = re.compile(r'(?:href|action)="(/admin/[^"]*|\?[^"]*)"')


@pytest.fixture
def secrets(mosaic: Sandbox, mosaic_client: Client) -> set[str]:
    """Every secret of a client that went through a rotation, as text and in runs that any encoding would show."""
    for _ in range(2):
        staging.stage(mosaic_client, actor="test")
        register(mosaic, mosaic_client)
        access_tokens.prove(mosaic_client, actor="test")
        activation.activate(mosaic_client, actor="test")
        access_tokens.refresh(mosaic_client.access_tokens.get().pk, actor="test", force=True)
    staging.stage(mosaic_client, actor="test")
    found = {AccessToken.objects.get().unseal("value"), *AccessToken.objects.values_list("value", flat=True)}
    for credential in Credential.objects.all():
        found.add(credential.private_key)
        found.update(line for line in credential.unseal("private_key").splitlines() if len(line) > 20)
    return found | {"PRIVATE KEY"}


AGAIN = re.compile(r"&|[?]o=[^&]*[.]|_changelist_filters=")
"""Two filters at once, a list sorted by two of its columns, or a page that remembers which list led to it."""


def crawl(browser: Browser) -> dict[str, str]:
    """Every page that can be reached by links, without leaving the admin; of filters and sortings one at a time."""
    seen: dict[str, str] = {}
    waiting = deque(["/admin/"])
    while waiting:
        address = waiting.popleft()
        if address in seen or "/logout/" in address or AGAIN.search(address):
            continue
        answer = browser.get(address)
        seen[address] = answer.content.decode() if not answer.streaming else ""
        for found in LINK.findall(seen[address]):
            target = found.replace("&amp;", "&")
            target = address.split("?")[0] + target if target.startswith("?") else target
            if "django_celery_beat" not in target and "/auth/" not in target:
                waiting.append(target)
    return seen


@pytest.mark.parametrize("who", ["root", "viewer"])
def test_no_page_shows_a_secret(secrets: set[str], request: pytest.FixtureRequest, who: str) -> None:
    browser = request.getfixturevalue(who)
    pages = crawl(browser)
    for row in (Client.objects.get(), *Credential.objects.all(), AccessToken.objects.get()):
        for page in ("change", "history", "delete"):
            pages[url(page, row)] = browser.get(url(page, row)).content.decode()
            pages[f"{url(page, row)}?_popup=1"] = browser.get(f"{url(page, row)}?_popup=1").content.decode()
    assert any(address.endswith("/jwks/") for address in pages)
    assert any(address.endswith("/revoke/") for address in pages) == (who == "root")
    leaks = {address for address, page in pages.items() if any(secret in page for secret in secrets)}
    assert leaks == set()


def test_no_log_entry_holds_a_secret(secrets: set[str], root: Browser) -> None:
    client = Client.objects.get()
    credential = client.credentials.staged().get()
    root.post(url("activate", client), {"unproven": "on"})
    root.post(url("revoke", credential))
    root.post(url("change", client), {"name": "renamed"})
    text = "".join(f"{entry.object_repr}{entry.change_message}" for entry in LogEntry.objects.all())
    assert credential.kid in text
    assert not any(secret in text for secret in secrets)


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("credential", "private_key__startswith"),
        ("credential", "private_key"),
        ("accesstoken", "value__startswith"),
        ("accesstoken", "credential__private_key__startswith"),
        ("client", "credentials__private_key__startswith"),
        ("client", "access_tokens__value__contains"),
        ("environment", "clients__credentials__private_key__gt"),
        ("event", "client__credentials__private_key__startswith"),
    ],
)
def test_a_list_is_no_oracle(root: Browser, secrets: set[str], model: str, lookup: str) -> None:
    answer: Any = root.get(url("changelist", model=model), {lookup: "m"})
    assert answer.status_code == 400


def test_search_does_not_look_at_secrets(root: Browser, secrets: set[str]) -> None:
    sealed = Credential.objects.values_list("private_key", flat=True)[0]
    for model in ("credential", "client", "accesstoken"):
        answer = root.get(url("changelist", model=model), {"q": sealed[:12]})
        assert answer.context["cl"].result_count == 0
