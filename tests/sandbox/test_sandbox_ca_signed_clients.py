"""Tests authentication with a CA's certificate at the token endpoint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.certificate_creation import create_csr
from mosaic_clients.core.pki.chains import dump_chain, parse_certificates
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, generate
from mosaic_clients.sandbox import ClientCA, Sandbox
from tests.pki import DAY
from tests.sandbox.callers import Material, ask_for_token, assert_unauthenticated, issue, register, self_signed


@pytest.fixture
def add_ca_signed(sandbox: Sandbox, client_id: str, intermediate: Material) -> Callable[..., None]:
    """Registers the chain of the intermediate, with further settings."""

    def add(chain: Material = intermediate, **settings: Any) -> None:
        sandbox.add_client(client_id, AuthMethod.CA_SIGNED)
        settings = {"certificate_chain": dump_chain(chain.chain), **settings}
        answer = register(sandbox, client_id, {"method": "tls_client_auth", "tls_client_auth": settings})
        assert answer.status == 200, answer.json

    return add


def test_leaf_without_intermediate_gets_token(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed()
    leaf = issue("CN=payments,O=Example", intermediate).alone()
    assert ask_for_token(sandbox, client_id, leaf).status == 200


def test_leaf_with_intermediate_gets_token(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed()
    assert ask_for_token(sandbox, client_id, issue("CN=payments,O=Example", intermediate)).status == 200


def test_registered_root_suffices_if_intermediate_is_sent(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed(Material(intermediate.key, intermediate.chain[1:]))
    leaf = issue("CN=payments,O=Example", intermediate)
    assert ask_for_token(sandbox, client_id, leaf).status == 200
    assert_unauthenticated(ask_for_token(sandbox, client_id, leaf.alone()))


def test_renewed_leaf_needs_no_new_registration(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed(issue("CN=payments,O=Example", intermediate))  # the registered chain contains the old leaf
    renewed = issue("CN=payments,O=Example", intermediate)
    assert ask_for_token(sandbox, client_id, renewed).status == 200


def test_old_and_new_registered_ca_are_both_accepted(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    new_root = issue("CN=New Root,O=Example", None, ca=True)
    add_ca_signed(Material(intermediate.key, (*intermediate.chain, *new_root.chain)))
    for issuer in (intermediate, new_root):
        assert ask_for_token(sandbox, client_id, issue("CN=payments,O=Example", issuer)).status == 200


def test_certificate_of_client_ca_gets_token(
    sandbox: Sandbox, client_id: str, add_ca_signed: Callable[..., None]
) -> None:
    key, subject = generate(KeyAlgorithm.EC_P256), "CN=payments,O=Example"
    chain = parse_certificates(ClientCA().issue(create_csr(key, subject)))
    add_ca_signed(Material(key, tuple(chain)), distinguished_name=subject)
    assert ask_for_token(sandbox, client_id, Material(key, tuple(chain))).status == 200


def test_legacy_ca_field_is_accepted(sandbox: Sandbox, client_id: str, intermediate: Material) -> None:
    sandbox.add_client(client_id, AuthMethod.CA_SIGNED)
    register(sandbox, client_id, {"method": "tls_client_auth", "ca": dump_chain(intermediate.chain)})
    assert ask_for_token(sandbox, client_id, issue("CN=payments,O=Example", intermediate)).status == 200


def test_leaf_of_other_ca_with_same_names_is_refused(
    sandbox: Sandbox, client_id: str, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed()
    root = issue("CN=Root CA,O=Example", None, ca=True)
    forged = issue("CN=payments,O=Example", issue("CN=Intermediate CA,O=Example", root, ca=True))
    assert_unauthenticated(ask_for_token(sandbox, client_id, forged))
    assert_unauthenticated(ask_for_token(sandbox, client_id, forged.alone()))


def test_leaf_of_unrelated_ca_is_refused(sandbox: Sandbox, client_id: str, add_ca_signed: Callable[..., None]) -> None:
    add_ca_signed()
    stranger = issue("CN=payments,O=Example", issue("CN=Elsewhere", None, ca=True))
    assert_unauthenticated(ask_for_token(sandbox, client_id, stranger))


def test_leaf_with_other_subject_is_refused(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed(distinguished_name="CN=payments,O=Example")
    assert ask_for_token(sandbox, client_id, issue("CN=payments,O=Example", intermediate)).status == 200
    assert_unauthenticated(ask_for_token(sandbox, client_id, issue("CN=refunds,O=Example", intermediate)))
    assert_unauthenticated(ask_for_token(sandbox, client_id, issue("O=Example,CN=payments", intermediate)))


@pytest.mark.parametrize(("begins", "ends"), [(-3 * DAY, -DAY), (DAY, 3 * DAY)])
def test_expired_or_future_leaf_is_refused(
    sandbox: Sandbox,
    client_id: str,
    intermediate: Material,
    add_ca_signed: Callable[..., None],
    begins: timedelta,
    ends: timedelta,
) -> None:
    add_ca_signed()
    assert_unauthenticated(ask_for_token(sandbox, client_id, issue("CN=a", intermediate, begins=begins, ends=ends)))


def test_leaf_of_expired_ca_is_refused(sandbox: Sandbox, client_id: str, add_ca_signed: Callable[..., None]) -> None:
    root = issue("CN=Root CA,O=Example", None, ca=True)
    expired = issue("CN=Old CA,O=Example", root, ca=True, begins=-3 * DAY, ends=-DAY)
    add_ca_signed(expired)
    assert_unauthenticated(ask_for_token(sandbox, client_id, issue("CN=payments", expired)))


def test_leaf_issued_by_client_certificate_is_refused(
    sandbox: Sandbox, client_id: str, intermediate: Material, add_ca_signed: Callable[..., None]
) -> None:
    add_ca_signed()
    holder = issue("CN=payments,O=Example", intermediate)
    assert_unauthenticated(ask_for_token(sandbox, client_id, issue("CN=admin,O=Example", holder)))


def test_registered_self_signed_certificate_is_refused(
    sandbox: Sandbox, client_id: str, add_ca_signed: Callable[..., None]
) -> None:
    material = self_signed()
    add_ca_signed(material)
    assert_unauthenticated(ask_for_token(sandbox, client_id, material))


def test_client_without_chain_is_refused(sandbox: Sandbox, client_id: str, intermediate: Material) -> None:
    sandbox.add_client(client_id, AuthMethod.CA_SIGNED)
    assert_unauthenticated(ask_for_token(sandbox, client_id, issue("CN=payments", intermediate)))
