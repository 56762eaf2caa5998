"""Issuers: a CA in the database, or an operator who takes the CSR to a CA; and what must be published then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import ConfigurationError, MaterialRefused
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.rotation.state import Step, WaitingFor
from mosaic_clients.models import CertificateAuthority, Client, Environment
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import add_client, configuration_at_mosaic
from tests.services.conftest import ACTOR

DAY = timedelta(days=1)


def _authority(name: str = "next", **values: timedelta) -> CertificateAuthority:
    lives = {"lifetime": 900 * DAY, "leaf_lifetime": 90 * DAY, **values}
    return authorities.add_authority(name, subject_dn=f"CN={name} CA", actor=ACTOR, **lives)


def _expired(monkeypatch: pytest.MonkeyPatch) -> CertificateAuthority:
    """A CA that was made a year ago and was valid for a month."""
    past = timezone.now() - 365 * DAY
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: past)
        return _authority("expired", lifetime=30 * DAY, leaf_lifetime=DAY)


def test_own_ca_signs_subject_of_client(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(
        mosaic,
        managed,
        "named",
        AuthMethod.CA_SIGNED,
        certificate_authority=_authority(),
        subject="CN=named,OU=Payments+OU=EU,O=Caf\u00e9\\, Ltd,C=DE",
    )
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE, Step.CERTIFY, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    active = client.credentials.active().get()
    leaf, root = parse_certificates(active.chain)
    leaf.verify_directly_issued_by(root)
    assert leaf.subject == x509.load_pem_x509_csr(active.csr.encode()).subject
    assert configuration_at_mosaic(mosaic, client)["tls_client_auth"]["distinguished_name"] == active.subject_dn
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert 89 * DAY < leaf.not_valid_after_utc - timezone.now() < 91 * DAY
    assert token_refresh.current(client).credential == active


@pytest.mark.parametrize("method", AuthMethod)
def test_certificate_has_alternative_names_of_client(method: AuthMethod, mosaic: Sandbox, managed: Environment) -> None:
    """For both auth methods, and Mosaic accepts it."""
    values = {"certificate_authority": _authority()} if method is AuthMethod.CA_SIGNED else {}
    names = ["dns:ledger.example", "uri:spiffe://example/ledger"]
    client = add_client(mosaic, managed, "named", method, alternative_names=names, **values)
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    leaf = parse_certificates(client.credentials.active().get().chain)[0]
    assert list(leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value) == [
        x509.DNSName("ledger.example"),
        x509.UniformResourceIdentifier("spiffe://example/ledger"),
    ]


def test_expired_ca_is_reported_and_its_successor_signs(
    mosaic: Sandbox, ca_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = ca_signed.credentials.active().get()
    Client.objects.filter(pk=ca_signed.pk).update(certificate_authority=_expired(monkeypatch))
    run = rotation_runner.rotate(ca_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE]
    assert isinstance(run.failure, MaterialRefused)
    assert run.failure.code == "expired"
    ca_signed.refresh_from_db()
    assert "'CN=expired CA' has expired: make a new one" in ca_signed.rotation_problem
    assert ca_signed.retry_at > timezone.now()
    assert ca_signed.credentials.active().get() == old
    assert token_refresh.current(ca_signed, force=True).credential == old

    pending = ca_signed.credentials.pending().get()
    Client.objects.filter(pk=ca_signed.pk).update(certificate_authority=_authority(), retry_at=timezone.now())
    run = rotation_runner.advance(ca_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.CERTIFY, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    assert ca_signed.credentials.active().get() == pending
    ca_signed.refresh_from_db()
    assert ca_signed.rotation_problem == ""


def test_certificate_does_not_outlive_its_authority(mosaic: Sandbox, managed: Environment) -> None:
    authority = _authority(lifetime=5 * DAY, leaf_lifetime=5 * DAY)
    CertificateAuthority.objects.filter(pk=authority.pk).update(leaf_lifetime=90 * DAY)
    client = add_client(mosaic, managed, "short", AuthMethod.CA_SIGNED, certificate_authority=authority)
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    assert client.credentials.get().not_after == authority.not_after


def test_rotation_without_own_ca_waits_for_authority(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(mosaic, managed, "carried", AuthMethod.CA_SIGNED)
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert (run.failure, [step.step for step in run.done]) == (None, [Step.STAGE])
    assert run.next_step is not None
    assert (run.next_step.step, run.next_step.waiting_for) == (Step.CERTIFY, WaitingFor.AUTHORITY)
    assert rotation_runner.advance(client, actor=ACTOR).done == []
    staging.attach(client, ClientCA().issue(client.credentials.get().csr), actor=ACTOR)
    assert client.pk in rotation_runner.due(timezone.now())
    run = rotation_runner.advance(client, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.PUBLISH, Step.PROVE, Step.ACTIVATE]


def test_renewal_by_same_authority_and_subject_is_not_published(mosaic: Sandbox, ca_signed: Client) -> None:
    for changes, publishes in (({}, False), ({"subject": "CN=renamed"}, True), ({}, False)):
        Client.objects.filter(pk=ca_signed.pk).update(**changes)
        run = rotation_runner.rotate(ca_signed, actor=ACTOR)
        assert run.failure is None
        assert (Step.PUBLISH in {step.step for step in run.done}) is publishes


def test_changed_authority_is_published(mosaic: Sandbox, ca_signed: Client) -> None:
    Client.objects.filter(pk=ca_signed.pk).update(certificate_authority=_authority())
    run = rotation_runner.rotate(ca_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE, Step.CERTIFY, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    chain = parse_certificates(configuration_at_mosaic(mosaic, ca_signed)["tls_client_auth"]["certificate_chain"])
    assert parse_certificates(ca_signed.credentials.active().get().chain)[1] in chain


def test_manual_certificate_of_same_authority_needs_no_publication(mosaic: Sandbox, managed: Environment) -> None:
    client, authority = add_client(mosaic, managed, "carried", AuthMethod.CA_SIGNED), ClientCA()
    for publishes in (True, False):
        rotation_runner.rotate(client, actor=ACTOR)
        staging.attach(client, authority.issue(client.credentials.pending().get().csr), actor=ACTOR)
        run = rotation_runner.advance(client, actor=ACTOR)
        assert run.failure is None
        assert (Step.PUBLISH in {step.step for step in run.done}) is publishes


@pytest.mark.parametrize(("lifetime", "leaf"), [(DAY, 2 * DAY), (DAY, timedelta(0)), (-DAY, -DAY)])
def test_add_authority_refuses_unusable_lifetime(lifetime: timedelta, leaf: timedelta, db: None) -> None:
    with pytest.raises(ConfigurationError, match="validity of issued certificates"):
        _authority(lifetime=lifetime, leaf_lifetime=leaf)
    assert not CertificateAuthority.objects.exists()


def test_authority_key_is_sealed_and_duplicate_name_is_refused(db: None) -> None:
    authority = _authority()
    assert authority.private_key.startswith("v1.")
    with pytest.raises(ConfigurationError):
        _authority()
    assert CertificateAuthority.objects.count() == 1


@pytest.mark.parametrize("method", list(AuthMethod))
def test_one_request_makes_one_rotation_even_with_short_validity(
    mosaic: Sandbox, managed: Environment, method: AuthMethod
) -> None:
    """By the policy, or because the CA itself expires soon."""
    policy: dict[str, object] = {"lifetime": timedelta(minutes=2)}
    if method is AuthMethod.CA_SIGNED:
        policy = {
            "certificate_authority": _authority(lifetime=timedelta(minutes=2), leaf_lifetime=timedelta(minutes=1))
        }
    client = add_client(mosaic, managed, "brief", method, automatic=True, **policy)
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert run.failure is None
    assert [step.step for step in run.done].count(Step.STAGE) == 1
    assert client.credentials.count() == 1
    assert rotation_runner.advance(client, actor=ACTOR).done == []
