"""Forged values are useful only if the readers would accept them."""

from __future__ import annotations

import pytest
from cryptography import x509

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.forgeries import (
    Verdict,
    default_targets,
    encoders,
    forgeries,
    header_aliases,
    judge,
    parse_target,
)
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.forwarded_certificate.source import CertificateSource, forwarded_thumbprint
from tests.pki import issue, rsa_key

PAIR = issue("CN=forged", key=rsa_key())
CERTIFICATE = x509.load_pem_x509_certificate(PAIR.pem.encode())


@pytest.mark.parametrize("encoding", list(encoders()))
def test_forged_value_is_accepted_by_its_format(encoding):
    value = encoders()[encoding](CERTIFICATE)
    assert forwarded_thumbprint(CertificateSource.parse(encoding.split(",")[0]), value) == PAIR.x5t_s256
    assert value.isprintable()


def test_every_header_format_is_forged_under_its_default_name():
    assert {encoding.split(",")[0] for encoding in encoders()} == set(FORMATS) - {"wsgi"}
    assert default_targets() == [(row.header, form) for form, row in FORMATS.items() if form != "wsgi"]
    forged = {(forgery.header, forgery.encoding.split(",")[0]) for forgery in forgeries(CERTIFICATE, default_targets())}
    assert forged == set(default_targets())


def test_every_alias_and_case_of_a_name_is_forged():
    names = {forgery.spelling for forgery in forgeries(CERTIFICATE, [("X-Client-Cert", "haproxy")])}
    assert {
        "X-Client-Cert", "X_Client-Cert", "X-Client_Cert", "X_Client_Cert", "x-client-cert", "X-CLIENT-CERT",
        "x_client_cert", "X_CLIENT_CERT", "X-Client-Cert twice", "X-Client-Cert with a folded value",
        "X-Client-Cert with a space after the name", "X-Client-Cert and X_Client_Cert",
        "X_Client_Cert and X-Client-Cert", "X_Client_Cert, Connection names X-Client-Cert",
    } <= names  # fmt: skip


@pytest.mark.parametrize(
    ("header", "count"), [("Cert", 1), ("Client-Cert", 2), ("X_SSL_Client_Cert", 8), ("a-b-c-d-e-f", 32)]
)
def test_twins_are_all_mixtures_with_the_name_first(header, count):
    result = header_aliases(header)
    assert result[0] == header
    assert len(result) == len(set(result)) == count
    assert {name.replace("_", "-") for name in result} == {header.replace("_", "-")}


def test_name_with_many_hyphens_has_few_twins():
    assert header_aliases("a-b_c-d-e-f-g-h") == ["a-b_c-d-e-f-g-h", "a-b-c-d-e-f-g-h", "a_b_c_d_e_f_g_h"]


def test_header_without_format_is_forged_in_all_formats_without_duplicates():
    forged = list(forgeries(CERTIFICATE, [("X-Cert", ""), ("X-Cert", "nginx"), ("X-Cert", "haproxy")]))
    assert {forgery.encoding for forgery in forged} >= {"rfc9440", "nginx", "apache", "envoy", "envoy, JSON", "traefik"}
    assert len({forgery.fields for forgery in forged}) == len(forged)


def test_repr_of_forgery_has_no_certificate():
    assert "CERTIFICATE" not in repr(next(forgeries(CERTIFICATE, [("X-Cert", "apache")])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("X-Cert", ("X-Cert", "")), ("x_cert", ("x_cert", "")), ("envoy:X-Cert", ("X-Cert", "envoy"))],
)
def test_target_may_contain_its_format(text, expected):
    assert parse_target(text) == expected


@pytest.mark.parametrize(
    "text", ["", "X Cert", "X-Cert\r\nHost", "pigeon:X-Cert", "wsgi:X", ":X-Cert", "nginx:", "é", "a" * 101]
)
def test_invalid_target_is_refused(text):
    with pytest.raises(ConfigurationError):
        parse_target(text)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(200, "THROUGH"), (204, "THROUGH"), (299, "THROUGH"), (400, "REFUSED"), (401, "REFUSED"), (403, "REFUSED"),
     (404, "REFUSED"), (431, "REFUSED"), (495, "REFUSED"), (None, "REFUSED"), (301, "UNCLEAR"), (308, "UNCLEAR"),
     (408, "UNCLEAR"), (429, "UNCLEAR"), (500, "UNCLEAR"), (502, "UNCLEAR"), (503, "UNCLEAR"), (0, "UNCLEAR"),
     (101, "UNCLEAR")],
)  # fmt: skip
def test_verdict_is_refused_only_for_client_errors_and_closed_connections(status, verdict):
    assert judge(status) is Verdict[verdict]
