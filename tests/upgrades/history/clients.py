"""Clients in every state of a rotation."""

from __future__ import annotations

from datetime import timedelta

from mosaic_clients.core.lifecycle import AuthMethod
from mosaic_clients.models import CertificateAuthority, Client
from mosaic_clients.sandbox import ClientCA
from mosaic_clients.services import (
    access_tokens,
    activation,
    certificate_issuers,
    clients,
    credentials,
    key_export,
    publication,
    rotation,
    staging,
)
from tests.mosaic import publish
from tests.upgrades.history import environments
from tests.upgrades.history.world import DAY, HOUR, MINUTE, OPERATOR, World

SELF_SIGNED, CA_SIGNED = AuthMethod.SELF_SIGNED, AuthMethod.CA_SIGNED


def add_manager(world: World) -> None:
    """The one that pushes for the others."""
    environments.give_manager(world.active("manager", resource="", lifetime=800 * DAY, automatic=None))


def add_authority(name: str, life: timedelta, leaf_life: timedelta) -> None:
    """A CA of our own."""
    dn = f"CN={name.title()} CA,O=Example"
    certificate_issuers.add_authority(name, subject_dn=dn, lifetime=life, leaf_lifetime=leaf_life, actor=OPERATOR)


def rotate(world: World) -> None:
    """``payments`` and ``ledger`` rotate by themselves, the one also by hand later."""
    payments = world.client("payments", automatic=True, overlap=2 * HOUR, renew_before=30 * DAY)
    walk(payments)
    ledger = world.client(
        "ledger",
        method=CA_SIGNED,
        automatic=True,
        subject="CN=ledger,O=Example",
        alternative_names=["dns:ledger.example", "ip:10.0.0.7"],
        certificate_authority=CertificateAuthority.objects.get(name="issuing"),
        fapi=True,
        resource="https://ledger.test",
    )
    world.sandbox.add_client(ledger.client_id, CA_SIGNED, bound=True, resources=["https://ledger.test"])
    walk(ledger)


def walk(client: Client) -> None:
    """One rotation that nothing stops."""
    failure = rotation.rotate(client, actor=OPERATOR).failure
    assert failure is None, failure


def begin(world: World) -> None:
    """Clients that have only just begun."""
    invoices = world.client("invoices", method=CA_SIGNED, publication="manual", subject="CN=invoices,O=Example")
    rotation.rotate(invoices, actor=OPERATOR)
    refunds = world.client("refunds", publication="manual")
    staging.stage(refunds, actor=OPERATOR)
    publish(world.sandbox, refunds)
    access_tokens.prove(refunds, actor=OPERATOR)
    reports = world.client("reports", publication="manual", lifetime=90 * DAY)
    rotation.rotate(reports, actor=OPERATOR)
    world.client("drafts", "far", publication="manual", app_id="", bound=False)


def sign_elsewhere(world: World) -> None:
    """``bank`` has its CSR signed by somebody else's CA, and goes back to its first credential later."""
    bank = world.client("bank", method=CA_SIGNED, subject="CN=bank,O=Example", automatic=None)
    authority = ClientCA()
    for _ in range(2):
        credential = staging.stage(bank, actor=OPERATOR)
        staging.attach(bank, authority.issue(credential.csr), actor=OPERATOR)
        publish(world.sandbox, bank)
        access_tokens.prove(bank, actor=OPERATOR)
        activation.activate(bank, actor=OPERATOR)
        world.clock.go_to(world.clock.now + MINUTE)
    activation.roll_back(bank, actor=OPERATOR)


def bring_from_elsewhere(world: World) -> None:
    """``imported`` gets the RSA key that ``exporter`` hands out."""
    exporter = world.active("exporter", key_algorithm="RSA-2048")
    exported = key_export.export(exporter, None, passphrase=None, actor=OPERATOR)
    imported = world.client("imported", key_algorithm="RSA-2048")
    staging.import_pem(
        imported,
        certificate_pem=exported.chain_pem,
        key_pem=exported.key_pem,
        passphrase=None,
        actor=OPERATOR,
    )
    publish(world.sandbox, imported)
    access_tokens.prove(imported, actor=OPERATOR)
    activation.activate(imported, actor=OPERATOR)


def end(world: World) -> None:
    """``gone`` is removed; what was told and recorded about it stays."""
    gone = world.active("gone", lifetime=8 * DAY, publication="manual")
    gone.fapi = True
    clients.change(gone, ["fapi"], actor=OPERATOR)
    world.at(31 * DAY + 6 * HOUR)
    credential = gone.credentials.get()
    credentials.revoke(gone, credential.kid, actor=OPERATOR)
    publication.confirm(gone, actor=OPERATOR)
    clients.remove(gone, actor=OPERATOR)
