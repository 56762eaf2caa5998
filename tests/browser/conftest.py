"""A real Chromium for the admin."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from mosaic_clients.sandbox import Sandbox

CHROMIUM = os.environ.get("MOSAIC_TESTS_CHROMIUM", "") or shutil.which("chromium") or ""
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def mosaic() -> Iterator[Sandbox]:
    """A local Mosaic."""
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A running browser. The tests of a file share it, because starting it takes longer than most of them."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install playwright)"
    )
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (apt install chromium, or name it in MOSAIC_TESTS_CHROMIUM)")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as running:
        # Playwright's event loop runs in this thread, and the tests query the database in it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a fresh browser profile, 1280 by 900. A parameter ``dark`` prefers dark colors."""
    context = chromium.new_context(
        color_scheme="dark" if getattr(request, "param", "") == "dark" else "light",
        viewport={"width": 1280, "height": 900},
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.failures = []
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    page.on("response", lambda answer: page.failures.append(answer.url) if _is_missing(answer) else None)
    yield page
    failures = page.failures
    context.close()
    assert failures == []


def _is_missing(answer: Any) -> bool:
    """Returns whether a style sheet or script is missing."""
    return answer.status >= 400 and "/static/" in answer.url


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
