"""Actions that add a credential: stage it, attach its chain, or import it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.rotation_messages import new_key_text
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import span
from mosaic_clients.admin.forms.material import ChainForm, ImportForm
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.remedies import Explained
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models import Client
from mosaic_clients.services.credentials import attachment_advice, staging
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.planning.plan import policy_of


class Stage(Action):
    """Creates a key."""

    slug, label = "stage", "Stage a credential"

    def applies(self, row: Client) -> bool:
        """Returns whether no credential is in progress."""
        return not row.credentials.pending().exists()

    def consequences(self, row: Client) -> list[str]:
        """Returns what is created."""
        subject = ", ".join([row.wanted_subject, *row.alternative_names])
        if row.method is AuthMethod.SELF_SIGNED:
            lifetime = row.lifetime or conf.current().certificate_lifetime
            certificate = f"It gets a self-signed certificate for {subject}, valid for {span(lifetime)}."
        else:
            issuer = issuer_of(row)
            who_signs = f"the {issuer.describe()} signs" if issuer.is_automatic else "your CA must sign"
            certificate = f"It comes with a signing request (CSR) for {subject}, which {who_signs}."
        return [new_key_text(row), certificate, _remaining_steps(row)]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> str:
        """Stages a credential."""
        credential = staging.stage(row, actor=actor_of(request))
        return f"Staged credential {credential.kid} ({credential.key_algorithm}, {credential.subject_dn})."


class Attach(Action):
    """Attaches the certificate chain that the CA issued for the CSR."""

    slug, label = "attach", "Attach the chain"
    takes_material = True

    def applies(self, row: Client) -> bool:
        """Returns whether a credential awaits its certificate."""
        return row.credentials.pending().filter(chain="").exists()

    def form_class(self, row: Client) -> type[forms.Form]:
        """Returns the form for the chain."""
        return ChainForm

    def consequences(self, row: Client) -> list[str]:
        """Returns what is checked. Raises MoveRefused if no credential awaits a certificate."""
        kid = staging.credential_awaiting_certificate(row).kid
        return [
            "The certificate must match the CSR's key and include the full chain.",
            f"It belongs to credential {kid}.",
        ]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> Outcome:
        """Attaches the chain. Notes what to register at Mosaic, and if the certificate differs from the CSR."""
        credential = staging.attach(row, form_data["chain"], actor=actor_of(request))
        summary = attachment_advice.describe(credential)
        done = f"Attached the chain of {credential.subject_dn}, issued by {credential.issuer_dn}, to {credential.kid}."
        warnings: list[tuple[int, str | Explained]] = [(messages.WARNING, summary.warning)] if summary.warning else []
        return Outcome([done], [*warnings, (messages.INFO, summary.next_step)])


class Import(Action):
    """Imports a key and certificate that were created elsewhere."""

    slug, label = "import", "Import a credential"
    takes_material = True
    applies = Stage.applies

    def form_class(self, row: Client) -> type[forms.Form]:
        """Returns the form for key, certificate and passphrase."""
        return ImportForm

    def consequences(self, row: Client) -> list[str]:
        """Returns what happens to the key."""
        return ["The key is checked against its certificate, then stored encrypted. It is never shown again."]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> Outcome:
        """Imports the credential."""
        actor, passphrase = actor_of(request), form_data["passphrase"]
        if form_data["pkcs12"]:
            credential = staging.import_pkcs12(row, form_data["pkcs12"], passphrase=passphrase, actor=actor)
        elif form_data["jwk"]:
            chain = form_data["certificate"] or None
            credential = staging.import_jwk(row, form_data["jwk"], certificate_pem=chain, actor=actor)
        else:
            credential = staging.import_pem(
                row,
                certificate_pem=form_data["certificate"],
                key_pem=form_data["private_key"],
                passphrase=passphrase,
                actor=actor,
            )
        done = f"Imported credential {credential.kid} ({credential.key_algorithm}, {credential.subject_dn})."
        return Outcome([done], [(messages.WARNING, warning) for warning in staging.certificate_warnings(credential)])


def _remaining_steps(row: Client) -> str:
    """Returns what the operator must do, and what follows automatically."""
    needs_attachment = row.method is AuthMethod.CA_SIGNED and not issuer_of(row).is_automatic
    steps = ["attached the CA's certificate"] if needs_attachment else []
    if not policy_of(row).automatic:
        steps += ["registered it in Mosaic", "proven it", "activated it"]
    elif row.publication == PublicationMethod.MANUAL:
        steps.append("registered it in Mosaic")
    if not steps:
        return "It is then published, proven and activated automatically."
    conditions = " and ".join(filter(None, (", ".join(steps[:-1]), steps[-1])))
    rest = " The rest follows automatically." if policy_of(row).automatic else ""
    return f"It is not used until you have {conditions}.{rest}"
