"""The number of queries of lists and pages, for few rows and many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import (
    AccessToken,
    Alert,
    CertificateAuthority,
    Client,
    Credential,
    Environment,
    Event,
    SigningKeySet,
)
from tests.admin.pages import READ, url


def fill(count: int) -> None:
    """Creates more rows of every model, without generating keys."""
    now = timezone.now()
    start = Client.objects.count()
    for number in range(start, start + count):
        other = Environment.objects.create(name=f"e{number}", base_url="https://x.example/cis", issuers=["i"])
        SigningKeySet.objects.create(environment=other, fetched_at=now, kids=["a", "b"])
        authority = CertificateAuthority.objects.create(
            name=f"a{number}", not_before=now, not_after=now, leaf_lifetime=timedelta(days=1)
        )
        client = Client.objects.create(
            name=f"c{number}", environment=other, client_id=f"id-{number}", auth_method="tls_client_auth", problem="x",
            automatic=True, certificate_authority=authority,
        )  # fmt: skip
        for status in (CredentialStatus.ACTIVE, CredentialStatus.STAGED, CredentialStatus.RETIRED):
            credential = Credential.objects.create(
                client=client, status=status.value, kid=f"{number}-{status}", key_algorithm="EC-P256",
                subject_dn=f"CN=c{number}", created_at=now, not_after=now + timedelta(days=number),
            )  # fmt: skip
        Alert.objects.create(
            kind="certificate_expiry", deduplication_key=f"s{number}", threshold="7 days", expires_at=now,
            client=client, credential=credential, certificate_authority=authority, environment=other,
        )  # fmt: skip
        AccessToken.objects.create(client=client, due_at=now, credential=credential)
        Event.objects.create(
            at=now, kind="staged", actor="x", client=client, client_name=client.name, environment=other
        )


@pytest.mark.parametrize("model", READ)
def test_list_takes_the_same_number_of_queries_for_any_number_of_rows(
    root: Browser, environment: Environment, model: str
) -> None:
    counts = []
    for more in (2, 30):
        fill(more)
        root.get(url("changelist", model=model))
        with CaptureQueriesContext(connection) as queries:
            answer = root.get(url("changelist", model=model))
        assert answer.context["cl"].result_count >= more
        counts.append(len(queries))
        assert not any('"private_key"' in query["sql"] for query in queries)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("query", [{"rotation": "waits"}, {"rotation": "due"}, {"_facets": "True"}])
def test_filter_takes_the_same_number_of_queries_for_any_number_of_rows(
    root: Browser, environment: Environment, query: Any
) -> None:
    counts = []
    for more in (2, 30):
        fill(more)
        root.get(url("changelist", model="client"), query)
        with CaptureQueriesContext(connection) as queries:
            root.get(url("changelist", model="client"), query)
        counts.append(len(queries))
        assert not any('"private_key"' in each["sql"] for each in queries)
    assert counts[0] == counts[1]


def test_client_page_takes_the_same_number_of_queries_for_any_history(root: Browser, client_row: Client) -> None:
    counts = []
    now = timezone.now()
    for more in (2, 15):
        for number in range(more):
            Credential.objects.create(
                client=client_row, status="RETIRED", kid=f"{more}-{number}", key_algorithm="EC-P256", created_at=now
            )
            AccessToken.objects.create(client=client_row, due_at=now, resource=f"https://{more}-{number}.example")
        root.get(url("change", client_row))
        with CaptureQueriesContext(connection) as queries:
            root.get(url("change", client_row))
        counts.append(len(queries))
    assert counts[0] == counts[1]
