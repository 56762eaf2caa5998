"""mosaic signing-keys …"""

from __future__ import annotations

import json

import pytest

from mosaic_clients.models import Event, SigningKeySet
from tests.mosaic import go_down


def test_show_reports_keys_that_were_never_fetched(do, environment):
    shown = json.loads(do("signing-keys", "show", "local", "--json"))
    assert (shown["usable"], shown["kids"], shown["fetched_at"]) == (False, [], None)
    assert "usable: no" in do("signing-keys", "show", "local")
    assert not SigningKeySet.objects.exists()  # show changes nothing


def test_refresh_fetches_keys_and_show_prints_them(run, do, environment):
    outcome = run("signing-keys", "refresh", "local")
    assert (outcome.code, outcome.out) == (0, "")
    count = len(SigningKeySet.objects.get().kids)  # an earlier test may have rotated the sandbox's keys
    assert outcome.err == [f"Fetched {count} signing key{'s' if count > 1 else ''} of local."]
    shown = json.loads(do("signing-keys", "show", "local", "--json"))
    row = SigningKeySet.objects.get()
    assert (shown["environment"], shown["usable"], shown["kids"]) == ("local", True, row.kids)
    assert shown["etag"] == row.etag != ""
    assert shown["fetched_at"] < shown["next_fetch"] < shown["fresh_until"] < shown["trusted_until"]
    assert f"kids: {', '.join(row.kids)}" in do("signing-keys", "show", "local").splitlines()


def test_purge_deletes_keys_and_fetches_them_again(run, do, mosaic, environment):
    do("signing-keys", "refresh", "local")
    kid = mosaic.rotate_signing_key(keep_old=False)
    outcome = run("signing-keys", "purge", "local")
    assert (outcome.code, outcome.err) == (
        0,
        ["Deleted the cached signing keys of local and fetched 1 signing key again."],
    )
    assert SigningKeySet.objects.get().kids == [kid]
    assert Event.objects.get(kind="signing_keys_purged").actor == "shell"


def test_failed_refresh_keeps_keys_and_failed_purge_does_not(run, do, environment):
    do("signing-keys", "refresh", "local")
    go_down(environment)
    outcome = run("signing-keys", "refresh", "local")
    assert (outcome.code, outcome.out, len(outcome.err)) == (1, "", 1)
    assert "cannot be reached" in outcome.err[0]
    shown = json.loads(do("signing-keys", "show", "local", "--json"))
    assert shown["usable"]
    assert "cannot be reached" in shown["problem"]
    outcome = run("signing-keys", "purge", "local")
    assert (outcome.code, len(outcome.err)) == (1, 1)
    assert "are deleted" in outcome.err[0]
    assert not json.loads(do("signing-keys", "show", "local", "--json"))["usable"]


@pytest.mark.parametrize("subcommand", ["show", "refresh", "purge"])
def test_signing_keys_subcommands_refuse_unknown_environment(subcommand, run, environment):
    outcome = run("signing-keys", subcommand, "nowhere")
    assert (outcome.code, outcome.out) == (1, "")
    assert "no environment 'nowhere'" in outcome.err[0]
