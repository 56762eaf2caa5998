"""How an operator brings a credential in: staged here, with its CA's answer attached, or imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.rotation_messages import key_is_made
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import span
from mosaic_clients.admin.forms.material import ChainForm, ImportForm
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.remedies import Explained
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models import Client
from mosaic_clients.services.credentials import attachment, staging
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.planning.plan import policy_of


class Stage(Action):
    """Make a key."""

    slug, label = "stage", "Stage a credential"

    def applies(self, row: Client) -> bool:
        """While none is on its way."""
        return not row.credentials.pending().exists()

    def what_happens(self, row: Client) -> list[str]:
        """The key, and what comes with it."""
        subject = ", ".join([row.wanted_subject, *row.alternative_names])
        if row.method is AuthMethod.SELF_SIGNED:
            lifetime = row.lifetime or conf.current().certificate_lifetime
            then = f"It gets a self-signed certificate for {subject}, valid for {span(lifetime)}."
        else:
            issuer = issuer_of(row)
            who_signs = f"the {issuer.describe()} signs" if issuer.is_automatic else "your CA is to sign"
            then = f"It comes with a signing request (CSR) for {subject}, which {who_signs}."
        return [key_is_made(row), then, _before_its_use(row)]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Stage."""
        credential = staging.stage(row, actor=actor_of(request))
        return f"Staged credential {credential.kid} ({credential.key_algorithm}, {credential.subject_dn})."


class Attach(Action):
    """Take the CA's answer to the CSR."""

    slug, label = "attach", "Attach the chain"
    takes_material = True

    def applies(self, row: Client) -> bool:
        """While one awaits its certificate."""
        return row.credentials.pending().filter(chain="").exists()

    def form_class(self, row: Client) -> type[forms.Form]:
        """The chain."""
        return ChainForm

    def what_happens(self, row: Client) -> list[str]:
        """The match; raises MoveRefused where none awaits."""
        kid = staging.awaiting(row).kid
        return [f"The certificate must hold the key that waits for it ({kid}), and every link up to the root must fit."]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Attach, and say what of it is new to Mosaic, and if it is not what was asked for."""
        credential = staging.attach(row, given["chain"], actor=actor_of(request))
        said = attachment.describe(credential)
        done = f"Attached the chain of {credential.subject_dn}, issued by {credential.issuer_dn}, to {credential.kid}."
        warnings: list[tuple[int, str | Explained]] = [(messages.WARNING, said.warning)] if said.warning else []
        return Outcome([done], [*warnings, (messages.INFO, said.next_step)])


class Import(Action):
    """Take a key and certificate made elsewhere."""

    slug, label = "import", "Import a credential"
    takes_material = True
    applies = Stage.applies

    def form_class(self, row: Client) -> type[forms.Form]:
        """Key, certificate, passphrase, or what holds them."""
        return ImportForm

    def what_happens(self, row: Client) -> list[str]:
        """What becomes of the key."""
        return ["The key is checked against its certificate, then stored encrypted. It is never shown again."]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Import."""
        actor, passphrase = actor_of(request), given["passphrase"]
        if given["pkcs12"]:
            credential = staging.import_pkcs12(row, given["pkcs12"], passphrase=passphrase, actor=actor)
        elif given["jwk"]:
            chain = given["certificate"] or None
            credential = staging.import_jwk(row, given["jwk"], certificate_pem=chain, actor=actor)
        else:
            credential = staging.import_pem(
                row,
                certificate_pem=given["certificate"],
                key_pem=given["private_key"],
                passphrase=passphrase,
                actor=actor,
            )
        done = f"Imported credential {credential.kid} ({credential.key_algorithm}, {credential.subject_dn})."
        return Outcome([done], [(messages.WARNING, doubt) for doubt in staging.doubts(credential)])


def _before_its_use(row: Client) -> str:
    """What the operator has to do, and what follows by itself where rotation is automatic."""
    by_hand = row.method is AuthMethod.CA_SIGNED and not issuer_of(row).is_automatic
    yours = ["attached the CA's answer"] if by_hand else []
    if not policy_of(row).automatic:
        yours += ["registered it at Mosaic", "proven it", "activated it"]
    elif row.publication == PublicationMethod.MANUAL:
        yours.append("registered it at Mosaic")
    if not yours:
        return "It is then published, proven and activated by itself, for rotation is automatic."
    before = " and ".join(filter(None, (", ".join(yours[:-1]), yours[-1])))
    rest = " The rest follows by itself, for rotation is automatic." if policy_of(row).automatic else ""
    return f"Nothing uses it before you have {before}.{rest}"
