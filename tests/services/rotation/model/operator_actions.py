"""What an operator can do with one client at any time, as rules of a state machine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.pki import certificate_creation, certificates
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, dump_private_key, generate
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import CertificateAuthority
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, proving, staging, transitions
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.issuing.local import LocalIssuer
from mosaic_clients.services.rotation import emergency_revocation, publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.rotation.model.imaginary import ImaginaryMosaic, Killed
from tests.services.rotation.model.invariants import Invariants

ACTOR = "monkey"
DAY = timedelta(days=1)
WHICH = st.integers(min_value=0, max_value=30)
numbers = count(1)


class OperatorActions(Invariants):
    """The actions of operators in the admin, the shell and the portal. ``life`` is that of a leaf certificate."""

    wire: ImaginaryMosaic
    authority: CertificateAuthority
    life: timedelta

    def _do(self, act: Callable[..., Any], *arguments: Any, **keywords: Any) -> None:
        with suppress(MosaicError, Killed):  # a refusal or a killed process; any other exception is a bug
            act(self._fresh(), *arguments, **{"actor": ACTOR, **keywords})

    def _kid(self, which: int, *statuses: str) -> str:
        rows = self.client.credentials.filter(status__in=statuses).order_by("created_at", "pk")
        kids = list(rows.values_list("kid", flat=True))
        return str(kids[which % len(kids)]) if kids else "none"

    @rule()
    def stage(self) -> None:
        self._do(staging.stage)

    @rule()
    def attach(self) -> None:
        waiting = self.client.credentials.filter(status=CredentialStatus.AWAITING_CERTIFICATE.value).first()
        if waiting:
            chain = LocalIssuer(self.authority).certify(waiting.csr)
            self._do(staging.attach, chain)

    @rule()
    def import_(self) -> None:
        key, now = generate(KeyAlgorithm.EC_P256), self.wire.clock.now
        chain = certificates.to_pem(certificate_creation.self_sign(key, "CN=imported", now=now, lifetime=30 * DAY))
        if self.client.method is AuthMethod.CA_SIGNED:
            chain = LocalIssuer(self.authority).certify(
                certificate_creation.create_csr(key, self._fresh().wanted_subject)
            )
        self._do(staging.import_pem, certificate_pem=chain, key_pem=dump_private_key(key), passphrase=None)

    @rule()
    def prove(self) -> None:
        self._do(proving.prove)

    @rule()
    def activate(self) -> None:
        self._do(activation.activate)

    @rule()
    def activate_unproven(self) -> None:
        self.unproven.update(self.client.credentials.staged().values_list("kid", flat=True))
        self._do(activation.activate, unproven=True)

    @rule(which=WHICH)
    def retire(self, which: int) -> None:
        self._do(transitions.retire, self._kid(which, "AWAITING_CERTIFICATE", "STAGED", "RETIRING"))

    @rule(which=WHICH)
    def destroy(self, which: int) -> None:
        self._do(transitions.destroy_key, self._kid(which, *CredentialStatus))

    @rule(which=WHICH)
    def revoke(self, which: int) -> None:
        self._do(emergency_revocation.revoke, self._kid(which, "STAGED", "ACTIVE", "RETIRING", "RETIRED"))

    @rule()
    def rotate(self) -> None:
        self._do(rotation_runner.rotate)

    @rule()
    def roll_back(self) -> None:
        self._do(activation.roll_back)

    @rule(honestly=st.booleans())
    def confirm(self, honestly: bool) -> None:
        if honestly:
            self.register()
        self._do(publication.confirm)

    @rule()
    def register(self) -> None:
        with suppress(MosaicError):
            self.wire.register(self._fresh())

    @rule()
    def push(self) -> None:
        self._do(lambda client, **who: publication.push(client, self.wire.api(client), **who))  # type: ignore[arg-type]

    @rule(automatic=st.sampled_from([None, False, True]))
    def policy(self, automatic: bool | None) -> None:
        client = self._fresh()
        client.automatic = automatic
        client_registry.change(client, ["automatic"], actor=ACTOR)

    @rule(authority=st.booleans())
    def change_authority_or_subject(self, authority: bool) -> None:
        client, name = self._fresh(), f"monkey-{next(numbers)}"
        if authority:
            self.authority = authorities.add_authority(
                name, subject_dn=f"CN={name}", lifetime=36_500 * DAY, leaf_lifetime=self.life, actor=ACTOR
            )
            if client.certificate_authority:
                client.certificate_authority = self.authority
        else:
            client.subject = f"CN={name}"
        client_registry.change(client, ["certificate_authority", "subject"], actor=ACTOR)
