"""Arguments that are not UTF-8, impossible durations, and stored control characters."""

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
def test_name_that_is_not_utf8_is_unknown(words, refuse, shop):
    line = refuse(*words)
    assert any(
        text in line
        for text in ("There is no", "no credential", "Not a valid client name", "Not a valid environment name")
    )


def test_value_that_is_not_utf8_is_refused_in_one_line(refuse, eu):
    method = ("--auth-method", "tls_client_auth", "--client-id", "other", "--app-id", "\udcff")
    assert "UTF-8" in refuse("client", "add", "other", "--environment", eu, *method)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e9", "36526", "0", "-1"])
@pytest.mark.parametrize("option", ["--days", "--leaf-days"])
def test_authority_add_refuses_impossible_number_of_days(option, number, refuse):
    line = refuse("authority", "add", "own", "--subject", "CN=Own", f"{option}={number}")
    assert any(
        text in line for text in ("not a valid number of days", "at most 100 years", "validity of issued certificates")
    )


def test_database_error_is_printed_in_one_line(refuse, shop, monkeypatch):
    def fails(name: str) -> None:
        raise DataError(f"value too long for {name}\nDETAIL: \x1b[2J")

    monkeypatch.setattr(client_registry, "find", fails)
    assert "value too long for shop" in refuse("client", "show", shop)


def test_stored_control_characters_are_escaped(do, shop):
    do("credential", "stage", shop)
    Credential.objects.update(subject_dn="CN=evil\x1b[2J\u202e\r")
    shown = do("client", "show", shop)
    assert "CN=evil\\x1b[2J\\u202e\\r" in shown
    assert all(line.isprintable() for line in shown.splitlines())
