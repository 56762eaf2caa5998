"""Certificate binding: a bound token requires its certificate. Unbound ones are refused if binding is required."""

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


def test_bound_token_is_accepted_with_its_certificate():
    bearer = accepted(bound(), presented=thumbprint(MINE.der))
    assert bearer.is_bound
    assert bearer.x5t_s256 == X5T


@pytest.mark.parametrize("require_bound", [True, False])
def test_bound_token_without_its_certificate_is_refused(require_bound):
    assert refused(bound(), require_bound=require_bound) == "certificate_missing"
    assert refused(bound(), presented=THEIRS.x5t_s256, require_bound=require_bound) == "certificate_mismatch"
    assert refused(bound(), presented="", require_bound=require_bound) == "certificate_mismatch"


def test_unbound_token_is_refused_if_binding_is_required():
    assert refused(token(), require_bound=True) == "not_bound"
    assert refused(token(), require_bound=True, presented=X5T) == "not_bound"
    assert not accepted(token(), presented=X5T).is_bound


@pytest.mark.parametrize(
    "confirmation",
    [None, False, True, 0, 1, "", X5T, [], [X5T], {}, {"x5t": X5T}, {"x5t#s256": X5T}, {"jkt": X5T}, {"kid": "ec"},
     {"jwk": {"kty": "EC"}}, {"x5t#S256": X5T, "jkt": "x"}, {"x5t#S256": X5T, "x5t": "x"}, [{"x5t#S256": X5T}]],
    ids=lambda value: type(value).__name__,  # the values differ in every run
)  # fmt: skip
def test_unknown_cnf_never_counts_as_unbound(confirmation):
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
def test_malformed_thumbprint_is_refused(value):
    assert refused(bound(value), presented=X5T) == "unknown_binding"


@pytest.mark.parametrize("data", [MINE.pem.encode(), MINE.pem.strip().encode(), THEIRS.der, MINE.der + b"\0", b""])
def test_thumbprint_of_other_bytes_than_the_der_is_refused(data):
    assert refused(bound(thumbprint(data)), presented=X5T) == "certificate_mismatch"


def test_thumbprint_with_other_unused_bits_or_case_is_refused():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    changed = X5T[:-1] + alphabet[alphabet.index(X5T[-1]) ^ 1]
    assert refused(bound(changed), presented=X5T) == "certificate_mismatch"
    assert refused(bound(X5T.swapcase()), presented=X5T) == "certificate_mismatch"


@pytest.mark.parametrize("presented", ["é", "\u0100" * 43, "x" * 10_000])
def test_unusual_presented_thumbprint_is_a_mismatch(presented):
    assert refused(bound(), presented=presented) == "certificate_mismatch"
