"""Rotation by one button, its confirmation, its refusals, and the way back."""

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
from tests.admin.pages import VIEW, said, url
from tests.mosaic import add_client, closed_port


def seen(browser: Browser, client: Client) -> dict[str, Any]:
    """The hidden fields of the confirmation page."""
    return dict(browser.get(url("rotate", client)).context["form"].initial)


def test_one_press_rotates_and_tells_every_step(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    page = root.get(url("change", rotating)).content.decode()
    assert f'<a class="mosaic-button mosaic-button-plain" href="{url("rotate", rotating)}">Rotate</a>' in page
    asked = root.get(url("rotate", rotating)).content.decode()
    assert "with a token of manager" in asked
    assert f'value="{old.kid}"' in asked
    answer = root.post(url("rotate", rotating), seen(root, rotating), follow=True)
    new = rotating.credentials.active().get()
    words = said(answer).splitlines()
    assert [line.split()[0] for line in words] == ["Staged", "Published:", "Proven:", "Activated", "Next,"]
    assert new.kid[:12] in words[3]
    assert f"by itself in 1 hour: credential {old.kid[:12]}… is retired" in words[4]
    assert token_refresh.current(rotating).credential == new
    assert LogEntry.objects.get().change_message.startswith("Staged a new credential. Published")
    assert Event.objects.get(kind="activated", kid=new.kid).actor == "root"
    page = answer.content.decode()
    assert "<strong>Retire the old credential.</strong>" in page
    assert "By itself in 1 hour, on" in page


def test_of_two_operators_with_the_same_page_one_rotates(operator: Callable[..., Browser], rotating: Client) -> None:
    olivia, oscar = operator("olivia", "rotate_client", *VIEW), operator("oscar", "rotate_client", *VIEW)
    first, second = seen(olivia, rotating), seen(oscar, rotating)
    assert first == second
    olivia.post(url("rotate", rotating), first)
    credential = rotating.credentials.active().get()
    answer = oscar.post(url("rotate", rotating), second, follow=True)
    assert "rotated by someone else" in said(answer)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert rotating.credentials.active().get() == credential
    assert rotating.credentials.count() == 2


def test_while_somebody_walks_it_nobody_else_does(root: Browser, rotating: Client) -> None:
    given = seen(root, rotating)
    Client.objects.filter(pk=rotating.pk).update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert "Somebody else is rotating" in said(root.post(url("rotate", rotating), given, follow=True))


def test_a_failure_is_told_after_what_was_done(root: Browser, rotating: Client) -> None:
    given = seen(root, rotating)
    Environment.objects.update(base_url=f"https://127.0.0.1:{closed_port()}/cis")
    answer = root.post(url("rotate", rotating), given, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "error", "info"]
    assert "Staged a new credential." in said(answer)
    page = answer.content.decode()
    assert "Problem with the rotation since" in page
    assert "<strong>Publish to Mosaic.</strong>" in page
    assert rotating.credentials.active().get().kid == given["expected_kid"]


def test_a_ca_of_our_own_signs_at_once(
    root: Browser, mosaic: Sandbox, managed: Environment, authority: CertificateAuthority
) -> None:
    client = add_client(mosaic, managed, "signed", AuthMethod.CA_SIGNED, certificate_authority=authority)
    assert (
        "The CA “issuing” in this database signs its CSR immediately"
        in root.get(url("rotate", client)).content.decode()
    )
    assert "no credential in use now" in root.get(url("rotate", client)).content.decode()
    words = said(root.post(url("rotate", client), seen(root, client), follow=True))
    assert "Its certificate authority signed" in words
    assert "Activated" in words


def test_a_csr_waits_for_its_authority(root: Browser, ca_client: Client) -> None:
    assert "have the CSR signed by your CA" in root.get(url("rotate", ca_client)).content.decode()
    answer = root.post(url("rotate", ca_client), follow=True)
    assert "It waits for your certificate authority" in said(answer)
    page = answer.content.decode()
    assert "Waits for your certificate authority." in page
    assert f'<a class="mosaic-button" href="{url("attach", ca_client)}">' in page
    assert "which is on its way already" in root.get(url("rotate", ca_client)).content.decode()


def test_rolling_back(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    assert "/roll-back/" not in root.get(url("change", rotating)).content.decode()
    answer = root.get(url("roll-back", rotating), follow=True)
    assert "no retiring credential to go back to" in said(answer)
    rotation_runner.rotate(rotating, actor="test")
    new = rotating.credentials.active().get()
    assert "/roll-back/" in root.get(url("change", rotating)).content.decode()
    asked = root.get(url("roll-back", rotating)).content.decode()
    assert "This is possible until" in asked
    assert "in 1 hour" in asked
    assert f"credential {old.kid} is in use again" in said(root.post(url("roll-back", rotating), follow=True))
    new.refresh_from_db()
    assert new.state is CredentialStatus.RETIRING
    rotating.credentials.filter(pk=new.pk).update(retiring_at=timezone.now() - timedelta(days=1))
    assert "Its overlap is over" in root.get(url("roll-back", rotating)).content.decode()


def test_activating_says_that_tokens_come_first(root: Browser, rotating: Client) -> None:
    staged = staging.stage(rotating, actor="test")
    assert "obtained anew" not in root.get(url("activate", rotating)).content.decode()
    rotating.credentials.filter(pk=staged.pk).update(proven_at=timezone.now())
    page = root.get(url("activate", rotating)).content.decode()
    assert "First 1 living access token is obtained anew" in page
    assert "nothing is switched" in page


def test_by_hand_the_old_key_waits_to_be_taken_out(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    rotation_runner.rotate(rotating, actor="test")
    Client.objects.filter(pk=rotating.pk).update(publication="manual")
    root.post(url("retire", old))
    page = root.get(url("change", rotating)).content.decode()
    assert "<strong>Take the old key out of Mosaic.</strong> Mosaic still holds a key that is out of use." in page
    assert f'<a class="mosaic-button" href="{url("publish", rotating)}">Publish</a>' in page


def test_what_was_never_used_and_has_ended_is_told(root: Browser, rotating: Client) -> None:
    staged = staging.stage(rotating, actor="test")
    rotating.credentials.filter(pk=staged.pk).update(not_after=timezone.now())
    page = root.get(url("change", rotating)).content.decode()
    assert "Its certificate ended before it was used. By itself within a minute." in page


def test_there_may_be_nothing_to_say() -> None:
    assert run_outcome(Client(), RotationRun([], None, None)).notes == [(messages.INFO, "There is nothing to do.")]
    assert run_outcome(Client(), RotationRun([], None, None), first="Done.") == Outcome(["Done."])


@pytest.mark.parametrize("name", ["problem", "rotation_problem", "drift"])
def test_every_problem_is_on_the_page_and_in_the_list(root: Browser, client_row: Client, name: str) -> None:
    Client.objects.update(**{name: f"A <b>{name}</b>."})
    for page in (url("change", client_row), url("changelist", model="client")):
        text = root.get(page).content.decode()
        assert f"A &lt;b&gt;{name}&lt;/b&gt;." in text
