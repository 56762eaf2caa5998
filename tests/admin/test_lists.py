"""Lists: the filters, sorting and search."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.models import AccessToken, Client, Credential, Environment
from mosaic_clients.services.credentials import staging
from tests.admin.pages import url


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_certificate_without_expiry_is_listed_in_every_time_zone(root: Browser, client_row: Client, zone: str) -> None:
    credential = staging.stage(client_row, actor="test")
    credential.not_after = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # RFC 5280 §4.1.2.5
    credential.save(update_fields=["not_after"])
    with timezone.override(zone):
        for address in ("credential", "client"):
            assert b"9999-12-31" in root.get(f"/admin/mosaic_clients/{address}/").content
        assert b"9999-12-31" in root.get(url("change", credential)).content
        assert root.get(url("change", client_row)).status_code == 200


def names(root: Browser, model: str, **query: Any) -> set[str]:
    """Returns the rows of a list as text."""
    answer = root.get(url("changelist", model=model), query)
    assert answer.status_code == 200, answer
    return {str(row) for row in answer.context["cl"].queryset}


@pytest.fixture
def ages(environment: Environment) -> dict[int, Credential]:
    """Active credentials by the number of days until expiry, and one that is retired."""
    now = timezone.now()
    credentials = {}
    for days in (-1, 3, 10, 20, 60):
        client = Client.objects.create(
            name=f"in{days}".replace("-", "m"),
            environment=environment,
            client_id=str(days),
            auth_method="tls_client_auth",
        )
        credentials[days] = Credential.objects.create(
            client=client, status="ACTIVE", kid=f"kid-{days}", key_algorithm="RSA-2048", subject_dn=f"CN=in{days}",
            created_at=now, not_after=now + timedelta(days=days),
        )  # fmt: skip
    Credential.objects.create(
        client=client, status="RETIRED", kid="old", key_algorithm="RSA-2048", created_at=now, not_after=now
    )
    return credentials


@pytest.mark.parametrize(
    ("value", "days"),
    [("7", {3}), ("14", {3, 10}), ("30", {3, 10, 20}), ("expired", {-1}), ("nonsense", {-1, 3, 10, 20, 60})],
)
def test_expiry_filter_selects_by_days_until_expiry(
    root: Browser, ages: dict[int, Credential], value: str, days: set[int]
) -> None:
    assert names(root, "client", expires=value) == {ages[day].client.name for day in days}
    expected = {str(ages[day]) for day in days}
    assert expected <= names(root, "credential", expires=value)
    if value != "nonsense":
        assert expected == names(root, "credential", expires=value)


def test_problem_method_status_and_environment_filters_select_rows(
    root: Browser, ages: dict[int, Credential], environment: Environment
) -> None:
    Client.objects.filter(name="in3").update(problem="Mosaic refuses.", auth_method="self_signed_tls_client_auth")
    assert names(root, "client", has_problem="yes") == {"in3"}
    assert "in3" not in names(root, "client", has_problem="no")
    assert names(root, "client", auth_method__exact="self_signed_tls_client_auth") == {"in3"}
    assert len(names(root, "client", environment__id__exact=str(environment.pk))) == 5
    assert len(names(root, "credential", status__exact="RETIRED")) == 1
    assert len(names(root, "credential", client__auth_method="self_signed_tls_client_auth")) == 1
    assert len(names(root, "credential", client__environment__id__exact=str(environment.pk))) == 6
    page = root.get(url("changelist", model="client")).content.decode()
    assert "Mosaic refuses." in page
    assert "expired 1 day ago" in page


def test_rotation_filter_selects_by_next_step(
    root: Browser, client_row: Client, rotating: Client, ca_client: Client
) -> None:
    staging.stage(client_row, actor="test")
    now = timezone.now()
    Client.objects.filter(pk=rotating.pk).update(
        automatic=True, renew_before=timedelta(days=6)
    )  # the planner may renew slightly earlier
    begun = now - timedelta(days=88)
    rotating.credentials.update(created_at=begun, not_before=begun, not_after=now + timedelta(days=12))
    assert names(root, "client", rotation="waits") == {"payments", "ledger"}
    assert names(root, "client", rotation="week") == {"rotating"}
    assert names(root, "client", rotation="due") == set()
    Client.objects.filter(pk=rotating.pk).update(renew_before=timedelta(days=20))
    assert names(root, "client", rotation="due") == {"rotating"}
    assert len(names(root, "client", rotation="nonsense")) == 4
    Client.objects.filter(pk=rotating.pk).update(drift="Other.")
    assert names(root, "client", has_problem="drift") == names(root, "client", has_problem="yes") == {"rotating"}
    assert "rotating" not in names(root, "client", has_problem="no")


def test_clients_are_sorted_by_certificate_expiry(
    root: Browser, ages: dict[int, Credential], environment: Environment
) -> None:
    """The active certificate counts, else the staged one. Clients without certificate come last."""
    Client.objects.create(name="none", environment=environment, client_id="n", auth_method="tls_client_auth")
    ages[20].status = "STAGED"
    ages[20].save()
    expected, column = ["inm1", "in3", "in10", "in20", "in60", "none"], 3
    for order, names_in_order in ((f"{column}", expected), (f"-{column}", expected[::-1])):
        rows = root.get(url("changelist", model="client"), {"o": order}).context["cl"].result_list
        assert [row.name for row in rows] == names_in_order


def test_client_list_shows_the_whole_problem_and_links_the_environment(
    root: Browser, client_row: Client, environment: Environment
) -> None:
    problem = "Mosaic refuses (HTTP 401, invalid_client): " + "client authentication failed " * 5 + "at last."
    Client.objects.update(problem=problem)
    page = root.get(url("changelist", model="client")).content.decode()
    name = page.partition('class="field-name_and_problem')[2].partition("</th>")[0]
    assert name.count(problem) == 2  # once as text, once as tooltip because the style sheet cuts it
    assert f'href="{url("change", environment)}"' in page


def test_token_filter_selects_by_state(root: Browser, ages: dict[int, Credential]) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    token = AccessToken(client=ages[3].client, due_at=now + hour, expires_at=now + hour, resource="https://a.example")
    token.seal("value", "secret")
    token.save()
    AccessToken.objects.create(client=ages[3].client, due_at=now - hour)
    assert names(root, "accesstoken", state="alive") == {"in3 → https://a.example"}
    assert names(root, "accesstoken", state="dead") == {"in3 → default resource"}
    assert names(root, "accesstoken", state="due") == {"in3 → default resource"}
    assert len(names(root, "accesstoken")) == 2


@pytest.mark.parametrize("query", ["payments", "payments-1", "CN=payments-1", "KID"])
def test_search_finds_client_and_credential(root: Browser, client_row: Client, ca_client: Client, query: str) -> None:
    credential = staging.stage(client_row, actor="test")
    query = credential.kid if query == "KID" else query
    assert names(root, "client", q=query) == {"payments"}
    assert names(root, "credential", q=query) == {str(credential)}
