"""The harness itself: the server must refuse invalid requests, otherwise the interop tests would prove nothing."""

from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from tests.interop.conftest import CallAs
from tests.interop.pki import (
    CertificateAuthority,
    NewKey,
    certificate_pem,
    common_name,
    new_ec_key,
    new_rsa_key,
    self_signed,
)
from tests.interop.provider import OidcProvider
from tests.interop.token_requests import (
    ask_token,
    assert_refused,
    claims_of,
    register_ca_signed,
    register_self_signed,
    thumbprint,
)

SUBJECT = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'Müller + Söhne, "Bank"'),
        x509.NameAttribute(NameOID.EMAIL_ADDRESS, "pay@bank.test"),
        x509.NameAttribute(NameOID.COMMON_NAME, "payments"),
    ]
)


@pytest.mark.parametrize("new_key", [new_rsa_key, new_ec_key])
def test_self_signed_client_gets_a_bound_token(
    oidc_provider: OidcProvider, call_as: CallAs, client_id: str, new_key: NewKey
) -> None:
    identity = self_signed("worker", new_key())
    register_self_signed(oidc_provider, client_id, identity)
    answer = ask_token(oidc_provider, call_as(identity), client_id)
    claims = claims_of(oidc_provider, call_as(None), answer)
    assert claims["cnf"] == {"x5t#S256": thumbprint(identity)}
    assert (claims["iss"], claims["aud"]) == ("https://issuer.test", "userid-api")
    assert claims["sub"] == claims["client_id"] == client_id
    assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", 3600)


@pytest.mark.parametrize("new_key", [new_rsa_key, new_ec_key])
def test_ca_signed_client_gets_a_bound_token(
    oidc_provider: OidcProvider, call_as: CallAs, client_id: str, new_key: NewKey
) -> None:
    identity = oidc_provider.client_ca.client(SUBJECT, new_key())
    register_ca_signed(oidc_provider, client_id, SUBJECT.rfc4514_string())
    answer = ask_token(oidc_provider, call_as(identity), client_id)
    assert claims_of(oidc_provider, call_as(None), answer)["cnf"] == {"x5t#S256": thumbprint(identity)}


def test_ca_signed_client_may_present_only_its_leaf(
    oidc_provider: OidcProvider, call_as: CallAs, client_id: str
) -> None:
    identity = oidc_provider.client_ca.client(SUBJECT, new_ec_key())
    register_ca_signed(oidc_provider, client_id, SUBJECT.rfc4514_string())
    leaf_alone = replace(identity, chain=certificate_pem(identity.certificate))
    assert ask_token(oidc_provider, call_as(leaf_alone), client_id).status == 200


def test_resource_becomes_the_audience(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    identity = self_signed("worker", new_ec_key())
    resource = "https://verify.identity.security"
    register_self_signed(oidc_provider, client_id, identity, resources=[resource])
    caller = call_as(identity)
    answer = ask_token(oidc_provider, caller, client_id, resource=resource, scope="payments:read")
    claims = claims_of(oidc_provider, caller, answer)
    assert (claims["aud"], claims["scope"]) == (resource, "payments:read")
    foreign = ask_token(oidc_provider, caller, client_id, resource="https://other.test")
    assert (foreign.status, foreign.json["error"]) == (400, "invalid_target")


def test_other_certificate_or_none_is_refused(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    register_self_signed(oidc_provider, client_id, self_signed("worker", new_ec_key()))
    assert_refused(ask_token(oidc_provider, call_as(self_signed("worker", new_ec_key())), client_id))
    assert_refused(ask_token(oidc_provider, call_as(None), client_id))


def test_same_key_in_a_renewed_certificate_is_refused_until_registered(
    oidc_provider: OidcProvider, call_as: CallAs, client_id: str
) -> None:
    key = new_ec_key()
    old, renewed = self_signed("worker", key), self_signed("worker", key)
    register_self_signed(oidc_provider, client_id, old)
    assert_refused(ask_token(oidc_provider, call_as(renewed), client_id))
    register_self_signed(oidc_provider, client_id, renewed)
    assert ask_token(oidc_provider, call_as(renewed), client_id).status == 200
    assert_refused(ask_token(oidc_provider, call_as(old), client_id))


def test_leaf_of_another_authority_is_refused(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    register_ca_signed(oidc_provider, client_id, SUBJECT.rfc4514_string())
    stranger = CertificateAuthority("Interop client").client(SUBJECT, new_ec_key())
    assert_refused(ask_token(oidc_provider, call_as(stranger), client_id))


def test_other_subject_is_refused(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    identity = oidc_provider.client_ca.client(SUBJECT, new_ec_key())
    caller = call_as(identity)
    reordered = x509.Name(reversed(list(SUBJECT))).rfc4514_string()
    for subject in (common_name("payments").rfc4514_string(), reordered):
        register_ca_signed(oidc_provider, client_id, subject)
        assert_refused(ask_token(oidc_provider, caller, client_id))


def test_registered_chain_decides_instead_of_the_servers_anchors(
    oidc_provider: OidcProvider, call_as: CallAs, client_id: str
) -> None:
    own = CertificateAuthority("Customer")
    identity = own.client(SUBJECT, new_ec_key())
    subject = SUBJECT.rfc4514_string()
    register_ca_signed(oidc_provider, client_id, subject, tls_client_auth_certificate_chain=identity.chain)
    assert ask_token(oidc_provider, call_as(identity), client_id).status == 200
    trusted_elsewhere = oidc_provider.client_ca.client(SUBJECT, new_ec_key())
    assert_refused(ask_token(oidc_provider, call_as(trusted_elsewhere), client_id))
