"""Access tokens and pending grants in every state, and the users of the admin."""

from __future__ import annotations

import json
from contextlib import suppress
from io import StringIO
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.utils import timezone

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Client, PendingGrant
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.user_login import background_polling
from tests.mosaic import RESOURCE
from tests.upgrades.scenario.failures import TOKEN
from tests.upgrades.scenario.runtime import MINUTE, Scenario

PASSWORD = "throw-away-of-the-dump"


def add_people(scenario: Scenario) -> None:
    """Add a superuser and an operator with a few permissions."""
    joined = {"date_joined": timezone.now()}
    User.objects.create_superuser("olivia", "olivia@example.test", PASSWORD, **joined)
    otto = User.objects.create_user("otto", "otto@example.test", PASSWORD, is_staff=True, **joined)
    wanted = ("view_client", "rotate_client", "view_credential", "export_credential", "view_event")
    otto.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    scenario.facts |= {"admin": "olivia", "operator": "otto", "password": PASSWORD}


def use_tokens(scenario: Scenario) -> None:
    """``catalog`` has an expired token, one that failed to refresh and, later, a living one."""
    catalog = scenario.active("catalog", publication="manual")
    resources = [RESOURCE, f"{RESOURCE}/other", f"{RESOURCE}/third"]
    scenario.sandbox.add_client(catalog.client_id, catalog.method, bound=True, resources=resources)
    token_refresh.current(catalog, f"{RESOURCE}/other")
    token_refresh.current(catalog)
    scenario.clock.go_to(scenario.clock.now + 30 * MINUTE)
    row = catalog.access_tokens.get(resource=RESOURCE)
    with scenario.sandbox.faults.status(TOKEN, 503, retry_after=20, count=None), suppress(MosaicError):
        token_refresh.refresh(row.pk, actor="worker", force=True)
    expired = Client.objects.select_related("environment").get(name="expired")
    with suppress(MosaicError):
        token_refresh.current(expired)


def renew_some(scenario: Scenario) -> None:
    """Obtain the tokens that are alive at the moment of the dump."""
    for name in ("payments", "ledger", "manager", "imported", "catalog"):
        client = Client.objects.select_related("environment").get(name=name)
        token_refresh.current(client, f"{RESOURCE}/third" if name == "catalog" else None)


def record_status(scenario: Scenario) -> None:
    """Record the output of ``mosaic status``; of texts only whether they are empty."""
    out = StringIO()
    call_command("mosaic", "status", "--json", stdout=out)
    summary = json.loads(out.getvalue())
    for client in summary["clients"]:
        client |= {"problem": bool(client["problem"]), "next_step": bool(client["next_step"])}
        del client["days_left"]
    scenario.facts["status"] = summary["clients"]


def ask_users(scenario: Scenario) -> None:
    """Start requests of ``logins`` and bring one into each state."""
    client = scenario.active("logins", publication="manual")
    logins = MosaicClient(client)
    ids: dict[str, UUID] = {}
    expired = logins.backchannel_authentication(scope="openid email", login_hint="alice", requested_expiry=60)
    ids["EXPIRED"] = expired.hand_over()
    _poll(scenario, 2 * MINUTE)
    for status in ("DENIED", "COLLECTED", "FAILED", "GRANTED"):
        ids[status] = _ask(scenario, logins, status)
    ids["PENDING"] = logins.device_authorization(scope="openid email").hand_over()
    ids["BACKCHANNEL"] = logins.backchannel_authentication(scope="openid email", login_hint="alice").hand_over()
    found = {status: PendingGrant.objects.get(pk=pk).status for status, pk in ids.items()}
    assert found == {status: "PENDING" if status == "BACKCHANNEL" else status for status in ids}, found
    scenario.facts["grants"] = {status: str(pk) for status, pk in ids.items()}


def _ask(scenario: Scenario, logins: MosaicClient, status: str) -> UUID:
    request: Any = logins.device_authorization(scope="openid email")
    grant_id: UUID = request.hand_over()
    if status == "DENIED":
        scenario.sandbox.deny(request.user_code)
    elif status in {"COLLECTED", "GRANTED"}:
        scenario.sandbox.approve(request.user_code)
    else:
        refusal = {"error": "invalid_grant", "error_description": "used up"}
        scenario.sandbox.faults.answer(TOKEN, refusal, status=400, count=1)
    _poll(scenario, MINUTE)
    if status == "COLLECTED":
        assert logins.collect(grant_id) is not None
    return grant_id


def _poll(scenario: Scenario, wait: Any) -> None:
    """Move the clock and poll what is due."""
    scenario.clock.go_to(scenario.clock.now + wait)
    for grant_id in background_polling.due(scenario.clock.now):
        background_polling.poll_one(grant_id)
