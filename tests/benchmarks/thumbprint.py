"""(d) Measures the thumbprint of a forwarded client certificate, in microseconds.

python -m tests.benchmarks.thumbprint
"""

from __future__ import annotations

import hashlib
from functools import lru_cache, partial

from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.forwarded_certificate.source import CertificateSource, forwarded_thumbprint
from tests.benchmarks.interleave import Candidate, interleave_micros
from tests.pki import issue

_PAIR = issue("CN=caller")
HEADERS = {name: row.encode(_PAIR.certificate) for name, row in FORMATS.items()}
"""Format → the header value of one P-256 certificate."""


def main() -> None:
    """Print the table."""
    measure()


def measure() -> dict[str, tuple[float, float]]:
    """Returns microseconds for a value that is read and for a cached one, by format."""
    print(f"\nThumbprint of a forwarded certificate of {len(_PAIR.der)} bytes")
    candidates = []
    for name, value in HEADERS.items():
        read = partial(forwarded_thumbprint, CertificateSource.parse(name))
        cached = lru_cache(maxsize=512)(read)
        assert read(value) == cached(value) == _PAIR.x5t_s256
        candidates += [_candidate(f"{name}, read", read, value), _candidate(f"{name}, cached", cached, value)]
    der = _candidate("SHA-256 over the DER alone", lambda _: hashlib.sha256(_PAIR.der).digest(), "")
    micros = interleave_micros(der, candidates, calls=1000)
    return {name: (micros[f"{name}, read"], micros[f"{name}, cached"]) for name in HEADERS}


def _candidate(name: str, read: object, value: str) -> Candidate:
    # Every request has a new string object, whose hash is not computed yet.
    return Candidate(name, read, lambda number: [value.encode().decode() for _ in range(number)])  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
