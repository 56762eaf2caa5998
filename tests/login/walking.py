"""The steps of a login, and the page that says it did not succeed."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.test import Client as Browser

from tests.login import site


def with_login(settings: Any, **values: str) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **values}


def start(person: Browser, target: str = "") -> str:
    """The address at Mosaic that the browser is sent to."""
    started = person.get(f"/login/start?next={quote(target)}" if target else "/login/start", secure=True)
    assert started.status_code == 302, started.content
    return str(started["Location"])


def come_back(person: Browser, back: str, **changes: str) -> Any:
    parts = urlsplit(back)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == site.CALLBACK
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return person.get(parts.path, query, secure=True)


def require_page(answer: Any, status: int, code: str) -> str:
    """A page for a person, that no cache keeps and that tells no other site its address."""
    text = answer.content.decode()
    assert (answer.status_code, f"Code: {code}" in text) == (status, True), text
    assert "You are not logged in" in text
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    return str(text)
