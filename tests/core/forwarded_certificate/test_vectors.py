"""Public vectors of certificates in headers: RFC 8705, RFC 9440 and structured fields."""

import base64

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.forwarded_certificate.source import CertificateSource, forwarded_thumbprint
from mosaic_clients.core.jose.public_jwk import public_jwk
from mosaic_clients.core.pki.certificates import thumbprint
from mosaic_clients.core.pki.chains import parse_certificates, sort_chain
from tests.core.jose.vectors import load, needs_vectors
from tests.core.tokens import token
from tests.core.verifying import accepted


@needs_vectors
def test_certificate_of_rfc_8705_appendix_a_has_its_thumbprint_and_jwk():
    vector = load("rfc/rfc8705_appendix_a.json", None)
    (certificate,) = parse_certificates(vector["certificate_pem"])
    der = base64.b64decode(vector["jwk"]["x5c"][0])
    assert thumbprint(der) == vector["cnf"]["x5t#S256"]
    jwk = public_jwk(certificate)
    assert {name: jwk[name] for name in vector["jwk"]} == vector["jwk"]
    assert forwarded_thumbprint(CertificateSource.parse("wsgi"), vector["certificate_pem"]) == vector["cnf"]["x5t#S256"]
    claims = {"cnf": vector["cnf"]}
    assert accepted(token(claims), presented=thumbprint(der)).is_bound


@needs_vectors
def test_headers_of_rfc_9440_appendix_a():
    vector = load("rfc/rfc9440_appendix_a.json", None)
    source = CertificateSource.parse("rfc9440")
    assert forwarded_thumbprint(source, vector["headers"]["Client-Cert"]) == vector["x5t_s256_of_leaf"]
    with pytest.raises(BearerRefused):
        forwarded_thumbprint(source, vector["headers"]["Client-Cert-Chain"])
    chain = parse_certificates("".join(reversed(vector["chain_pem"])))
    assert thumbprint_of(sort_chain(chain, chain[-1].public_key())[0]) == vector["x5t_s256_of_leaf"]


def thumbprint_of(certificate) -> str:
    return thumbprint(certificate.public_bytes(Encoding.DER))


BINARY = [case for case in load("structured-fields/binary.json", []) if len(case["raw"]) == 1]


@needs_vectors
def test_structured_field_byte_sequences_match_the_standard():
    assert BINARY
    source = CertificateSource.parse("rfc9440")
    for case in BINARY:
        (raw,) = case["raw"]
        if case.get("must_fail"):
            with pytest.raises(BearerRefused):
                forwarded_thumbprint(source, raw)
        elif not case.get("can_fail"):
            ((expected, _),) = [case["expected"]]
            assert decode_base64(raw[1:-1]) == base64.b32decode(expected["value"])
