"""A new kind of issuer is a module and one line of the registry; all other code asks the issuer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients.admin.actions.rotation import Rotate
from mosaic_clients.admin.actions.staging import Stage
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import ConfigurationError, Unreachable
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Alert, CertificateAuthority, Client, Environment
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.alerts import certificate_expiry
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.issuing import authorities, registry
from mosaic_clients.services.issuing.base import CertificateIssuer
from mosaic_clients.services.rotation import emergency_revocation
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import add_client
from tests.services.conftest import ACTOR
from tests.services.issuing.imaginary_issuer import NAME, ImaginaryIssuer

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def imaginary_issuer(monkeypatch: pytest.MonkeyPatch) -> type[ImaginaryIssuer]:
    """Adds the issuer to the registry, with a CA that has issued nothing yet."""
    monkeypatch.setattr(ImaginaryIssuer, "authority", ClientCA(), raising=False)
    monkeypatch.setattr(ImaginaryIssuer, "issued", [], raising=False)
    monkeypatch.setattr(registry, "ISSUERS", [ImaginaryIssuer, *registry.ISSUERS])
    return ImaginaryIssuer


@pytest.fixture
def client(mosaic: Sandbox, managed: Environment) -> Client:
    """A CA-signed client of the new issuer."""
    return add_client(mosaic, managed, "imaginary", AuthMethod.CA_SIGNED)


def test_client_of_a_new_issuer_gets_its_certificate_and_is_activated(client: Client) -> None:
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert run.failure is None
    assert [step.step for step in run.done] == [Step.STAGE, Step.CERTIFY, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    active = client.credentials.active().get()
    assert active.chain == ImaginaryIssuer.issued[-1]
    assert active.issuer_dn == "CN=Sandbox issuing CA"


def test_pages_show_new_issuer(client: Client) -> None:
    assert f"the {NAME} signs" in " ".join(Stage().consequences(client))
    assert f"The {NAME} signs its CSR immediately." in Rotate().consequences(client)


def test_issuer_that_is_down_is_retried(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as outage:
        outage.setattr(ImaginaryIssuer, "is_down", True)
        run = rotation_runner.rotate(client, actor=ACTOR)
    assert isinstance(run.failure, Unreachable)
    client.refresh_from_db()
    assert client.retry_at is not None
    Client.objects.update(retry_at=timezone.now())
    assert rotation_runner.advance(client, actor=ACTOR).failure is None
    assert client.credentials.active().exists()


def test_advice_depends_on_whether_issuer_can_revoke(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rotation_runner.rotate(client, actor=ACTOR)
    active = client.credentials.active().get()
    advice = emergency_revocation.authority_advice(active)
    assert advice is not None
    assert "Have your CA revoke the certificate with serial" in advice.description
    monkeypatch.setattr(ImaginaryIssuer, "can_revoke", False)
    advice = emergency_revocation.authority_advice(active)
    assert advice is not None
    assert f"The {NAME} cannot revoke the certificate with serial" in advice.description


def test_issuer_is_refused_for_a_self_signed_client(mosaic: Sandbox, managed: Environment) -> None:
    with pytest.raises(ConfigurationError, match="CA-signed clients only"):
        add_client(mosaic, managed, "imaginary-self-signed")


def test_expiry_of_issuer_certificates_is_alerted_once(client: Client) -> None:
    rotation_runner.rotate(client, actor=ACTOR)
    ends = read_facts(parse_certificates(ImaginaryIssuer.issued[-1])[1]).not_after
    for expected in (True, False):
        assert bool(certificate_expiry.send_due(ends - DAY / 2)) is expected
    about_issuer = Alert.objects.filter(subject_label__startswith=NAME)
    assert {row.subject_label for row in about_issuer} == {
        f"{NAME} (CN=Sandbox issuing CA)",
        f"{NAME} (CN=Sandbox root CA)",
    }
    assert not about_issuer.exclude(client=None, certificate_authority=None).exists()


def test_issuer_that_is_down_does_not_stop_other_alerts(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    authority = authorities.add_authority(
        "issuing", subject_dn="CN=Issuing", lifetime=100 * DAY, leaf_lifetime=DAY, actor=ACTOR
    )
    monkeypatch.setattr(ImaginaryIssuer, "is_down", True)
    certificate_expiry.send_due(timezone.now() + 99.5 * DAY)
    assert Alert.objects.filter(certificate_authority=authority).count() == 1
    assert "the certificates of imaginary CA cannot be read: The imaginary CA does not answer." in caplog.text


def test_settings_fields_are_columns_of_a_client() -> None:
    fields = registry.settings_fields()
    assert fields == ("certificate_authority",)
    assert set(fields) <= {field.name for field in Client._meta.get_fields()}


def test_issuers_describe_themselves(mosaic: Sandbox, managed: Environment) -> None:
    authority: CertificateAuthority = authorities.add_authority(
        "issuing", subject_dn="CN=Issuing", lifetime=9 * DAY, leaf_lifetime=DAY, actor=ACTOR
    )
    manual = add_client(mosaic, managed, "carried", AuthMethod.CA_SIGNED)
    local = add_client(mosaic, managed, "local", AuthMethod.CA_SIGNED, certificate_authority=authority)
    issuers: list[CertificateIssuer] = [registry.issuer_of(client) for client in (manual, local)]
    assert [issuer.describe() for issuer in issuers] == ["external CA", "CA “issuing” in this database"]
    assert [issuer.is_automatic for issuer in issuers] == [False, True]
    assert [issuer.can_revoke for issuer in issuers] == [True, False]
    assert len(list(registry.configured_issuers())) == 3
    assert client_registry.find("local").certificate_authority == authority
