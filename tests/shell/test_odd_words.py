"""Arguments that are no text, numbers that are no span, stored text that would play with a terminal."""

from __future__ import annotations

import pytest
from django.db import DataError

from mosaic_clients.models import Credential
from mosaic_clients.services.clients import registry as client_registry


@pytest.mark.parametrize(
    "words",
    [
        ("client", "show", "\udcff"),
        ("client", "add", "x", "--environment", "\udcff", "--client-id", "x", "--auth-method", "tls_client_auth"),
        ("client", "set", "shop", "--certificate-authority", "\udcff"),
        ("credential", "retire", "shop", "--kid=\udcff"),
    ],
)
def test_a_name_that_is_not_utf8_is_a_name_that_nothing_has(words, refuse, shop):
    line = refuse(*words)
    assert any(said in line for said in ("There is no", "no credential", "Not a valid"))


def test_a_value_that_is_not_utf8_is_refused_in_one_line(refuse, eu):
    method = ("--auth-method", "tls_client_auth", "--client-id", "other", "--app-id", "\udcff")
    assert "UTF-8" in refuse("client", "add", "other", "--environment", eu, *method)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e9", "36526", "0", "-1"])
@pytest.mark.parametrize("option", ["--days", "--leaf-days"])
def test_a_number_of_days_that_no_certificate_lives_is_refused(option, number, refuse):
    line = refuse("authority", "add", "own", "--subject", "CN=Own", f"{option}={number}")
    assert any(said in line for said in ("no number of days", "at most 100 years", "validity of issued certificates"))


def test_what_the_database_does_not_take_is_one_line(refuse, shop, monkeypatch):
    def fails(name: str) -> None:
        raise DataError(f"value too long for {name}\nDETAIL: \x1b[2J")

    monkeypatch.setattr(client_registry, "find", fails)
    assert "value too long for shop" in refuse("client", "show", shop)


def test_stored_text_cannot_play_with_the_terminal(do, shop):
    do("credential", "stage", shop)
    Credential.objects.update(subject_dn="CN=evil\x1b[2J\u202e\r")
    shown = do("client", "show", shop)
    assert "CN=evil\\x1b[2J\\u202e\\r" in shown
    assert all(line.isprintable() for line in shown.splitlines())
