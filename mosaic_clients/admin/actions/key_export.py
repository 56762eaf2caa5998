"""The one verb by which a private key leaves through the admin: encrypted, with a permission of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action, Attachment, Outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.forms.export import ExportForm
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Credential
from mosaic_clients.services.credentials import key_export


class Export(Action):
    """Hand a credential out as one PEM file: its key under a passphrase, its certificate, its issuers."""

    slug, label, danger = "export", "Export key", True
    permission = "mosaic_clients.export_credential"

    def applies(self, row: Credential) -> bool:
        """Where exporting is switched on, and there is a pair."""
        complete = row.state is not CredentialStatus.AWAITING_CERTIFICATE and row.key_destroyed_at is None
        return conf.current().ALLOW_KEY_EXPORT and complete

    def form_class(self, row: Credential) -> type[forms.Form]:
        """The passphrase."""
        return ExportForm

    def what_happens(self, row: Credential) -> list[str]:
        """What leaves; raises ConfigurationError where nothing may."""
        key_export.require_allowed()
        return [
            f"The private key of credential {row.kid} leaves in a file, together with its certificate.",
            f"Whoever has that file and its passphrase is {row.client.name} to Mosaic. Nothing takes that back.",
            "It is recorded that you have exported it.",
        ]

    @sensitive_variables()
    def do(self, request: HttpRequest, row: Credential, given: dict[str, Any]) -> Outcome:
        """Export."""
        exported = key_export.export(row.client, row.kid, passphrase=given["passphrase"], actor=actor_of(request))
        name = f"{row.client.name}-{row.kid[:12]}.pem"
        file = Attachment(name, "application/x-pem-file", exported.key_pem + exported.chain_pem)
        return Outcome([f"Exported the private key of credential {row.kid} under a passphrase."], attachment=file)

    def page_of(self, row: Credential) -> Model:
        """The client's."""
        return row.client
