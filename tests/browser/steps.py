"""Steps that the browser tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

SCREENSHOTS = os.environ.get("MOSAIC_TESTS_SCREENSHOTS", "")
"""A directory for screenshots; empty for none."""


def log_in(window: Any, site: str) -> None:
    """Logs in as a superuser."""
    User.objects.create_superuser("operator", password="a long passphrase")
    window.goto(f"{site}/admin/")
    window.get_by_label("Username").fill("operator")
    window.get_by_label("Password").fill("a long passphrase")
    follow(window, window.get_by_role("button", name="Log in"))


def follow(window: Any, control: Any) -> None:
    """Clicks a control that opens another page, and waits until that page is loaded.

    A click alone returns while the next document may still be empty and without its style sheets.
    """
    with window.expect_navigation():
        control.click()


def follow_by_keyboard(window: Any) -> None:
    """Presses Enter on a control that opens another page, and waits until that page is loaded."""
    with window.expect_navigation():
        window.keyboard.press("Enter")


def picture(window: Any, name: str, *, full_page: bool = True) -> None:
    """Takes a screenshot if a directory is set."""
    if SCREENSHOTS:
        window.screenshot(path=str(Path(SCREENSHOTS) / f"{name}.png"), full_page=full_page)


def confirm(window: Any, action: str, button: str = "") -> str:
    """Follows the link of an action, confirms, and returns the messages."""
    follow(window, window.get_by_role("link", name=action, exact=True).first)
    follow(window, window.get_by_role("button", name=button or action, exact=True))
    return str(window.locator(".messagelist").inner_text())


def tab_to(window: Any, text: str) -> None:
    """Presses Tab until the control with ``text`` has the focus."""
    for _ in range(90):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")


def press(window: Any, action: str) -> str:
    """Opens and confirms an action by keyboard alone, and returns the messages."""
    tab_to(window, action)
    assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    follow_by_keyboard(window)
    assert window.locator("body.mosaic-action").is_visible()
    tab_to(window, action)
    assert window.evaluate("document.activeElement.tagName") == "BUTTON"
    follow_by_keyboard(window)
    return str(window.locator(".messagelist").inner_text())


def look(window: Any, name: str) -> None:
    """Takes screenshots at three widths. No page may scroll sideways."""
    for width in (1280, 600, 400):
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        picture(window, f"{name}-{width}")
    window.set_viewport_size({"width": 1280, "height": 900})
