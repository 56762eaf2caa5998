"""The HTML of the pages for users: small, without scripts, with escaped values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from mosaic_clients.sandbox.server.application import Response

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
}


def page(title: str, *parts: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a page of HTML parts. Escapes only the title."""
    text = (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{escape(title)}</title><h1>{escape(title)}</h1>"
    )
    return Response(status, headers={**_HEADERS, **(headers or {})}, body=(text + "".join(parts)).encode())


def paragraph(text: str) -> str:
    """Return one paragraph."""
    return f"<p>{escape(text)}</p>"


def form(action: str, hidden: Mapping[str, str], fields: Iterable[tuple[str, str, str]], *buttons: str) -> str:
    """Return a form that is posted to ``action``.

    ``fields`` are name, label and value of text inputs. Each button sends its own lower-case text as ``decision``.
    """
    inputs = [
        f"<input type='hidden' name='{escape(name)}' value='{escape(value)}'>" for name, value in hidden.items()
    ] + [
        f"<p><label>{escape(label)} <input name='{escape(name)}' value='{escape(value)}'></label></p>"
        for name, label, value in fields
    ]
    inputs += [f"<button name='decision' value='{escape(text.lower())}'>{escape(text)}</button> " for text in buttons]
    return f"<form method='post' action='{escape(action)}'>{''.join(inputs)}</form>"


def redirect(location: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a 303 redirect. The caller must have checked the address."""
    return Response(303, headers={"Location": location, "Cache-Control": "no-store", **(headers or {})})
