"""Each encoder of the registry writes the same value as the terminator; the expected values are written by hand."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import quote

from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from tests.pki import issue

# Its base64 contains a plus, a slash and padding, the characters in which the encodings differ.
LEAF = next(pair for pair in map(issue, (f"CN=leaf {number}" for number in range(999))) if {*"+/="} <= {*pair.pem})
B64 = base64.b64encode(LEAF.der).decode()
ESCAPED = quote(LEAF.pem, safe="")
EXPECTED = {
    "rfc9440": f":{B64}:",
    "nginx": ESCAPED,
    "apache": LEAF.pem.strip().replace("\n", " "),
    "envoy": f'Hash={hashlib.sha256(LEAF.der).hexdigest()};Cert="{ESCAPED}"',
    "envoy, JSON": json.dumps([{"Hash": hashlib.sha256(LEAF.der).hexdigest(), "Cert": ESCAPED}]),
    "traefik": B64,
    "traefik, escaped": quote(B64, safe=""),
    "haproxy": B64,
    "aws-alb": quote(LEAF.pem, safe="+=/"),
    "wsgi": LEAF.pem,
}


def test_encoder_writes_the_same_as_its_terminator():
    """RFC 9440 §2.1; nginx, Envoy and AWS by their documentation; LEAF has a plus, a slash and an equals sign."""
    encoded = {name: row.encode(LEAF.certificate) for name, row in FORMATS.items()}
    for name, row in FORMATS.items():
        encoded |= {f"{name}, {variant}": encode(LEAF.certificate) for variant, encode in row.variants}
    assert encoded == EXPECTED
    assert {"+", "/", "="} <= set(encoded["aws-alb"])
    assert "%2B" in encoded["nginx"]
    assert "+" not in encoded["nginx"]
