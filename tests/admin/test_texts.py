"""Texts of the admin: they name fields and buttons, and match the state of the row."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.core.errors import TLSFailure
from mosaic_clients.core.pki.certificate_creation import self_sign
from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.models import CertificateAuthority, Client, Event
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.services.clients.problems import note_problem
from mosaic_clients.services.credentials import staging
from tests.admin.pages import messages_of, url
from tests.pki import ec_key


def text(browser: Browser, page: str, row: object, **query: str) -> str:
    """Returns a page of a row."""
    return html.unescape(browser.get(url(page, row), query).content.decode())


def test_untrusted_server_links_to_the_trusted_ca_field(root: Browser, mosaic_client: Client) -> None:
    staging.stage(mosaic_client, actor="test")
    pem = to_pem(self_sign(ec_key(), "CN=another", now=timezone.now(), lifetime=timedelta(days=1)))
    type(mosaic_client.environment).objects.update(trusted_ca=pem)
    words = messages_of(root.post(url("prove", mosaic_client), follow=True))
    field = f"{url('change', mosaic_client.environment)}#id_trusted_ca"
    assert "The TLS handshake with 127.0.0.1" in words
    assert f'Add the server\'s CA under <a href="{field}">“Trusted CA”</a> on the environment page.' in words


def test_stored_problem_is_shown_with_its_remedy(root: Browser, client_row: Client) -> None:
    refusal = TLSFailure("The TLS handshake failed.", remedy=Remedy(RemedyKind.ADD_TRUSTED_CA))
    note_problem(client_row, str(refusal), now=timezone.now(), actor="test")
    for page in (text(root, "change", client_row), root.get(url("changelist", model="client")).content.decode()):
        assert "The TLS handshake failed. Add the server's CA to the trusted CA of the environment." in html.unescape(
            page
        )


def test_missing_application_id_names_the_field(root: Browser, client_row: Client) -> None:
    form_data = {
        "name": "payments", "environment": client_row.environment_id, "client_id": "p", "key_algorithm": "EC-P256",
        "auth_method": "self_signed_tls_client_auth", "publication": "management-api",
    }  # fmt: skip
    answer = root.post(url("change", client_row), form_data)
    (error,) = answer.context["adminform"].form.non_field_errors()
    assert error == "Publication through the client API needs the application ID. Fill in “Application ID”."


def test_refused_private_address_names_the_field_and_no_flag(root: Browser, client_row: Client) -> None:
    staging.stage(client_row, actor="test")
    type(client_row.environment).objects.update(allow_private=False)
    words = messages_of(root.post(url("prove", client_row), follow=True))
    assert "“Allow private addresses”" in words
    assert "--" not in words


def test_default_subject_is_explained_to_editors_and_viewers(
    root: Browser, viewer: Browser, client_row: Client
) -> None:
    for browser in (root, viewer):
        assert "For example CN=payments,O=Acme. Default: CN=<client ID>." in text(browser, "change", client_row)


def test_stage_page_names_the_remaining_steps(
    root: Browser, ca_client: Client, authority: CertificateAuthority
) -> None:
    page = text(root, "stage", ca_client)
    assert "which your CA must sign." in page
    assert "until you have attached the CA's certificate, registered it in Mosaic, proven it and activated it." in page
    Client.objects.update(certificate_authority=authority, automatic=True)
    page = text(root, "stage", ca_client)
    assert "which the CA “issuing” in this database signs." in page
    assert "until you have registered it in Mosaic. The rest follows automatically." in page
    Client.objects.update(publication="management-api", app_id="a")
    assert "It is then published, proven and activated automatically." in text(root, "stage", ca_client)


@pytest.mark.parametrize("page", ["stage", "rotate"])
def test_new_key_text_depends_on_key_export(root: Browser, client_row: Client, settings: object, page: str) -> None:
    for is_allowed, words in (
        (False, "It never leaves this server."),
        (True, "It leaves this server only if someone exports it."),
    ):
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": is_allowed}  # type: ignore[attr-defined]
        content = text(root, page, client_row)
        assert words in content
        assert ("never leaves" in content) is not is_allowed


def test_token_without_credential_waits_for_one(root: Browser, client_row: Client) -> None:
    row = access_token_row(client_row, "", now=timezone.now())
    due_text = "once a credential is in use"
    assert due_text in text(root, "change", client_row)
    assert due_text in text(root, "change", row)
    assert due_text in root.get(url("changelist", model="accesstoken")).content.decode()


def test_token_with_credential_has_a_refresh_time(root: Browser, rotating: Client) -> None:
    for page in (text(root, "change", rotating), text(root, "change", rotating.access_tokens.get())):
        assert "once a credential is in use" not in page


def test_solved_problem_event_names_the_problem(root: Browser, client_row: Client) -> None:
    for problem in ("Mosaic refuses (HTTP 401).", ""):
        note_problem(client_row, problem, now=timezone.now(), actor="test")
    assert Event.objects.get(kind="problem_solved").detail == "Mosaic refuses (HTTP 401)."


def test_auth_method_is_shown_in_words(root: Browser, client_row: Client) -> None:
    assert "mTLS, self-signed (<code>self_signed_tls_client_auth</code>)" in text(root, "change", client_row)
    assert "mTLS, self-signed" in root.get(url("changelist", model="client")).content.decode()


def test_event_list_of_a_client_shows_only_its_events(root: Browser, client_row: Client, ca_client: Client) -> None:
    """A search for its name would also find events that only mention it."""
    note_problem(ca_client, "payments is in the way", now=timezone.now(), actor="payments")
    address = text(root, "change", client_row).partition('<p><a href="')[2].partition('">All events')[0]
    answer = root.get(address)
    assert [event.client for event in answer.context["cl"].result_list] == [client_row]
    assert "By client" in answer.content.decode()
    assert "By client" not in root.get(url("changelist", model="event")).content.decode()
    assert (
        root.get(url("changelist", model="event"), {"client": "nonsense"}).context["cl"].result_count
        == Event.objects.count()
    )


def test_event_links_to_its_client_and_credential(root: Browser, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    event = Event.objects.get(kind="staged")
    page = text(root, "change", event)
    assert f'<a href="{url("change", client_row)}">payments</a>' in page
    assert f'<a href="{url("change", credential)}">{credential.kid}</a>' in page
    client_added = Event.objects.get(kind="client_added", client=client_row)
    assert f'<a href="{url("change", client_row)}">payments</a>' in text(root, "change", client_added)


def test_event_kinds_are_filtered_by_words(root: Browser, client_row: Client) -> None:
    answer = root.get(url("changelist", model="event"), {"kind": "client_added"})
    assert [event.kind for event in answer.context["cl"].result_list] == ["client_added"]
    assert "client added</a>" in answer.content.decode()


def test_pem_can_take_the_keyboard_focus(root: Browser, client_row: Client) -> None:
    assert '<pre class="mosaic-pem" tabindex="0">' in text(root, "change", staging.stage(client_row, actor="test"))
