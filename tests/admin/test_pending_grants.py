"""The page of pending grants shows their status and no secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.models import Client, PendingGrant
from tests.admin.pages import url

pytestmark = pytest.mark.django_db

CODE, ANSWER = "device-code-s3cret", "access-token-s3cret"


@pytest.fixture
def row(client_row: Client) -> PendingGrant:
    now = timezone.now()
    grant = PendingGrant(
        client=client_row,
        kind=PendingGrant.DEVICE,
        status=PendingGrant.GRANTED,
        interval=5,
        next_poll_at=now,
        expires_at=now + timedelta(minutes=10),
        delete_at=now + timedelta(minutes=15),
        created_at=now,
        problem="Mosaic was down",
    )
    grant.seal("code", CODE)
    grant.seal("answer", ANSWER)
    grant.save()
    return grant


def test_list_and_page_show_the_state_and_no_secret(root: Browser, row: PendingGrant) -> None:
    for address in (url("changelist", model="pendinggrant"), url("change", row)):
        page: Any = root.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        assert "granted" in text
        assert "Mosaic was down" in text
        assert not [secret for secret in (CODE, ANSWER, row.code, row.answer) if secret in text]


def test_pending_grant_cannot_be_added_changed_or_deleted(root: Browser, row: PendingGrant) -> None:
    assert root.post(url("change", row), {"status": "PENDING"}).status_code == 403
    assert root.post(url("delete", row), {"post": "yes"}).status_code == 403
    assert root.get(url("add", model="pendinggrant")).status_code == 403
    assert PendingGrant.objects.get().status == PendingGrant.GRANTED


@pytest.mark.parametrize("lookup", ["code__startswith", "answer__startswith", "credential__private_key__startswith"])
def test_pending_grant_list_refuses_lookup_of_secrets(root: Browser, row: PendingGrant, lookup: str) -> None:
    answer: Any = root.get(url("changelist", model="pendinggrant"), {lookup: "v"})
    assert answer.status_code == 400


def test_client_with_only_pending_grants_can_be_deleted(root: Browser, row: PendingGrant) -> None:
    answer: Any = root.post(url("delete", row.client), {"post": "yes"})
    assert answer.status_code == 302
    assert not PendingGrant.objects.exists()
