"""Remedies in the admin: every member has a text, and every named control is on its page."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.test import Client as Browser

from mosaic_clients.admin import remedies
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.remedies import Control, Viewer, message, render
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.remedies import Advice, Remedy, RemedyKind
from mosaic_clients.core.remedy_texts import NEUTRAL
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services.credentials import staging
from tests.admin.pages import messages_of, url

CONTROLS = [value for value in vars(remedies).values() if isinstance(value, Control)]
BUTTONS = [control for control in CONTROLS if not control.field]
FIELDS = [control for control in CONTROLS if control.field]


@pytest.fixture
def viewer_of_all(db: None) -> Viewer:
    """A superuser on the default site."""
    request = HttpRequest()
    request.user = User.objects.create_user("all", is_staff=True, is_superuser=True)
    return Viewer(request, admin.site)


def page_of(model: type[Any]) -> ActionAdmin:
    page = admin.site._registry[model]
    assert isinstance(page, ActionAdmin)
    return page


@pytest.mark.parametrize("kind", RemedyKind)
def test_every_remedy_has_a_text(kind: RemedyKind) -> None:
    for method in (None, *AuthMethod):
        text = render(Remedy(kind, auth_method=method, resource="{0}<b>"), None)
        assert text == text.strip()
        assert text[0].isupper()
        assert text.endswith(".")
        assert "<" not in text
        assert "`" not in text
        assert "--" not in text
        assert "mosaic " not in text


def test_every_control_is_used_by_a_remedy() -> None:
    named_controls = {control for text in remedies.TEXTS.values() for control in text.controls}
    assert named_controls == set(CONTROLS)
    assert len(BUTTONS) > 5
    assert len(FIELDS) > 10


def test_every_admin_text_names_a_control() -> None:
    own = set(RemedyKind) - NEUTRAL.keys()
    without = {kind for kind in own if not remedies.TEXTS[kind].controls}
    assert without == {RemedyKind.LIST_CLIENTS, RemedyKind.ALLOW_PRIVATE_TARGET, RemedyKind.ALLOW_MORE_TIME}


@pytest.mark.parametrize("control", BUTTONS, ids=lambda control: control.label)
def test_every_named_button_is_on_its_page(control: Control) -> None:
    assert (control.page, control.label) in {
        (action.slug, action.label) for action in page_of(control.model).row_actions
    }


@pytest.mark.parametrize("control", FIELDS, ids=lambda control: control.label)
def test_every_named_field_is_on_its_page(root: Browser, client_row: Client, control: Control) -> None:
    row = client_row if control.model is Client else client_row.environment
    page = html.unescape(root.get(control.url(row.pk, admin.site).partition("#")[0]).content.decode())
    assert re.search(rf'id="id_{control.field}(_0)?"', page) or f'<div id="id_{control.field}"' in page
    assert re.search(rf"<(label|legend)[^>]*>\s*{re.escape(control.label)}:?\s*</", page)


def test_controls_link_to_the_named_row(viewer_of_all: Viewer, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    place = client_row.environment
    names = {"client": client_row.name, "environment": place.name, "kid": credential.kid}
    assert f'<a href="{url("publish", client_row)}">“Publish”</a>' in render(
        Remedy(RemedyKind.PUBLISH, **names), viewer_of_all
    )
    assert f'<a href="{url("change", place)}#id_allow_private">“Allow private addresses”</a>' in render(
        Remedy(RemedyKind.ALLOW_PRIVATE_ADDRESSES, **names), viewer_of_all
    )
    assert f'<a href="{url("retire", credential)}">“Retire”</a>' in render(
        Remedy(RemedyKind.RETIRE, **names), viewer_of_all
    )


def test_control_is_not_linked_without_view_permission(client_row: Client) -> None:
    request = HttpRequest()
    request.user = AnonymousUser()
    for viewer in (None, Viewer(request, admin.site)):
        text = render(Remedy(RemedyKind.PUBLISH, client=client_row.name), viewer)
        assert text.endswith("use “Publish” on the client page.")


def test_control_of_unknown_row_is_not_linked(viewer_of_all: Viewer) -> None:
    for kind in (RemedyKind.PUBLISH, RemedyKind.RETIRE, RemedyKind.ADD_TRUSTED_CA):
        text = render(Remedy(kind, client="ghost", environment="ghost", kid="ghost"), viewer_of_all)
        assert "<a" not in text
        assert "“" in text


def test_remedy_text_is_escaped(viewer_of_all: Viewer) -> None:
    advice = Advice("<b>{0}", Remedy(RemedyKind.REGISTER_SUBJECT_DN, subject_dn="CN=<script>"))
    assert message(advice, viewer_of_all) == (
        "&lt;b&gt;{0} Register CN=&lt;script&gt; in Mosaic, or request a new certificate."
    )
    assert message("<b>", viewer_of_all) == "&lt;b&gt;"


@pytest.mark.parametrize("model", [Client, Credential, Environment])
def test_remedy_takes_missing_names_from_the_row(client_row: Client, model: type[Any]) -> None:
    credential = staging.stage(client_row, actor="test")
    row = {Client: client_row, Credential: credential, Environment: client_row.environment}[model]
    remedy = remedies.named_for(Remedy(RemedyKind.ADD_TRUSTED_CA), row)
    assert remedy.environment == "nowhere"
    assert remedy.client == ("" if model is Environment else "payments")


def test_refused_action_links_to_the_solution(root: Browser, client_row: Client) -> None:
    staging.stage(client_row, actor="test")
    words = messages_of(root.post(url("stage", client_row), follow=True))
    assert f'use <a href="{url("retire", client_row.credentials.get())}">“Retire”</a>' in words


def test_error_without_remedy_shows_only_its_description(viewer_of_all: Viewer) -> None:
    assert message(MoveRefused("No & no."), viewer_of_all) == "No &amp; no."


def test_connection_report_keeps_its_remedies_in_the_session(root: Browser, client_row: Client) -> None:
    root.post(url("check-connection", client_row))
    lines = {line.name: line for line in root.get(url("check-connection", client_row)).context["report"].lines}
    assert f'use <a href="{url("stage", client_row)}">“Stage a credential”</a>' in lines["Our certificate"].remedy
    assert "Register the client key set in the Admin Portal" in lines["Our certificate"].remedy
    assert lines["DNS"].remedy == ""


def test_unmet_fapi_rule_links_to_the_field(root: Browser, client_row: Client) -> None:
    Client.objects.update(fapi=True, bound=True)
    page = root.get(url("change", client_row)).content.decode()
    assert f'<a href="{url("change", client_row.environment)}#id_algorithms">“Algorithms”</a>' in page
