"""Clients in every state of a rotation."""

from __future__ import annotations

from datetime import timedelta

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import CertificateAuthority, Client
from mosaic_clients.sandbox import ClientCA
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, key_export, staging, transitions
from mosaic_clients.services.credentials.proving import prove
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import publish
from tests.upgrades.scenario import environments
from tests.upgrades.scenario.runtime import DAY, HOUR, MINUTE, OPERATOR, Scenario

SELF_SIGNED, CA_SIGNED = AuthMethod.SELF_SIGNED, AuthMethod.CA_SIGNED


def add_manager(scenario: Scenario) -> None:
    """Add the management client, whose token authorizes pushes."""
    environments.give_manager(scenario.active("manager", resource="", lifetime=800 * DAY, automatic=None))


def add_authority(name: str, life: timedelta, leaf_life: timedelta) -> None:
    """Add a certificate authority whose key is in the database."""
    dn = f"CN={name.title()} CA,O=Example"
    authorities.add_authority(name, subject_dn=dn, lifetime=life, leaf_lifetime=leaf_life, actor=OPERATOR)


def rotate(scenario: Scenario) -> None:
    """Add ``payments`` and ``ledger``, which rotate automatically."""
    payments = scenario.client("payments", automatic=True, overlap=2 * HOUR, renew_before=30 * DAY)
    rotate_fully(payments)
    ledger = scenario.client(
        "ledger",
        method=CA_SIGNED,
        automatic=True,
        subject="CN=ledger,O=Example",
        alternative_names=["dns:ledger.example", "ip:10.0.0.7"],
        certificate_authority=CertificateAuthority.objects.get(name="issuing"),
        fapi=True,
        resource="https://ledger.test",
    )
    scenario.sandbox.add_client(ledger.client_id, CA_SIGNED, bound=True, resources=["https://ledger.test"])
    rotate_fully(ledger)


def rotate_fully(client: Client) -> None:
    """Run one rotation, which must not fail."""
    failure = rotation_runner.rotate(client, actor=OPERATOR).failure
    assert failure is None, failure


def begin(scenario: Scenario) -> None:
    """Add clients whose first credential is not in use yet."""
    invoices = scenario.client("invoices", method=CA_SIGNED, publication="manual", subject="CN=invoices,O=Example")
    rotation_runner.rotate(invoices, actor=OPERATOR)
    refunds = scenario.client("refunds", publication="manual")
    staging.stage(refunds, actor=OPERATOR)
    publish(scenario.sandbox, refunds)
    prove(refunds, actor=OPERATOR)
    reports = scenario.client("reports", publication="manual", lifetime=90 * DAY)
    rotation_runner.rotate(reports, actor=OPERATOR)
    scenario.client("drafts", "far", publication="manual", app_id="", bound=False)


def sign_elsewhere(scenario: Scenario) -> None:
    """``bank`` gets two certificates from an external CA, then rolls back to the first."""
    bank = scenario.client("bank", method=CA_SIGNED, subject="CN=bank,O=Example", automatic=None)
    authority = ClientCA()
    for _ in range(2):
        credential = staging.stage(bank, actor=OPERATOR)
        staging.attach(bank, authority.issue(credential.csr), actor=OPERATOR)
        publish(scenario.sandbox, bank)
        prove(bank, actor=OPERATOR)
        activation.activate(bank, actor=OPERATOR)
        scenario.clock.go_to(scenario.clock.now + MINUTE)
    activation.roll_back(bank, actor=OPERATOR)


def bring_from_elsewhere(scenario: Scenario) -> None:
    """``imported`` imports the RSA key that ``exporter`` exports."""
    exporter = scenario.active("exporter", key_algorithm="RSA-2048")
    exported = key_export.export(exporter, None, passphrase=None, actor=OPERATOR)
    imported = scenario.client("imported", key_algorithm="RSA-2048")
    staging.import_pem(
        imported,
        certificate_pem=exported.chain_pem,
        key_pem=exported.key_pem,
        passphrase=None,
        actor=OPERATOR,
    )
    publish(scenario.sandbox, imported)
    prove(imported, actor=OPERATOR)
    activation.activate(imported, actor=OPERATOR)


def end(scenario: Scenario) -> None:
    """``gone`` is removed; its alert and its events stay."""
    gone = scenario.active("gone", lifetime=8 * DAY, publication="manual")
    gone.fapi = True
    client_registry.change(gone, ["fapi"], actor=OPERATOR)
    scenario.at(31 * DAY + 6 * HOUR)
    credential = gone.credentials.get()
    transitions.revoke(gone, credential.kid, actor=OPERATOR)
    publication.confirm(gone, actor=OPERATOR)
    client_registry.remove(gone, actor=OPERATOR)
