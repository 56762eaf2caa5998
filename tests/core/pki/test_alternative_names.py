"""Alternative names: four kinds, each as people write it, and one clear line about an invalid one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.alternative_names import subject_alternative_name
from mosaic_clients.core.pki.certificate_creation import create_csr, self_sign
from tests import pki

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NAMES = [
    "dns:api.example.com",
    "uri:spiffe://example.com/api",
    "ip:10.0.0.7",
    "ip:2001:db8::7",
    "email:api@example.com",
]
AS_X509 = [
    x509.DNSName("api.example.com"),
    x509.UniformResourceIdentifier("spiffe://example.com/api"),
    x509.IPAddress(ip_address("10.0.0.7")),
    x509.IPAddress(ip_address("2001:db8::7")),
    x509.RFC822Name("api@example.com"),
]


def test_certificates_and_requests_have_each_kind_of_name() -> None:
    certificate = self_sign(pki.ec_key(), "CN=x", now=NOW, lifetime=timedelta(days=1), alternative_names=NAMES)
    request = x509.load_pem_x509_csr(create_csr(pki.ec_key(), "CN=x", NAMES).encode())
    for holder in (certificate, request):
        extension = holder.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        assert (list(extension.value), extension.critical) == (AS_X509, False)


def test_no_names_make_no_extension() -> None:
    assert subject_alternative_name([]) is None
    request = x509.load_pem_x509_csr(create_csr(pki.ec_key(), "CN=x").encode())
    with pytest.raises(x509.ExtensionNotFound):
        request.extensions.get_extension_for_class(x509.SubjectAlternativeName)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "api.example.com",
        "dns:",
        "DNS:api.example.com",
        "dns:-api.example.com",
        "dns:api..example.com",
        "dns:bücher.example",
        "dns:api.example.com\n",
        "dns:" + "a" * 64,
        "dns:" + "a." * 127 + "a",
        "uri:/api",
        "uri:spiffe://a b",
        "uri:spiffe://a\nb",
        "uri:x:" + "y" * 500,
        "ip:10.0.0.256",
        "ip:10.0.0.0/8",
        "ip:host",
        "email:api",
        "email:a b@example.com",
        "email:api@-example.com",
        "other:1.2.3",
    ],
)
def test_invalid_name_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(MaterialRefused, match=r"^.* is not an alternative name\. Write dns:") as caught:
        subject_alternative_name([name])
    assert caught.value.code == "alternative_name"
    assert caught.value.description.isprintable()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["dns:a.test", "dns:a.test"], "given twice"),
        ([f"dns:a{number}.test" for number in range(31)], "at most 30"),
        ("dns:a.test", "a list of strings"),
        ([7], "a list of strings"),
        ({"dns": "a.test"}, "a list of strings"),
    ],
)
def test_invalid_list_of_names_is_refused(names: list[str], words: str) -> None:
    with pytest.raises(MaterialRefused, match=words):
        subject_alternative_name(names)
