"""The only action that exports a private key: encrypted, and with a permission of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action, Outcome, ResultFile
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.forms.export import ExportForm
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Credential
from mosaic_clients.services.credentials import key_export


class Export(Action):
    """Exports a credential as one PEM file: the key encrypted with a passphrase, and the certificate chain."""

    slug, label, danger = "export", "Export key", True
    permission = "mosaic_clients.export_credential"

    def applies(self, row: Credential) -> bool:
        """Returns whether key export is on, and the credential has a key and a certificate."""
        complete = row.state is not CredentialStatus.AWAITING_CERTIFICATE and row.key_destroyed_at is None
        return conf.current().ALLOW_KEY_EXPORT and complete

    def form_class(self, row: Credential) -> type[forms.Form]:
        """Returns the form for the passphrase."""
        return ExportForm

    def consequences(self, row: Credential) -> list[str]:
        """Returns what is exported. Raises ConfigurationError if key export is off."""
        key_export.require_allowed()
        return [
            "You download the private key. This cannot be undone.",
            f"Anyone with this file and passphrase can act as {row.client.name}.",
            f"The file also contains the certificate chain of credential {row.kid}.",
            "The event log records your export.",
        ]

    @sensitive_variables()
    def do(self, request: HttpRequest, row: Credential, form_data: dict[str, Any]) -> Outcome:
        """Exports the key."""
        exported = key_export.export(row.client, row.kid, passphrase=form_data["passphrase"], actor=actor_of(request))
        name = f"{row.client.name}-{row.kid[:12]}.pem"
        file = ResultFile(name, "application/x-pem-file", exported.key_pem + exported.chain_pem)
        return Outcome([f"Exported the private key of credential {row.kid} under a passphrase."], file=file)

    def page_of(self, row: Credential) -> Model:
        """Returns the client."""
        return row.client
