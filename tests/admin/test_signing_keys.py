"""The page of Mosaic's signing keys: their age, and discarding them."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.test import Client as Browser

from mosaic_clients.models import Environment, Event, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.admin.pages import messages_of, url
from tests.mosaic import add_environment, go_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def environment(db: None, mosaic: Sandbox) -> Environment:
    """An environment whose server answers."""
    return add_environment(mosaic)


@pytest.fixture
def fetched(environment: Environment) -> SigningKeySet:
    signing_key_refresh.refresh(environment)
    return SigningKeySet.objects.get()


def test_signing_key_page_shows_age_and_next_fetch(root: Browser, fetched: SigningKeySet) -> None:
    page = root.get(url("change", fetched)).content.decode()
    for label in ("Fresh until", "Used until, at the latest", "ETag", "Next fetch", "Failing since"):
        assert label in page
    assert fetched.etag.strip('"') in page
    assert "fetched" in root.get(url("changelist", model="signingkeyset")).content.decode()


def test_purge_discards_signing_keys_only_on_post_and_records_it(
    root: Browser, fetched: SigningKeySet, mosaic: Sandbox
) -> None:
    page = root.get(url("purge-signing-keys", fetched)).content.decode()
    assert "get 503" in page
    assert SigningKeySet.objects.get().generation == 0
    kid = mosaic.rotate_signing_key(keep_old=False)
    words = messages_of(root.post(url("purge-signing-keys", fetched), follow=True))
    assert words == "Discarded the signing keys of local and fetched 1 again."
    key_set = SigningKeySet.objects.get()
    assert (key_set.generation, key_set.kids) == (1, [kid])
    operator = get_user_model().objects.get()
    assert Event.objects.get(kind="signing_keys_purged").actor == operator.get_username()
    assert "Discarded the signing keys" in LogEntry.objects.get().change_message


def test_purge_reports_a_failed_fetch(root: Browser, fetched: SigningKeySet, environment: Environment) -> None:
    go_down(environment)
    assert "fetching new ones failed" in messages_of(root.post(url("purge-signing-keys", fetched), follow=True))
    assert Event.objects.filter(kind="signing_keys_purged").exists()
    assert SigningKeySet.objects.get().key_set == ""
