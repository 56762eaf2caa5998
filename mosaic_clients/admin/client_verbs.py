"""What an operator does with a client: bring a credential in, prove it, put it to use, refresh its token."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients import conf, tasks
from mosaic_clients.admin.columns import span
from mosaic_clients.admin.forms.material import ChainForm, ImportForm, UnprovenForm
from mosaic_clients.admin.pages import actor_of, logger
from mosaic_clients.admin.token_verbs import refresh_now, what_refreshing_does
from mosaic_clients.admin.verb import Outcome, Verb
from mosaic_clients.admin.walks import overlap_of
from mosaic_clients.core.lifecycle import AuthMethod
from mosaic_clients.models import Client
from mosaic_clients.services import access_tokens, activation, attached, credentials, staging
from mosaic_clients.services.clients import access_token_row


class Stage(Verb):
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
            after = "Nothing uses it before you have registered it at Mosaic, proven it and activated it."
        else:
            then = f"It comes with a signing request (CSR) for {subject}, for your CA to sign."
            after = "Nothing uses it before you have attached the CA's answer, proven it and activated it."
        first = f"A new {row.key_algorithm} key is made and stored encrypted. It never leaves this server."
        return [first, then, after]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Stage."""
        credential = staging.stage(row, actor=actor_of(request))
        return f"Staged credential {credential.kid} ({credential.key_algorithm}, {credential.subject_dn})."


class Attach(Verb):
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
        said = attached.told(credential)
        done = f"Attached the chain of {credential.subject_dn}, issued by {credential.issuer_dn}, to {credential.kid}."
        warnings = [(messages.WARNING, said.warning)] if said.warning else []
        return Outcome([done], [*warnings, (messages.INFO, said.next_step)])


class Import(Verb):
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


class Prove(Verb):
    """Ask Mosaic for one token with the staged credential."""

    slug, label = "prove", "Prove"

    def applies(self, row: Client) -> bool:
        """While one is staged."""
        return row.credentials.staged().exists()

    def what_happens(self, row: Client) -> list[str]:
        """The call; raises MoveRefused where none is staged."""
        kid = credentials.staged(row).kid
        return [
            f"One access token is requested at {row.environment.endpoints.token} with credential {kid}.",
            "The token is thrown away, and what is in use now is not touched. Register the material at Mosaic first.",
        ]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Prove."""
        return f"Mosaic accepts credential {access_tokens.prove(row, actor=actor_of(request)).kid}: it is proven."


class Activate(Verb):
    """Put the staged credential to use."""

    slug, label = "activate", "Activate"
    applies = Prove.applies

    def form_class(self, row: Client) -> type[forms.Form]:
        """An unproven credential needs a word of its own."""
        return forms.Form if credentials.staged(row).proven_at else UnprovenForm

    def what_happens(self, row: Client) -> list[str]:
        """The switch; raises MoveRefused where none is staged."""
        staged = credentials.staged(row)
        alive = sum(token.is_alive(timezone.now()) for token in row.access_tokens.all())
        tokens = f"{alive} living access {'token' if alive == 1 else 'tokens'}"
        said = []
        if staged.proven_at and alive:
            said.append(f"First {tokens} {'is' if alive == 1 else 'are'} obtained anew with credential {staged.kid}.")
            said.append("If Mosaic refuses one, nothing is switched, and what is there stays in use.")
        said.append(f"Credential {staged.kid} is used for every call of {row.name} from then on.")
        active = row.credentials.active().first()
        if active is not None:
            said.append(
                f"The one in use now, {active.kid}, goes into its overlap (retiring) for {overlap_of(row)} or longer: "
                "Mosaic must keep holding both until it is retired. Until then you can roll back."
            )
        return [*said, "Access tokens that are not alive are fetched at once, in the background."]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Activate, and have the tokens that are due by that refreshed."""
        unproven = given.get("unproven", False)
        credential = activation.activate(row, actor=actor_of(request), unproven=unproven)
        transaction.on_commit(partial(_refresh_what_is_due, request))
        return f"Activated credential {credential.kid}{'' if credential.proven_at else ', unproven'}."


class RefreshToken(Verb):
    """Refresh the client's own access token now."""

    slug, label = "refresh-token", "Refresh token now"

    def applies(self, row: Client) -> bool:
        """While there is a credential to refresh with."""
        return row.credentials.active().exists()

    def what_happens(self, row: Client) -> list[str]:
        """The call."""
        return what_refreshing_does(row, row.resource)

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Refresh, and wait for the outcome."""
        return refresh_now(access_token_row(row, row.resource, now=timezone.now()), actor=actor_of(request))


def _refresh_what_is_due(request: HttpRequest) -> None:
    try:
        tasks.refresh_due_access_tokens.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - each broker's client raises its own; the next beat does the work anyway
        logger.warning("the broker did not take the refresh: %s", type(error).__name__)
        messages.warning(
            request, "The message broker does not answer: the new token is fetched once it and the worker run again."
        )
