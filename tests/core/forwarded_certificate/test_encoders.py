"""What the registry writes for each format is what the terminator itself writes, spelled out here by hand."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import quote

from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from tests.pki import issue

# With a plus, a slash and padding in its base64: the characters in which the encodings differ.
LEAF = next(pair for pair in map(issue, (f"CN=leaf {number}" for number in range(999))) if {*"+/="} <= {*pair.pem})
B64 = base64.b64encode(LEAF.der).decode()
ESCAPED = quote(LEAF.pem, safe="")
WRITTEN = {
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


def test_each_encoder_writes_what_its_terminator_writes():
    """RFC 9440 §2.1; nginx, Envoy and AWS by their documentation; LEAF has a plus, a slash and an equals sign."""
    written = {name: row.encode(LEAF.certificate) for name, row in FORMATS.items()}
    for name, row in FORMATS.items():
        written |= {f"{name}, {variant}": encode(LEAF.certificate) for variant, encode in row.variants}
    assert written == WRITTEN
    assert {"+", "/", "="} <= set(written["aws-alb"])
    assert "%2B" in written["nginx"]
    assert "+" not in written["nginx"]
