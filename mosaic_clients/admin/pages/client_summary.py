"""The content of the page of one client, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.base import Button
from mosaic_clients.admin.actions.portal_registration import Material, material
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.display import METHODS, NONE, expiry, link, moment, readable_name, status_badge
from mosaic_clients.admin.pages.access_token import token_badge, token_due, token_expiry
from mosaic_clients.admin.pages.next_action_panel import NextLine, first_action, next_line
from mosaic_clients.models import AccessToken, Client, Credential, Event
from mosaic_clients.services.clients.status import ClientStatus, statuses

MAX_CREDENTIALS, MAX_EVENTS = 20, 10


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One credential of the table."""

    row: Credential
    url: str
    status: SafeString
    expires: SafeString | str
    proven: str
    activated: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One access token of the table: its status, never its value."""

    row: AccessToken
    state: SafeString
    expires: SafeString | str
    due: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the table."""

    row: Event
    name: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    """The context of the template. ``credentials``, ``tokens`` and ``events`` are None without the view permission."""

    status: ClientStatus
    environment: SafeString | str
    method: str
    next: NextLine
    problems: list[tuple[str, str]]
    next_button: Button | None
    other_buttons: list[Button]
    credentials: list[CredentialLine] | None
    material: list[Material]
    tokens: list[TokenLine] | None
    events: list[EventLine] | None
    events_url: str


def client_page(page: ActionAdmin, request: HttpRequest, client: Client) -> ClientPage:
    """Returns the page of a client for this operator."""
    status = statuses(timezone.now(), only=client)[0]
    events_url = reverse("admin:mosaic_clients_event_changelist", current_app=page.admin_site.name)
    buttons = page.buttons(request, client)
    action = first_action(status, client)
    next_button = next((button for button in buttons if action and button.label == action.label), None)
    environment = client.environment
    may_see_environment = page.may_see(request, type(environment))
    return ClientPage(
        status=status,
        environment=link(environment, site=page.admin_site.name) if may_see_environment else environment.name,
        method=METHODS[client.method],
        next=next_line(status.next_action),
        problems=_problems(client),
        next_button=next_button,
        other_buttons=[button for button in buttons if button is not next_button],
        credentials=_credentials(page, request, client) if page.may_see(request, Credential) else None,
        material=material(client),
        tokens=_tokens(page, request, client) if page.may_see(request, AccessToken) else None,
        events=_events(client) if page.may_see(request, Event) else None,
        events_url=f"{events_url}?{urlencode({'client': client.pk})}",
    )


def _problems(client: Client) -> list[tuple[str, str]]:
    since = f" since {moment(client.problem_at)}" if client.problem_at else ""
    problems = [
        (f"Problem{since}.", client.problem),
        (f"Rotation problem{since}.", client.rotation_problem),
        ("Out of sync with Mosaic.", client.drift),
    ]
    return [(title, text) for title, text in problems if text]


def _credentials(page: ActionAdmin, request: HttpRequest, client: Client) -> list[CredentialLine]:
    now = timezone.now()
    admin_page = _page_of(page, Credential)
    rows = Credential.objects.filter(client=client).select_related("client").defer("private_key", "chain", "csr")
    return [
        CredentialLine(
            row=row,
            url=page.page_url("change", row),
            status=status_badge(row.status),
            expires=expiry(row.not_after, now),
            proven=moment(row.proven_at) if row.proven_at else NONE,
            activated=moment(row.activated_at) if row.activated_at else NONE,
            buttons=admin_page.buttons(request, row),
        )
        for row in rows.order_by("-created_at")[:MAX_CREDENTIALS]
    ]


def _tokens(page: ActionAdmin, request: HttpRequest, client: Client) -> list[TokenLine]:
    has_credential = client.credentials.active().exists()
    admin_page = _page_of(page, AccessToken)
    return [
        TokenLine(
            row=row,
            state=token_badge(row),
            expires=token_expiry(row),
            due=token_due(row, has_credential=has_credential),
            buttons=admin_page.buttons(request, row),
        )
        for row in client.access_tokens.order_by("resource")
    ]


def _events(client: Client) -> list[EventLine]:
    return [EventLine(row, readable_name(row.kind)) for row in client.events.all()[:MAX_EVENTS]]


def _page_of(page: ActionAdmin, model: type[Credential | AccessToken]) -> ActionAdmin:
    admin_page = page.admin_site.get_model_admin(model)
    assert isinstance(admin_page, ActionAdmin)  # noqa: S101 - both models have one
    return admin_page
