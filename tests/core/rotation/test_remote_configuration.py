"""Compares what Mosaic holds with what it should hold: keeps other owners' data and names every difference."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.core.jose.public_jwk import client_key_set, public_jwk
from mosaic_clients.core.rotation.remote_configuration import differences, merge, remote_keys
from tests import pki

OURS, OLD, STRANGER = (pki.issue(f"CN={name}") for name in ("ours", "old", "stranger"))
KIDS = {pair: str(public_jwk(pair.certificate)["kid"]) for pair in (OURS, OLD, STRANGER)}
KNOWN = frozenset({KIDS[OURS], OURS.x5t_s256, KIDS[OLD], OLD.x5t_s256})
ROOT, NEXT = pki.authority("CN=Root"), pki.authority("CN=Next")


def _self_signed(*pairs: pki.Pair, **members: Any) -> dict[str, Any]:
    key_set: dict[str, Any] = dict(client_key_set(pair.certificate for pair in pairs))
    return {"method": "self_signed_tls_client_auth", "isMtlsCertTokenBound": True, "jwks": key_set, **members}


def _ca_signed(by: pki.Pair = ROOT, dn: str = "CN=client", **members: Any) -> dict[str, Any]:
    leaf = pki.issue("CN=client", by=by)
    chain = {"certificate_chain": leaf.pem + by.pem, "distinguished_name": dn}
    return {"method": "tls_client_auth", "isMtlsCertTokenBound": False, "tls_client_auth": chain, **members}


def _kids(configuration: dict[str, Any]) -> list[str]:
    return [str(key["kid"]) for key in remote_keys(configuration)]


def test_merge_removes_our_old_key_and_keeps_other_keys() -> None:
    merged = merge(_self_signed(OURS), _self_signed(OLD, STRANGER), KNOWN)
    assert _kids(merged) == [KIDS[OURS], KIDS[STRANGER]]


def test_merge_removes_our_old_key_under_any_kid() -> None:
    remote = _self_signed(OLD, STRANGER)
    remote["jwks"]["keys"][0]["kid"] = "portal-1"
    assert _kids(merge(_self_signed(OURS), remote, KNOWN)) == [KIDS[OURS], KIDS[STRANGER]]


@pytest.mark.parametrize("x5c", [None, [], "text", [7], ["&"], {}])
def test_merge_keeps_other_keys_of_any_form_unchanged(x5c: Any) -> None:
    malformed = {"kty": "RSA", "kid": "odd", "x5c": x5c}
    merged = merge(_self_signed(OURS), {"jwks": {"keys": [malformed]}}, KNOWN)
    assert merged["jwks"]["keys"][1] == malformed


def test_merge_keeps_unknown_settings_and_drops_the_secret() -> None:
    remote = {"future": {"a": 1}, "client_secret": "opaque", "method": "client_secret_basic", "ca": "x"}
    merged = merge(_self_signed(OURS), remote, KNOWN)
    assert merged == {**_self_signed(OURS), "future": {"a": 1}}


def test_merge_keeps_ocsp_settings_with_a_new_chain() -> None:
    remote = _ca_signed()
    remote["tls_client_auth"]["ocsp_on"] = True
    merged = merge(_ca_signed(NEXT), remote, KNOWN)
    assert merged["tls_client_auth"]["ocsp_on"] is True
    assert differences(_ca_signed(NEXT), merged) == []


@pytest.mark.parametrize("remote", [{}, {"jwks": None}, {"jwks": []}, {"jwks": {"keys": "x"}}, {"jwks": {"keys": [1]}}])
def test_any_answer_of_mosaic_is_compared(remote: dict[str, Any]) -> None:
    assert remote_keys(remote) == []
    lines = differences(_self_signed(OURS), remote)
    assert lines == [
        "Mosaic authenticates it by nothing, not by self_signed_tls_client_auth.",
        "Token binding is off at Mosaic.",
        f"Mosaic does not hold key {KIDS[OURS]}.",
    ]
    merge(_self_signed(OURS), remote, KNOWN)


def test_missing_and_surplus_keys_are_named() -> None:
    assert differences(_self_signed(OURS), _self_signed(OLD)) == [
        f"Mosaic does not hold key {KIDS[OURS]}.",
        f"Mosaic also holds key {KIDS[OLD]}.",
    ]
    assert differences(_self_signed(OURS, OLD), _self_signed(OLD, OURS)) == []


def test_renewed_leaf_under_the_same_issuers_is_no_difference() -> None:
    assert differences(_ca_signed(), _ca_signed()) == []


def test_other_issuers_or_another_name_are_differences() -> None:
    assert differences(_ca_signed(NEXT), _ca_signed()) == ["Mosaic does not hold the issuers of the certificate."]
    assert differences(_ca_signed(), _ca_signed(dn="CN=other")) == [
        "The subject DN at Mosaic is 'CN=other', not 'CN=client'."
    ]


def test_format_of_2025_is_read() -> None:
    remote = {"method": "tls_client_auth", "ca": ROOT.pem}
    assert differences(_ca_signed(), remote) == []
    assert differences(_ca_signed(), {**remote, "ca": NEXT.pem}) == [
        "Mosaic does not hold the issuers of the certificate."
    ]
    assert "ca" not in merge(_ca_signed(), remote, KNOWN)


@pytest.mark.parametrize("chain", ["", "junk", None, 7, "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----"])
def test_unreadable_chain_counts_as_missing(chain: Any) -> None:
    remote = {**_ca_signed(), "tls_client_auth": {"certificate_chain": chain, "distinguished_name": "CN=client"}}
    assert differences(_ca_signed(), remote) == ["Mosaic does not hold the issuers of the certificate."]
