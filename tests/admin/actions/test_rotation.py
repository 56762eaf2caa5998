"""The rotate action: its confirmation, refusals and messages; and rolling back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.admin.actions.base import Outcome
from mosaic_clients.admin.actions.rotation_messages import run_outcome
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import CertificateAuthority, Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun
from tests.admin.pages import VIEW, messages_of, url
from tests.mosaic import add_client, closed_port


def hidden_fields(browser: Browser, client: Client) -> dict[str, Any]:
    """Returns the hidden fields of the confirmation page."""
    return dict(browser.get(url("rotate", client)).context["form"].initial)


def test_rotate_does_and_reports_every_step(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    page = root.get(url("change", rotating)).content.decode()
    assert f'<a class="mosaic-button mosaic-button-plain" href="{url("rotate", rotating)}">Rotate</a>' in page
    confirmation_page = root.get(url("rotate", rotating)).content.decode()
    assert "with a token of manager" in confirmation_page
    assert f'value="{old.kid}"' in confirmation_page
    answer = root.post(url("rotate", rotating), hidden_fields(root, rotating), follow=True)
    new = rotating.credentials.active().get()
    words = messages_of(answer).splitlines()
    assert [line.split()[0] for line in words] == ["Staged", "Published:", "Proven:", "Activated", "Next,"]
    assert new.kid[:12] in words[3]
    assert f"automatically in 1 hour: credential {old.kid[:12]}… is retired" in words[4]
    assert token_refresh.current(rotating).credential == new
    assert LogEntry.objects.get().change_message.startswith("Staged a new credential. Published")
    assert Event.objects.get(kind="activated", kid=new.kid).actor == "root"
    page = answer.content.decode()
    assert "<strong>Retire the old credential.</strong>" in page
    assert "Automatically in 1 hour, on" in page


def test_rotate_refuses_the_second_of_two_operators(operator: Callable[..., Browser], rotating: Client) -> None:
    olivia, oscar = operator("olivia", "rotate_client", *VIEW), operator("oscar", "rotate_client", *VIEW)
    first, second = hidden_fields(olivia, rotating), hidden_fields(oscar, rotating)
    assert first == second
    olivia.post(url("rotate", rotating), first)
    credential = rotating.credentials.active().get()
    answer = oscar.post(url("rotate", rotating), second, follow=True)
    assert "rotated by someone else" in messages_of(answer)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert rotating.credentials.active().get() == credential
    assert rotating.credentials.count() == 2


def test_rotate_is_refused_while_another_process_rotates(root: Browser, rotating: Client) -> None:
    form_data = hidden_fields(root, rotating)
    Client.objects.filter(pk=rotating.pk).update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert "Another process is rotating" in messages_of(root.post(url("rotate", rotating), form_data, follow=True))


def test_rotate_reports_completed_steps_before_the_failure(root: Browser, rotating: Client) -> None:
    form_data = hidden_fields(root, rotating)
    Environment.objects.update(base_url=f"https://127.0.0.1:{closed_port()}/cis")
    answer = root.post(url("rotate", rotating), form_data, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "error", "info"]
    assert "Staged a new credential." in messages_of(answer)
    page = answer.content.decode()
    assert "Rotation problem since" in page
    assert "<strong>Publish to Mosaic.</strong>" in page
    assert rotating.credentials.active().get().kid == form_data["expected_kid"]


def test_rotate_with_local_ca_signs_immediately(
    root: Browser, mosaic: Sandbox, managed: Environment, authority: CertificateAuthority
) -> None:
    client = add_client(mosaic, managed, "signed", AuthMethod.CA_SIGNED, certificate_authority=authority)
    assert (
        "The CA “issuing” in this database signs its CSR immediately"
        in root.get(url("rotate", client)).content.decode()
    )
    assert "no credential in use now" in root.get(url("rotate", client)).content.decode()
    words = messages_of(root.post(url("rotate", client), hidden_fields(root, client), follow=True))
    assert "Its certificate authority signed" in words
    assert "Activated" in words


def test_rotate_with_external_ca_waits_for_its_certificate(root: Browser, ca_client: Client) -> None:
    assert "have the CSR signed by your CA" in root.get(url("rotate", ca_client)).content.decode()
    answer = root.post(url("rotate", ca_client), follow=True)
    assert "Waits for your certificate authority before" in messages_of(answer)
    page = answer.content.decode()
    assert "Waits for your certificate authority." in page
    assert f'<a class="mosaic-button" href="{url("attach", ca_client)}">' in page
    assert "which is already in progress" in root.get(url("rotate", ca_client)).content.decode()


def test_roll_back_activates_the_previous_credential(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    assert "/roll-back/" not in root.get(url("change", rotating)).content.decode()
    answer = root.get(url("roll-back", rotating), follow=True)
    assert "no retiring credential to roll back to" in messages_of(answer)
    rotation_runner.rotate(rotating, actor="test")
    new = rotating.credentials.active().get()
    assert "/roll-back/" in root.get(url("change", rotating)).content.decode()
    confirmation_page = root.get(url("roll-back", rotating)).content.decode()
    assert "This is possible until" in confirmation_page
    assert "in 1 hour" in confirmation_page
    assert f"credential {old.kid} is in use again" in messages_of(root.post(url("roll-back", rotating), follow=True))
    new.refresh_from_db()
    assert new.state is CredentialStatus.RETIRING
    rotating.credentials.filter(pk=new.pk).update(retiring_at=timezone.now() - timedelta(days=1))
    assert "Its overlap is over" in root.get(url("roll-back", rotating)).content.decode()


def test_activate_page_announces_token_renewal(root: Browser, rotating: Client) -> None:
    staged = staging.stage(rotating, actor="test")
    assert "renewed with credential" not in root.get(url("activate", rotating)).content.decode()
    rotating.credentials.filter(pk=staged.pk).update(proven_at=timezone.now())
    page = root.get(url("activate", rotating)).content.decode()
    assert f"First 1 current access token is renewed with credential {staged.kid}." in page
    assert "nothing changes" in page


def test_manual_client_is_asked_to_remove_the_old_key(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    rotation_runner.rotate(rotating, actor="test")
    Client.objects.filter(pk=rotating.pk).update(publication="manual")
    root.post(url("retire", old))
    page = root.get(url("change", rotating)).content.decode()
    assert "<strong>Remove the old key from Mosaic.</strong> Mosaic still holds a key that is no longer used." in page
    assert f'<a class="mosaic-button" href="{url("publish", rotating)}">Publish</a>' in page


def test_expired_staged_credential_is_explained(root: Browser, rotating: Client) -> None:
    staged = staging.stage(rotating, actor="test")
    rotating.credentials.filter(pk=staged.pk).update(not_after=timezone.now())
    page = root.get(url("change", rotating)).content.decode()
    assert "Its certificate expired before its use. Automatically within a minute." in page


def test_run_outcome_without_steps_reports_nothing_to_do() -> None:
    assert run_outcome(Client(), RotationRun([], None, None)).notes == [(messages.INFO, "There is nothing to do.")]
    assert run_outcome(Client(), RotationRun([], None, None), first="Done.") == Outcome(["Done."])


@pytest.mark.parametrize("name", ["problem", "rotation_problem", "drift"])
def test_every_problem_is_on_the_page_and_in_the_list(root: Browser, client_row: Client, name: str) -> None:
    Client.objects.update(**{name: f"A <b>{name}</b>."})
    for page in (url("change", client_row), url("changelist", model="client")):
        text = root.get(page).content.decode()
        assert f"A &lt;b&gt;{name}&lt;/b&gt;." in text
