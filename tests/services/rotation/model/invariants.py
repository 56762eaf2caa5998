"""Invariants of a client after any sequence of actions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, invariant

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.rotation.lifecycle import PENDING, USABLE, CredentialStatus
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services.planning.plan import plan

PROOF_PATIENCE = timedelta(days=7)


class Invariants(RuleBasedStateMachine):
    """``unproven`` are the kids that an operator activated without a proof."""

    client: Client
    unproven: set[str]

    def _fresh(self) -> Client:
        return Client.objects.select_related("environment", "certificate_authority").get(pk=self.client.pk)

    @invariant()
    def check_all(self) -> None:
        """Checks every invariant on the current rows."""
        if not hasattr(self, "client"):
            return
        client = Client.objects.get(pk=self.client.pk)  # few checks need what belongs to it
        credentials = list(client.credentials.order_by("-created_at"))
        self.at_most_one_active_and_one_pending(credentials)
        self.active_credential_is_proven_or_forced(credentials)
        self.published_key_is_not_destroyed(client, credentials)
        self.published_material_has_its_certificate(client, credentials)
        self.usable_credential_has_key_and_certificate(credentials)
        self.stored_token_has_usable_credential(client, credentials)
        self.active_credential_will_be_published(client, credentials)

    def at_most_one_active_and_one_pending(self, credentials: list[Credential]) -> None:
        states = [credential.state for credential in credentials]
        assert states.count(CredentialStatus.ACTIVE) <= 1
        assert sum(state in PENDING for state in states) <= 1

    def active_credential_is_proven_or_forced(self, credentials: list[Credential]) -> None:
        for credential in credentials:
            if credential.state is CredentialStatus.ACTIVE:
                assert credential.proven_at or credential.kid in self.unproven

    def published_key_is_not_destroyed(self, client: Client, credentials: list[Credential]) -> None:
        if client.method is AuthMethod.SELF_SIGNED:
            for credential in credentials:
                if not credential.private_key:
                    assert credential.key_destroyed_at
                    assert credential.state is CredentialStatus.REVOKED or credential.material not in client.published

    def published_material_has_its_certificate(self, client: Client, credentials: list[Credential]) -> None:
        chains = {credential.material: credential.chain for credential in credentials}
        assert all(parse_certificates(chains[material]) for material in client.published)

    def usable_credential_has_key_and_certificate(self, credentials: list[Credential]) -> None:
        for credential in credentials:
            if credential.state in USABLE:
                credential.require_pair()
                assert credential.material

    def stored_token_has_usable_credential(self, client: Client, credentials: list[Credential]) -> None:
        by_id = {credential.pk: credential for credential in credentials}
        for token in AccessToken.objects.filter(client=client).exclude(value="").order_by():
            assert token.credential_id in by_id
            assert by_id[token.credential_id].state in USABLE
            assert by_id[token.credential_id].unseal("private_key").startswith("-----BEGIN PRIVATE KEY")

    def active_credential_will_be_published(self, client: Client, credentials: list[Credential]) -> None:
        """Checks that the active credential will be published automatically, unless its successor was proven."""
        now = timezone.now()
        in_use = [each for each in credentials if each.state is CredentialStatus.ACTIVE and each.not_after > now]
        if client.publication != "management-api" or not in_use or in_use[0].material in client.published:
            return
        if any(each.state is CredentialStatus.STAGED and each.proven_at for each in credentials):
            return
        steps = [step for step in plan(client, now) if (step.step, step.kid) == (Step.PUBLISH, in_use[0].kid)]
        assert steps
        assert not steps[0].waiting_for
        assert steps[0].at <= now + PROOF_PATIENCE
