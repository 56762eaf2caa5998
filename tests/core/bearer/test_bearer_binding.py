"""Certificate binding: no path accepts a bound token without its certificate, nor an unbound one where it must be."""

import hashlib

import pytest

from mosaic_clients.core.pki.certificates import thumbprint
from tests.core.tokens import token
from tests.core.verifying import accepted, refused
from tests.pki import issue, rsa_key

MINE, THEIRS = issue("CN=mine"), issue("CN=theirs", key=rsa_key())
X5T = MINE.x5t_s256


def bound(to: object = X5T) -> str:
    return token({"cnf": {"x5t#S256": to}})


def test_a_bound_token_is_accepted_with_its_certificate():
    bearer = accepted(bound(), presented=thumbprint(MINE.der))
    assert bearer.is_bound
    assert bearer.x5t_s256 == X5T


@pytest.mark.parametrize("require_bound", [True, False])
def test_a_bound_token_without_a_certificate_or_with_another_one_is_refused(require_bound):
    assert refused(bound(), require_bound=require_bound) == "certificate_missing"
    assert refused(bound(), presented=THEIRS.x5t_s256, require_bound=require_bound) == "certificate_mismatch"
    assert refused(bound(), presented="", require_bound=require_bound) == "certificate_mismatch"


def test_an_unbound_token_is_refused_where_binding_is_required_even_with_a_certificate():
    assert refused(token(), require_bound=True) == "not_bound"
    assert refused(token(), require_bound=True, presented=X5T) == "not_bound"
    assert not accepted(token(), presented=X5T).is_bound


@pytest.mark.parametrize(
    "confirmation",
    [None, False, True, 0, 1, "", X5T, [], [X5T], {}, {"x5t": X5T}, {"x5t#s256": X5T}, {"jkt": X5T}, {"kid": "ec"},
     {"jwk": {"kty": "EC"}}, {"x5t#S256": X5T, "jkt": "x"}, {"x5t#S256": X5T, "x5t": "x"}, [{"x5t#S256": X5T}]],
    ids=lambda value: type(value).__name__,  # the values differ in every run
)  # fmt: skip
def test_a_cnf_of_another_kind_never_counts_as_unbound(confirmation):
    text = token({"cnf": confirmation})
    for require_bound in (False, True):
        assert refused(text, require_bound=require_bound) == "unknown_binding"
        assert refused(text, require_bound=require_bound, presented=X5T) == "unknown_binding"


@pytest.mark.parametrize(
    "value",
    [None, True, 1, "", [], {}, [X5T], X5T + "=", X5T + "\n", " " + X5T, X5T[:-1], X5T + "A", "é" * 43, "\ud800" * 43,
     MINE.pem, hashlib.sha256(MINE.der).hexdigest(), hashlib.sha1(MINE.der, usedforsecurity=False).hexdigest(),
     X5T[:-1] + "+",
     X5T[:-1] + "\0"],
    ids=lambda value: type(value).__name__,  # the values differ in every run
)  # fmt: skip
def test_a_malformed_thumbprint_matches_nothing(value):
    assert refused(bound(value), presented=X5T) == "unknown_binding"


@pytest.mark.parametrize("octets", [MINE.pem.encode(), MINE.pem.strip().encode(), THEIRS.der, MINE.der + b"\0", b""])
def test_only_the_sha256_of_the_der_is_the_thumbprint(octets):
    assert refused(bound(thumbprint(octets)), presented=X5T) == "certificate_mismatch"


def test_a_thumbprint_with_loose_bits_or_in_another_case_is_another_thumbprint():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    loose = X5T[:-1] + alphabet[alphabet.index(X5T[-1]) ^ 1]
    assert refused(bound(loose), presented=X5T) == "certificate_mismatch"
    assert refused(bound(X5T.swapcase()), presented=X5T) == "certificate_mismatch"


@pytest.mark.parametrize("presented", ["é", "\u0100" * 43, "x" * 10_000])
def test_an_odd_presented_thumbprint_is_a_mismatch_and_no_crash(presented):
    assert refused(bound(), presented=presented) == "certificate_mismatch"
