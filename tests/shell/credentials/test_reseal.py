"""mosaic reseal: secrets are encrypted with the first key."""

from __future__ import annotations

from mosaic_clients.services.access_tokens import refresh as token_refresh


def test_reseal_uses_first_key_and_counts_values_that_do_not_open(do, run, settings, managed_client):
    do("rotate", managed_client.name)
    token_refresh.current(managed_client)
    original = settings.MOSAIC_CLIENTS
    old = original["ENCRYPTION_KEYS"][0]
    new = "YW5vdGhlci10ZXN0LWVuY3J5cHRpb24ta2V5LTAwMDI"
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (new, old)}
    assert "0 left unchanged" in do("reseal")
    assert do("reseal").startswith("0 values re-encrypted")
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (new,)}
    assert token_refresh.current(managed_client).value
    settings.MOSAIC_CLIENTS = {**original, "ENCRYPTION_KEYS": (old,)}
    outcome = run("reseal")
    assert outcome.code == 1
    assert outcome.out.startswith("0 values re-encrypted")
    assert "0 left" not in outcome.out
