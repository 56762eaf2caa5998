"""The page of Mosaic's signing keys: how fresh they are, and forgetting them."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.test import Client as Browser

from mosaic_clients.models import Environment, Event, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.admin.pages import said, url
from tests.mosaic import add_environment, go_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def environment(db: None, mosaic: Sandbox) -> Environment:
    """One that answers, unlike the other pages'."""
    return add_environment(mosaic)


@pytest.fixture
def fetched(environment: Environment) -> SigningKeySet:
    signing_key_refresh.refresh(environment)
    return SigningKeySet.objects.get()


def test_the_page_says_how_fresh_they_are_and_when_they_are_fetched_next(root: Browser, fetched: SigningKeySet) -> None:
    page = root.get(url("change", fetched)).content.decode()
    for label in ("Fresh until", "Used until, at the latest", "ETag", "Next fetch", "Failing since"):
        assert label in page
    assert fetched.etag.strip('"') in page
    assert "fetched" in root.get(url("changelist", model="signingkeyset")).content.decode()


def test_they_are_forgotten_on_a_post_alone_with_a_word_an_entry_and_an_event(
    root: Browser, fetched: SigningKeySet, mosaic: Sandbox
) -> None:
    asking = root.get(url("purge-signing-keys", fetched)).content.decode()
    assert "answered 503" in asking
    assert SigningKeySet.objects.get().generation == 0
    kid = mosaic.rotate_signing_key(keep_old=False)
    words = said(root.post(url("purge-signing-keys", fetched), follow=True))
    assert words == "Forgot the signing keys of local and fetched 1 anew."
    after = SigningKeySet.objects.get()
    assert (after.generation, after.kids) == (1, [kid])
    operator = get_user_model().objects.get()
    assert Event.objects.get(kind="signing_keys_purged").actor == operator.get_username()
    assert "Forgot the signing keys" in LogEntry.objects.get().change_message


def test_forgetting_them_while_mosaic_is_down_is_said(
    root: Browser, fetched: SigningKeySet, environment: Environment
) -> None:
    go_down(environment)
    assert "are forgotten, and fetching new ones failed" in said(
        root.post(url("purge-signing-keys", fetched), follow=True)
    )
    assert Event.objects.filter(kind="signing_keys_purged").exists()
    assert SigningKeySet.objects.get().key_set == ""
