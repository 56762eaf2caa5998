"""The forwarded certificate: one format and one value. Its bytes are hashed."""

import base64
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import BearerRefused, ConfigurationError
from mosaic_clients.core.forwarded_certificate.source import MAX_HEADER, CertificateSource, forwarded_thumbprint
from mosaic_clients.core.pki.certificates import thumbprint
from tests.core.fuzzing import fuzz, outcome
from tests.pki import issue, rsa_key

PAIR, OTHER = issue("CN=forwarded", key=rsa_key()), issue("CN=other")
RFC9440, NGINX, WSGI = (CertificateSource.parse(name) for name in ("rfc9440", "nginx", "wsgi"))
B64 = base64.b64encode(PAIR.der).decode()
FIELD = f":{B64}:"
ESCAPED = quote(PAIR.pem, safe="")


def refused(source: CertificateSource, value: str) -> bool:
    with pytest.raises(BearerRefused) as error:
        forwarded_thumbprint(source, value)
    assert B64[:40] not in str(error.value)
    return error.value.code == "certificate_unreadable"


@pytest.mark.parametrize(
    ("source", "value"),
    [(RFC9440, FIELD), (NGINX, ESCAPED), (NGINX, quote(PAIR.pem)), (NGINX, quote(PAIR.pem.replace("\n",
     "\r\n"), safe="")),
     (NGINX, PAIR.pem.replace("\n", " ")), (NGINX, ESCAPED.replace("%2B", "+")), (NGINX, PAIR.pem), (WSGI,
     PAIR.pem), (WSGI, PAIR.pem.strip())],
)  # fmt: skip
def test_every_format_returns_the_thumbprint_of_the_der(source, value):
    assert forwarded_thumbprint(source, value) == PAIR.x5t_s256


def test_plus_is_base64_and_not_a_space():
    pair = next(pair for number in range(200) if b"+" in base64.b64encode((pair := issue(f"CN={number}")).der))
    assert forwarded_thumbprint(NGINX, quote(pair.pem, safe="+")) == pair.x5t_s256
    assert refused(NGINX, quote_plus(pair.pem).replace("%2B", "%20"))


BAD_FIELDS = {
    "empty": "",
    "colons only": "::",
    "one colon": ":",
    "three colons": ":::",
    "no colons": B64,
    "first colon missing": FIELD[1:],
    "last colon missing": FIELD[:-1],
    "a list": f"{FIELD}, {FIELD}",
    "a list without space": f"{FIELD},{FIELD}",
    "an empty list member": f"{FIELD},",
    "a parameter": f"{FIELD};a=1",
    "another first character": f"x{B64}:",
    "another last character": f":{B64}x",
    "one byte": ":MA==:",
    "space around": f" {FIELD}",
    "space inside": f":{B64[:9]} {B64[9:]}:",
    "a line end": f"{FIELD}\n",
    "no padding": f":{B64.rstrip('=')}:" if B64.endswith("=") else f":{B64}=:",
    "base64url": f":{base64.urlsafe_b64encode(PAIR.der + b'').decode().replace('A', '-', 1)}:",
    "junk": f":{B64[:9]}!{B64[9:]}:",
    "an extra byte": f":{base64.b64encode(PAIR.der + bytes(1)).decode()}:",
    "two certificates": f":{base64.b64encode(PAIR.der * 2).decode()}:",
    "one byte short": f":{base64.b64encode(PAIR.der[:-1]).decode()}:",
    "PEM": PAIR.pem,
    "PEM in base64": f":{base64.b64encode(PAIR.pem.encode()).decode()}:",
    "a hash": f":{base64.b64encode(bytes(32)).decode()}:",
    "no SEQUENCE": f":{base64.b64encode(b'1' + PAIR.der[1:]).decode()}:",
    "an indefinite length": ":MIAAAA==:",
    "a length of lengths": f":{base64.b64encode(b'0' + bytes([0xFF]) + PAIR.der).decode()}:",
    "three bytes": ":MAAA:",
    "non-ASCII": ":é:",
    "a surrogate": ":\ud800:",
    "NUL": f":{B64}\0:",
    "an XFCC element": f"Hash=00;Cert={ESCAPED}",
    "a DN": "CN=forwarded",
}


def test_der_bytes_are_hashed_unchanged():
    for data in (b"\x30\x02\x05\x00", b"\x30\x03\x02\x01\x05"):
        assert forwarded_thumbprint(RFC9440, f":{base64.b64encode(data).decode()}:") == thumbprint(data)


@pytest.mark.parametrize("name", BAD_FIELDS)
def test_invalid_byte_sequence_is_refused(name):
    assert refused(RFC9440, BAD_FIELDS[name])


BAD_PEM = {
    "empty": "",
    "two certificates": PAIR.pem + OTHER.pem,
    "a private key": PAIR.key_pem,
    "a key after it": PAIR.pem + PAIR.key_pem,
    "a key before it": PAIR.key_pem + PAIR.pem,
    "junk before it": "x" + PAIR.pem,
    "junk after it": PAIR.pem + "x",
    "junk inside": PAIR.pem.replace("M", "!", 1),
    "no PEM boundaries": B64,
    "no end": PAIR.pem.rpartition("-----END")[0],
    "another label": PAIR.pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE"),
    "an equals sign after it": PAIR.pem + "\n=",
    "an empty body": "-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----",
    "a comma": PAIR.pem.replace("\n", ",", 1),
    "NUL": PAIR.pem + "\0",
    "a byte sequence": FIELD,
    "padding inside": PAIR.pem.replace("M", "=", 1),
}


@pytest.mark.parametrize("name", BAD_PEM)
def test_text_that_is_not_one_pem_certificate_is_refused(name):
    assert refused(NGINX, quote(BAD_PEM[name], safe=""))
    assert refused(WSGI, BAD_PEM[name])


@pytest.mark.parametrize(
    "value", [quote(ESCAPED, safe=""), ESCAPED.replace("%0A", "%2500"), "%", "%zz", "%ff%fe", "%00", "\ud800"]
)
def test_escaped_certificate_is_unescaped_exactly_once(value):  # fmt: skip
    assert refused(NGINX, value)


def test_server_variable_is_not_unescaped():
    assert refused(WSGI, ESCAPED)


@pytest.mark.parametrize("source", [RFC9440, NGINX, WSGI])
def test_oversized_header_is_refused_before_decoding(source):
    assert refused(source, ":" + "A" * MAX_HEADER + ":")
    assert refused(source, PAIR.pem * 100)


def test_oversized_certificate_is_refused():
    names = [f"{number:04}.a-rather-long-host-name.example" for number in range(400)]
    large = issue(names=names)
    assert refused(RFC9440, f":{base64.b64encode(large.der).decode()}:")
    assert refused(NGINX, quote(large.pem, safe=""))
    assert refused(WSGI, large.pem)


@fuzz
@given(
    st.sampled_from([RFC9440, NGINX, WSGI]),
    st.text(max_size=80) | st.binary(max_size=80).map(lambda data: f":{base64.b64encode(data).decode()}:"),
)
def test_any_value_gives_a_thumbprint_or_is_refused(source, value):  # fmt: skip
    result = outcome(forwarded_thumbprint, source, value, refusal=BearerRefused)
    assert isinstance(result, BearerRefused) or len(result) == 43


class TestConfiguration:
    """The setting contains a format, and optionally a header name."""

    @pytest.mark.parametrize(
        ("text", "form", "key"),
        [("rfc9440", "rfc9440", "HTTP_CLIENT_CERT"), ("nginx", "nginx", "HTTP_X_SSL_CLIENT_CERT"),
         ("nginx:X-Cert", "nginx", "HTTP_X_CERT"), ("rfc9440:", "rfc9440", "HTTP_CLIENT_CERT"), ("wsgi",
         "wsgi", "SSL_CLIENT_CERT"),
         ("wsgi:MY_CERT", "wsgi", "MY_CERT")],
    )  # fmt: skip
    def test_source_is_parsed(self, text, form, key):
        assert CertificateSource.parse(text) == CertificateSource(form, key)

    @pytest.mark.parametrize(
        "text", ["", "RFC9440", "xfcc", "nginx:X_Cert", "nginx:X Cert", "rfc9440:X\n", "nginx:é", "off"]
    )
    def test_unknown_format_or_header_is_refused(self, text):  # fmt: skip
        with pytest.raises(ConfigurationError):
            CertificateSource.parse(text)
