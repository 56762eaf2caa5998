"""Lists in a real browser: problems and alerts are readable at any width."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.alerts import certificate_expiry
from tests.browser.steps import follow, log_in, look
from tests.mosaic import activate, add_client, add_environment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow(8)]

PROBLEM = (
    "Mosaic refuses (HTTP 401, invalid_client): client authentication failed because the certificate is not registered."
)


@pytest.fixture
def payments(mosaic: Sandbox, transactional_db: None) -> Client:
    """An active client with a problem and an expiry alert."""
    client = add_client(mosaic, add_environment(mosaic, "production"), "payments")
    activate(mosaic, client)
    Client.objects.filter(pk=client.pk).update(problem=PROBLEM, problem_at=timezone.now())
    assert certificate_expiry.send_due(timezone.now() + timedelta(days=84))
    return client


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
def test_problem_and_alert_fit_every_window_width(
    window: Any, live_server: Any, payments: Client, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["window"]
    pages = f"{live_server.url}/admin/mosaic_clients"
    log_in(window, live_server.url)
    window.goto(f"{pages}/client/")
    problem = window.get_by_title(PROBLEM)
    for width in (1280, 400):
        window.set_viewport_size({"width": width, "height": 900})
        box = problem.bounding_box()
        assert box["x"] + box["width"] <= width
    look(window, f"list-problem-{theme}")
    window.goto(f"{pages}/client/{payments.pk}/change/")
    assert window.locator(".mosaic-next .mosaic-button").first.inner_text() == "Check connection"
    look(window, f"client-problem-{theme}")
    follow(window, window.get_by_role("link", name="All events of this client"))
    look(window, f"list-event-of-client-{theme}")
    window.goto(f"{pages}/alert/")
    assert window.get_by_role("link", name="payments").first.is_visible()
    look(window, f"list-alert-{theme}")
    follow(window, window.locator("#result_list tbody th a").first)
    look(window, f"alert-{theme}")
