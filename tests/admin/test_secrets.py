"""No page shows a private key or a token to any user."""

from __future__ import annotations

import re
from collections import deque
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving, staging
from tests.admin.pages import register, url

LINK = re.compile(r'(?:href|action)="(/admin/[^"]*|\?[^"]*)"')


@pytest.fixture
def secrets(mosaic: Sandbox, mosaic_client: Client) -> set[str]:
    """Every secret of a client after a rotation: encrypted, decrypted, and line by line."""
    for _ in range(2):
        staging.stage(mosaic_client, actor="test")
        register(mosaic, mosaic_client)
        proving.prove(mosaic_client, actor="test")
        activation.activate(mosaic_client, actor="test")
        token_refresh.refresh(mosaic_client.access_tokens.get().pk, actor="test", force=True)
    staging.stage(mosaic_client, actor="test")
    secrets = {AccessToken.objects.get().unseal("value"), *AccessToken.objects.values_list("value", flat=True)}
    for credential in Credential.objects.all():
        secrets.add(credential.private_key)
        secrets.update(line for line in credential.unseal("private_key").splitlines() if len(line) > 20)
    return secrets | {"PRIVATE KEY"}


COMBINED = re.compile(r"&|[?]o=[^&]*[.]|_changelist_filters=")
"""A list with two filters or two sort columns, or a page with the filters of its list in the URL."""
QUERY = re.compile(r"[?]")
"""A list that is filtered or sorted: it shows no more to a viewer than the whole list does."""


def crawl(browser: Browser, skipped: re.Pattern[str]) -> dict[str, str]:
    """Returns every admin page that links lead to, except for the skipped addresses."""
    pages: dict[str, str] = {}
    waiting = deque(["/admin/"])
    while waiting:
        address = waiting.popleft()
        if address in pages or "/logout/" in address or skipped.search(address):
            continue
        answer = browser.get(address)
        pages[address] = answer.content.decode() if not answer.streaming else ""
        for href in LINK.findall(pages[address]):
            target = href.replace("&amp;", "&")
            target = address.split("?")[0] + target if target.startswith("?") else target
            if "django_celery_beat" not in target and "/auth/" not in target:
                waiting.append(target)
    return pages


@pytest.mark.parametrize("user", ["root", "viewer"])
def test_no_page_shows_a_secret(secrets: set[str], request: pytest.FixtureRequest, user: str) -> None:
    browser = request.getfixturevalue(user)
    pages = crawl(browser, COMBINED if user == "root" else QUERY)
    for row in (Client.objects.get(), *Credential.objects.all(), AccessToken.objects.get()):
        for page in ("change", "history", "delete"):
            pages[url(page, row)] = browser.get(url(page, row)).content.decode()
            pages[f"{url(page, row)}?_popup=1"] = browser.get(f"{url(page, row)}?_popup=1").content.decode()
    assert any(address.endswith("/jwks/") for address in pages)
    assert any(address.endswith("/revoke/") for address in pages) == (user == "root")
    leaks = {address for address, page in pages.items() if any(secret in page for secret in secrets)}
    assert leaks == set()


def test_no_log_entry_contains_a_secret(secrets: set[str], root: Browser) -> None:
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
def test_list_refuses_lookup_of_secrets(root: Browser, secrets: set[str], model: str, lookup: str) -> None:
    answer: Any = root.get(url("changelist", model=model), {lookup: "m"})
    assert answer.status_code == 400


def test_search_ignores_secrets(root: Browser, secrets: set[str]) -> None:
    sealed = Credential.objects.values_list("private_key", flat=True)[0]
    for model in ("credential", "client", "accesstoken"):
        answer = root.get(url("changelist", model=model), {"q": sealed[:12]})
        assert answer.context["cl"].result_count == 0
