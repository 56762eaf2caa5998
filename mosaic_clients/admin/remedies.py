"""Renders remedies for the admin: the button or field to use, linked if the operator may view its page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mosaic_clients.core.remedies import Explained, Remedy, RemedyKind
from mosaic_clients.core.remedy_texts import NEUTRAL, prose
from mosaic_clients.models import Client, Credential, Environment


@dataclass(frozen=True, slots=True)
class Control:
    """A button or field by its label; ``page`` is the URL name of a button's page, ``field`` the name of a field."""

    model: type[Client | Credential | Environment]
    label: str
    page: str = "change"
    field: str = ""

    def url(self, pk: UUID, site: AdminSite) -> str:
        """Returns its URL for one row."""
        name = f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_{self.page}"
        return reverse(name, args=[pk], current_app=site.name) + (f"#id_{self.field}" if self.field else "")


ATTACH = Control(Client, "Attach the chain", "attach")
STAGE = Control(Client, "Stage a credential", "stage")
PUBLISH = Control(Client, "Publish", "publish")
PROVE = Control(Client, "Prove", "prove")
ACTIVATE = Control(Client, "Activate", "activate")
ROTATE = Control(Client, "Rotate", "rotate")
RETIRE = Control(Credential, "Retire", "retire")
CHECK_CONNECTION = Control(Client, "Check connection", "check-connection")
APPLICATION_ID = Control(Client, "Application ID", field="app_id")
TOKEN_BINDING = Control(Client, "Token binding is on", field="bound")
SUBJECT_DN = Control(Client, "Subject DN", field="subject")
RESOURCE = Control(Client, "Resource", field="resource")
FAPI = Control(Client, "FAPI 2.0", field="fapi")
ALLOW_PRIVATE = Control(Environment, "Allow private addresses", field="allow_private")
TRUSTED_CA = Control(Environment, "Trusted CA", field="trusted_ca")
MANAGEMENT_CLIENT = Control(Environment, "Management client", field="management_client")
USE_DISCOVERY = Control(Environment, "Use discovery", field="use_discovery")
DISCOVER = Control(Environment, "Discover", "discover")
BASE_URL = Control(Environment, "Base URL", field="base_url")
ENDPOINTS = Control(Environment, "Endpoint overrides", field="endpoint_overrides")
ISSUERS = Control(Environment, "Issuers", field="issuers")
AUDIENCES = Control(Environment, "Audiences", field="audiences")
ALGORITHMS = Control(Environment, "Algorithms", field="algorithms")
TOKEN_TYPES = Control(Environment, "Token types", field="token_types")
REFRESH_SIGNING_KEYS = Control(Environment, "Refresh signing keys now", "refresh-signing-keys")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence and the controls for its ``{0}`` and ``{1}``."""

    sentence: str
    controls: tuple[Control, ...] = ()


TEXTS = {kind: Text(sentence) for kind, sentence in NEUTRAL.items()} | {
    RemedyKind.STAGE: Text("Stage a credential first: use {0} on the client page.", (STAGE,)),
    RemedyKind.ATTACH_CERTIFICATE: Text(
        "Have the CSR on the client page signed, then use {0} on the client page.", (ATTACH,)
    ),
    RemedyKind.REGISTER_AND_CONFIRM: Text(
        "Register {material} in the Admin Portal, then confirm it under {0} on the client page.", (PUBLISH,)
    ),
    RemedyKind.WITHDRAW_AND_CONFIRM: Text(
        "Remove {material} of {client_id} from Mosaic, then confirm it under {0} on the client page.",
        (PUBLISH,),
    ),
    RemedyKind.PUBLISH: Text("Publish {material}: use {0} on the client page.", (PUBLISH,)),
    RemedyKind.PROVE: Text("Prove the staged credential: use {0} on the client page.", (PROVE,)),
    RemedyKind.ACTIVATE: Text("Activate it: use {0} on the client page.", (ACTIVATE,)),
    RemedyKind.CHECK_CONNECTION: Text("Use {0} on the client page to find the cause.", (CHECK_CONNECTION,)),
    RemedyKind.ROTATE: Text("Make a new credential: use {0} on the client page.", (ROTATE,)),
    RemedyKind.ROTATE_OR_RETIRE: Text(
        "Use {0} on the client page to try again, or {1} on the page of {credential}.", (ROTATE, RETIRE)
    ),
    RemedyKind.ACTIVATE_OR_RETIRE: Text(
        "Use {0} on the client page, or discard it: use {1} on the page of {credential}.", (ACTIVATE, RETIRE)
    ),
    RemedyKind.RETIRE: Text("Use {0} on the page of {credential}.", (RETIRE,)),
    RemedyKind.SET_APPLICATION_ID: Text("Fill in {0}.", (APPLICATION_ID,)),
    RemedyKind.BIND_TOKENS: Text("Turn token binding on in Mosaic, then select {0} here.", (TOKEN_BINDING,)),
    RemedyKind.MATCH_TOKEN_BINDING: Text(
        "Turn token binding on for {client_id} in Mosaic, or clear {0} here.", (TOKEN_BINDING,)
    ),
    RemedyKind.CHANGE_SUBJECT_DN: Text(
        "Choose another {0}, retire a credential that is in progress, then use {1} on the client page.",
        (SUBJECT_DN, ROTATE),
    ),
    RemedyKind.CHANGE_RESOURCE: Text("Attach {resource} to {client_id} in Mosaic, or change {0} here.", (RESOURCE,)),
    RemedyKind.MEET_FAPI: Text("Correct what the message names, or clear {0} on the client page.", (FAPI,)),
    RemedyKind.LIST_CLIENTS: Text("The list of clients shows all of them."),
    RemedyKind.ALLOW_PRIVATE_ADDRESSES: Text(
        "If the host is yours, select {0} on the environment page.", (ALLOW_PRIVATE,)
    ),
    RemedyKind.ADD_TRUSTED_CA: Text("Add the server's CA under {0} on the environment page.", (TRUSTED_CA,)),
    RemedyKind.SET_MANAGEMENT_CLIENT: Text(
        "Choose a {0} on the environment page, or publish manually.", (MANAGEMENT_CLIENT,)
    ),
    RemedyKind.DISCOVER_ENDPOINTS: Text(
        "Select {0} on the environment page, then use {1} there: mTLS may have a host or port of its own.",
        (USE_DISCOVERY, DISCOVER),
    ),
    RemedyKind.CHECK_TOKEN_ENDPOINT: Text("Check {0} and {1} on the environment page.", (BASE_URL, ENDPOINTS)),
    RemedyKind.ADD_ISSUER: Text("If the issuer is Mosaic's own, add it to {0} on the environment page.", (ISSUERS,)),
    RemedyKind.ADD_AUDIENCE: Text("If the audience is intended, add it to {0} on the environment page.", (AUDIENCES,)),
    RemedyKind.ACCEPT_ALGORITHM: Text("Select the algorithm under {0} on the environment page.", (ALGORITHMS,)),
    RemedyKind.LIMIT_ALGORITHMS: Text(
        "Select only the algorithm that Mosaic signs with, PS256, under {0} on the environment page.", (ALGORITHMS,)
    ),
    RemedyKind.ACCEPT_TOKEN_TYPE: Text("Select the token type under {0} on the environment page.", (TOKEN_TYPES,)),
    RemedyKind.CHECK_SIGNING_KEYS: Text(
        "Find out why the signing keys cannot be fetched: use {0} on the environment page.", (REFRESH_SIGNING_KEYS,)
    ),
    RemedyKind.ALLOW_PRIVATE_TARGET: Text("If the host is yours, allow private addresses for this check."),
    RemedyKind.ALLOW_MORE_TIME: Text("Allow more time."),
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """The operator who reads a remedy, and the admin site. A control is linked only if its page may be viewed."""

    request: HttpRequest
    site: AdminSite

    def may_see(self, model: type[Model]) -> bool:
        """Returns whether the operator may view rows of a model."""
        is_registered = self.site.is_registered(model)
        return is_registered and self.site.get_model_admin(model).has_view_permission(self.request)


def render(remedy: Remedy | None, viewer: Viewer | None) -> SafeString:
    """Returns a remedy and its follow-ups, one sentence each; empty for None. Without a viewer it has no links."""
    return format_html_join(" ", "{}", ((_sentence(step, viewer),) for step in remedy or ()))


def message(explained: Explained | str, viewer: Viewer | None, row: Model | None = None) -> SafeString:
    """Returns what happened, why, and what to do; ``row`` is the row of the page."""
    if isinstance(explained, str):
        return format_html("{}", explained)
    if explained.remedy is None:
        return format_html("{}", explained.description)
    return format_html("{} {}", explained.description, render(named_for(explained.remedy, row), viewer))


def named_for(remedy: Remedy, row: Model | None) -> Remedy:
    """Returns the remedy with the names of the row's client and environment, if it has no names of its own."""
    client = row if isinstance(row, Client) else getattr(row, "client", None)
    environment = row if isinstance(row, Environment) else getattr(client or row, "environment", None)
    return remedy.with_names(client=getattr(client, "name", ""), environment=getattr(environment, "name", ""))


def _sentence(step: Remedy, viewer: Viewer | None) -> SafeString:
    text = TEXTS[step.kind]
    return format_html(text.sentence, *(_control(each, step, viewer) for each in text.controls), **prose(step))


def _control(control: Control, step: Remedy, viewer: Viewer | None) -> SafeString:
    """Returns the label in quotes, linked to the row that the remedy names, if that row exists."""
    pk = _pk(control, step) if viewer and viewer.may_see(control.model) else None
    if viewer is None or pk is None:
        return format_html("“{}”", control.label)
    return format_html('<a href="{}">“{}”</a>', control.url(pk, viewer.site), control.label)


def _pk(control: Control, step: Remedy) -> UUID | None:
    if control.model is Credential:
        return Credential.objects.filter(client__name=step.client, kid=step.kid).values_list("pk", flat=True).first()
    if control.model is Client:
        return Client.objects.filter(name=step.client).values_list("pk", flat=True).first()
    return Environment.objects.filter(name=step.environment).values_list("pk", flat=True).first()
