"""The values that each TLS terminator writes into its header, and similar values that are refused."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from time import process_time
from urllib.parse import quote

import pytest
from cryptography import x509

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.forwarded_certificate.source import CertificateSource, forwarded_thumbprint
from tests.pki import issue

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OTHER = issue("CN=other")
NAMED = issue(
    "CN=named",
    extensions=[
        (x509.SubjectAlternativeName([x509.UniformResourceIdentifier("spiffe://n/1"), x509.DNSName("n")]), False)
    ],
)
# Its base64 contains a plus (unescaped in some formats, and read as a space by some readers), a slash and padding.
LEAF = next(pair for pair in map(issue, (f"CN=leaf {number}" for number in range(999))) if {*"+/="} <= {*pair.pem})


def b64(pair) -> str:
    return base64.b64encode(pair.der).decode()


def element(pair, **changes: str) -> str:
    parts = {"Hash": hashlib.sha256(pair.der).hexdigest(), "Cert": f'"{quote(pair.pem, safe="")}"', **changes}
    return ";".join(f"{name}={value}" for name, value in parts.items())


def behind_a_name(kind: str, name: str) -> str:
    """Return Envoy's element for a caller whose certificate has this name: Envoy writes names without quotes."""
    names = [x509.UniformResourceIdentifier(name) if kind == "URI" else x509.DNSName(name)]
    return element(issue("CN=crafty", extensions=[(x509.SubjectAlternativeName(names), False)]), **{kind: name})


def read(form: str, value: str) -> str:
    return forwarded_thumbprint(CertificateSource.parse(form), value)


GOOD = {
    "apache": LEAF.pem.replace("\n", " "),
    "apache escape:": quote(LEAF.pem, safe=""),
    "aws-alb": quote(LEAF.pem, safe="+=/"),
    "haproxy": b64(LEAF),
    "traefik": b64(LEAF),
    "traefik with its chain": f"{b64(LEAF)},{b64(OTHER)}",
    "traefik before 3": quote(b64(LEAF), safe=""),
    "traefik before 3 with its chain": quote(f"{b64(LEAF)},{b64(OTHER)}", safe=""),
    "envoy": element(LEAF),
    "envoy with everything": "By=spiffe://a/b;"
    + element(LEAF, Chain='"x"', Subject=r'"CN=a\"b,O=c;d"', URI="spiffe://c/d", DNS="a.example"),
    "envoy after another hop": f"{element(OTHER)},{element(LEAF)}",
    "envoy with two names": element(LEAF) + ";DNS=a;DNS=b",
    "envoy after a hop that names its caller": f"By=spiffe://a;Hash=00;URI=spiffe://b;DNS=c,{element(LEAF)}",
    "envoy after a certificate with quoted names": element(OTHER, URI='"a,b;c"', DNS='"d"') + f",{element(LEAF)}",
    "envoy after a hop with names": f"{element(NAMED, URI='spiffe://n/1', DNS='n')},{element(LEAF)}",
    "envoy after a hop with empty names": f"{element(OTHER, URI='')},{element(LEAF)}",
    "envoy as JSON": json.dumps(
        [{"hash": "x"}, {"Hash": hashlib.sha256(LEAF.der).hexdigest(), "Cert": quote(LEAF.pem, safe="")}]
    ),
}


@pytest.mark.parametrize("name", list(GOOD))
def test_value_that_a_terminator_writes_is_accepted(name):
    assert read(name.split(" ")[0], GOOD[name]) == LEAF.x5t_s256


def test_every_format_has_an_environ_key():
    assert {CertificateSource.parse(name).environ_key for name in FORMATS} == {
        "HTTP_CLIENT_CERT",
        "HTTP_X_SSL_CLIENT_CERT",
        "HTTP_X_FORWARDED_CLIENT_CERT",
        "HTTP_X_FORWARDED_TLS_CLIENT_CERT",
        "HTTP_X_SSL_CLIENT_DER",
        "HTTP_X_AMZN_MTLS_CLIENTCERT_LEAF",
        "SSL_CLIENT_CERT",
    }


BAD = {
    "envoy: another hash": element(OTHER, Hash=hashlib.sha256(LEAF.der).hexdigest()),
    "envoy: a hash alone": f"Hash={hashlib.sha256(LEAF.der).hexdigest()}",
    "envoy: a certificate alone": f'Cert="{quote(LEAF.pem, safe="")}"',
    "envoy: two certificates in one element": element(LEAF) + f';Cert="{quote(OTHER.pem, safe="")}"',
    "envoy: two hashes in one element": element(LEAF) + f";Hash={hashlib.sha256(OTHER.der).hexdigest()}",
    "envoy: an open quote": element(LEAF)[:-1],
    "envoy: nothing after the comma": element(LEAF) + ",",
    "envoy: a comma in a URI of the caller's own": behind_a_name("URI", f"x,{element(LEAF)}"),
    "envoy: a comma in a DNS name of the caller's own": behind_a_name("DNS", f"x,By=y;{element(LEAF)}"),
    "envoy: names after an invalid certificate": f'Hash=00;Cert="x";URI=y,{element(LEAF)}',
    "envoy: a semicolon in a URI of the caller's own": element(OTHER, URI=f"x;{element(LEAF)}"),
    "envoy: a quote in a URI of the caller's own": element(OTHER, URI=f'x",{element(LEAF)}'),
    "envoy: the hash of the hop before": f'{element(LEAF)},Cert="{quote(OTHER.pem, safe="")}"',
    "envoy: two spellings of a JSON key": json.dumps(
        [{"Hash": hashlib.sha256(LEAF.der).hexdigest(), "cert": "x", "Cert": quote(LEAF.pem, safe="")}]
    ),
    "envoy: a second JSON list": json.dumps([{"Hash": "x"}]) + ',"elements":[]',
    "envoy: NUL": element(LEAF) + "\0",
    "envoy: empty": "",
    "envoy: an empty certificate": element(LEAF, Cert='""'),
    "envoy: words": "hello",
    "envoy: an empty JSON list": "[]",
    "envoy: a JSON list of lists": "[[]]",
    "envoy: broken JSON": "[{",
    "envoy: deep JSON": "[" * 8000,
    "haproxy: armor": LEAF.pem,
    "haproxy: with its chain": base64.b64encode(LEAF.der + OTHER.der).decode(),
    "haproxy: two": f"{b64(LEAF)},{b64(OTHER)}",
    "traefik: armor": LEAF.pem,
    "traefik: empty": ",",
    "traefik: nothing after the comma": f"{b64(LEAF)},",
    "traefik: no certificate after the comma": f"{b64(LEAF)},AAAA",
    "traefik: a space after the comma": f"{b64(LEAF)}, {b64(OTHER)}",
    "traefik: escaped twice": quote(quote(b64(LEAF), safe=""), safe=""),
    "traefik: a space for a plus": b64(LEAF).replace("+", " "),
    "apache: null": "(null)",
    "apache: two": (LEAF.pem + OTHER.pem).replace("\n", " "),
    "aws-alb: a space for a plus": quote(LEAF.pem, safe="").replace("%2B", "%20"),
    "aws-alb: empty": "",
    "aws-alb: a no-break space between the lines": quote(LEAF.pem.replace("\n", "\xa0"), safe=""),
    "aws-alb: control characters between the lines": quote(LEAF.pem.replace("\n", "\x1f"), safe=""),
    "aws-alb: nothing between armor and body": quote(LEAF.pem.replace("-----\n", "-----", 1), safe=""),
    "aws-alb: two": quote(LEAF.pem + OTHER.pem, safe=""),
    "rfc9440: two": f":{b64(LEAF)}:, :{b64(OTHER)}:",
    "nginx: two": f"{quote(LEAF.pem, safe='')},{quote(OTHER.pem, safe='')}",
    "nginx: a private key": quote("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", safe=""),
}


@pytest.mark.parametrize("name", list(BAD))
def test_value_that_no_terminator_writes_is_refused(name):
    with pytest.raises(BearerRefused) as error:
        read(name.split(":")[0], BAD[name])
    assert error.value.code == "certificate_unreadable"


HUGE = 16 * 1024 - 200
SLOW = {
    "wsgi": [
        f"-----BEGIN CERTIFICATE-----{' ' * HUGE}!",
        f"-----BEGIN CERTIFICATE-----{' ' * HUGE}A{' ' * 50}-----END CERTIFICATE-----",
        f"-----BEGIN CERTIFICATE----- {'A ' * (HUGE // 2)}-----END CERTIFICATE----",
        "-----BEGIN CERTIFICATE-----" * 600,
    ],
    "nginx": ["%20" * (HUGE // 3), f"-----BEGIN%20CERTIFICATE-----{' ' * HUGE}"],
    "apache": [f"-----BEGIN CERTIFICATE-----{chr(9) * HUGE}"],
    "envoy": ["a=" + '"' * HUGE, "a=," * (HUGE // 3), 'a="' + "\\a" * (HUGE // 2), "dns=a;" * (HUGE // 6), "a" * HUGE],
    "traefik": ["," * HUGE, "%2C" * (HUGE // 3)],
    "rfc9440": [":" * HUGE],
    "haproxy": ["=" * HUGE],
}


@pytest.mark.parametrize("form", list(SLOW))
def test_slow_looking_value_is_refused_quickly(form):
    """A pattern for PEM once took 40 minutes for 16 KiB of white space. A second is a thousand times the usual time."""
    for value in SLOW[form]:
        started = process_time()
        with pytest.raises(BearerRefused):
            read(form, value)
        assert process_time() - started < 1


def test_null_means_no_certificate_only_for_apache():
    assert CertificateSource.parse("apache").means_no_certificate("(null)")
    for form in set(FORMATS) - {"apache"}:
        assert not CertificateSource.parse(form).means_no_certificate("(null)")
        assert CertificateSource.parse(form).means_no_certificate("")
        assert not CertificateSource.parse(form).means_no_certificate(" ")
