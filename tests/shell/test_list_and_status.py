"""mosaic client list, client show and status: lines and JSON."""

from __future__ import annotations

import json
import re


def test_client_list_prints_one_line_for_each_client(do, shop, bank):
    first, second = do("client", "list").splitlines()
    assert first.startswith("bank  eu  tls_client_auth  no active credential")
    assert second.endswith("next: stage a credential")


def test_client_json_has_dates_and_statuses_and_no_secret(do, shop):
    kid = do("credential", "stage", shop)
    (row,) = json.loads(do("client", "list", "--json"))
    assert (row["name"], row["pending_kid"], row["pending_status"], row["active_kid"]) == (shop, kid, "STAGED", None)
    assert row["days_left"] == 89
    shown = json.loads(do("client", "show", shop, "--json"))
    (credential,) = shown["credentials"]
    assert (credential["kid"], credential["status"], credential["subject_dn"]) == (kid, "STAGED", "CN=shop.transmit")
    assert len(credential["x5t_s256"]) == 43
    assert credential["proven_at"] is None
    assert not any("key" in name for name in credential if name != "key_algorithm")
    assert kid in do("client", "show", shop)


def test_status_shows_days_until_first_expiry(do, shop, bank):
    assert do("status").splitlines()[-1] == "2 clients; nothing expires"
    do("credential", "stage", shop)
    assert do("status").splitlines()[-1] == "2 clients; something breaks in 89 days"
    shown = json.loads(do("status", "--json"))
    assert shown["days_until_something_breaks"] == 89
    assert [client["name"] for client in shown["clients"]] == [bank, shop]


def test_list_and_status_are_empty_without_clients(do):
    assert do("client", "list") == ""
    assert json.loads(do("client", "list", "--json")) == []
    assert json.loads(do("status", "--json")) == {"days_until_something_breaks": None, "clients": []}


def test_every_time_in_json_is_iso_8601(do, shop):
    do("credential", "stage", shop)
    do("authority", "add", "ours", "--subject", "CN=Our CA", "--leaf-days", "7")
    status = json.loads(do("client", "show", shop, "--json"))
    (authority,) = json.loads(do("authority", "list", "--json"))
    (credential,) = status["credentials"]
    for moment in (status["expires_at"], credential["not_after"], credential["created_at"], authority["not_after"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", moment)
    assert (authority["name"], authority["leaf_lifetime"]) == ("ours", "P7DT00H00M00S")
