"""The steps of a login, and a check of its error page."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.test import Client as Browser

from tests.login import site


def with_login(settings: Any, **values: str) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **values}


def start(person: Browser, target: str = "") -> str:
    """Starts a login. Returns the URL at Mosaic that the browser is redirected to."""
    response = person.get(f"/login/start?next={quote(target)}" if target else "/login/start", secure=True)
    assert response.status_code == 302, response.content
    return str(response["Location"])


def come_back(person: Browser, callback_url: str, **changes: str) -> Any:
    parts = urlsplit(callback_url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == site.CALLBACK
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return person.get(parts.path, query, secure=True)


def require_page(answer: Any, status: int, code: str) -> str:
    """Checks for an error page that is not cached and sends no referrer. Returns its text."""
    text = answer.content.decode()
    assert (answer.status_code, f"Code: {code}" in text) == (status, True), text
    assert "You are not logged in" in text
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    return str(text)
