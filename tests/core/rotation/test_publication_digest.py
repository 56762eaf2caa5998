"""When two credentials are the same to Mosaic, and when not."""

from __future__ import annotations

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.publication_digest import publication_digest
from tests import pki

ROOT = pki.authority("CN=Root")
MIDDLE = pki.authority("CN=Middle", by=ROOT)


def _signed(subject: str = "CN=client", *issuers: pki.Pair) -> str:
    chain = issuers or (MIDDLE, ROOT)
    leaf = pki.issue(subject, by=chain[0])
    return publication_digest(AuthMethod.CA_SIGNED, [leaf.certificate, *(one.certificate for one in chain)])


def test_of_a_self_signed_client_it_is_the_certificate_itself() -> None:
    pair = pki.issue(key=pki.ec_key())
    assert publication_digest(AuthMethod.SELF_SIGNED, [pair.certificate]) == pair.x5t_s256
    again = pki.issue(key=pki.ec_key())
    assert publication_digest(AuthMethod.SELF_SIGNED, [again.certificate]) != pair.x5t_s256


def test_a_renewal_under_the_same_issuers_and_name_is_the_same_to_mosaic() -> None:
    assert _signed() == _signed()
    assert len(_signed()) == 43


def test_another_name_or_issuer_is_not() -> None:
    other_root = pki.authority("CN=Root")
    materials = [
        _signed(),
        _signed("CN=client2"),
        _signed("CN=client", ROOT),
        _signed("CN=client", pki.authority("CN=Middle", by=ROOT), ROOT),
        _signed("CN=client", other_root),
    ]
    assert len(set(materials)) == len(materials)
