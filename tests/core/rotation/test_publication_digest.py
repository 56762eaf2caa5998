"""Two credentials have the same digest exactly if they need no new publication."""

from __future__ import annotations

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.publication_digest import publication_digest
from tests import pki

ROOT = pki.authority("CN=Root")
MIDDLE = pki.authority("CN=Middle", by=ROOT)


def _signed(subject: str = "CN=client", *issuers: pki.Pair) -> str:
    chain = issuers or (MIDDLE, ROOT)
    leaf = pki.issue(subject, by=chain[0])
    return publication_digest(AuthMethod.CA_SIGNED, [leaf.certificate, *(issuer.certificate for issuer in chain)])


def test_digest_of_self_signed_client_is_the_thumbprint() -> None:
    pair = pki.issue(key=pki.ec_key())
    assert publication_digest(AuthMethod.SELF_SIGNED, [pair.certificate]) == pair.x5t_s256
    again = pki.issue(key=pki.ec_key())
    assert publication_digest(AuthMethod.SELF_SIGNED, [again.certificate]) != pair.x5t_s256


def test_renewal_under_the_same_issuers_and_name_has_the_same_digest() -> None:
    assert _signed() == _signed()
    assert len(_signed()) == 43


def test_other_name_or_issuer_has_another_digest() -> None:
    other_root = pki.authority("CN=Root")
    materials = [
        _signed(),
        _signed("CN=client2"),
        _signed("CN=client", ROOT),
        _signed("CN=client", pki.authority("CN=Middle", by=ROOT), ROOT),
        _signed("CN=client", other_root),
    ]
    assert len(set(materials)) == len(materials)
