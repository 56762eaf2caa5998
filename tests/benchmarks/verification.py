"""(a) Measures the verification of a token not seen before, as a ratio to the bare signature check of cryptography.

python -m tests.benchmarks.verification
"""

from __future__ import annotations

import time
import warnings
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc import jwt

from mosaic_clients.core.bearer import verification
from mosaic_clients.core.bearer.policy import BearerPolicy
from tests.benchmarks.interleave import Candidate, interleave
from tests.benchmarks.issuer import AUDIENCE, ISSUER, MAKE_KEY, THUMBPRINT, Issuer
from tests.benchmarks.running_site import MISSING

try:
    import jwt as pyjwt
except ImportError:  # shown beside ours if it is installed
    pyjwt = None

_SHA256 = hashes.SHA256()
_PARAMETERS: dict[str, tuple[Any, ...]] = {
    "RS256": (padding.PKCS1v15(), _SHA256),
    "PS256": (padding.PSS(padding.MGF1(_SHA256), 32), _SHA256),
    "ES256": (ec.ECDSA(_SHA256),),
    "EdDSA": (),
}


def main() -> None:
    """Print the tables."""
    measure()


def measure() -> dict[str, dict[str, float]]:
    """Returns the ratio to the signature check alone, by algorithm and name."""
    warnings.filterwarnings("ignore", message="EdDSA is deprecated")  # joserfc warns for every token
    results = {}
    for algorithm in MAKE_KEY:
        issuer = Issuer.make(algorithm)
        print(f"\n{algorithm}, a token not seen before: ratio to the bare signature check")
        results[algorithm] = interleave(_bare(issuer), [_ours(issuer), *_others(issuer)], calls=150)
    if pyjwt is None:
        print(f"  PyJWT: {MISSING}")
    return results


def _bare(issuer: Issuer) -> Candidate:
    verify: Any = issuer.key.public_key().verify
    parameters = _PARAMETERS[issuer.algorithm]

    def prepare(number: int) -> list[object]:
        parsed = [verification.parse(token) for token in issuer.tokens(number)]
        return [(_cryptography_signature(issuer, one.signature), one.signing_input) for one in parsed]

    def run(pair: Any) -> None:
        verify(pair[0], pair[1], *parameters)

    return Candidate("cryptography, signature alone", run, prepare)


def _cryptography_signature(issuer: Issuer, signature: bytes) -> bytes:
    if issuer.algorithm != "ES256":
        return signature
    return encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))


def _ours(issuer: Issuer) -> Candidate:
    keys = issuer.signing_keys
    policy = BearerPolicy(
        issuers=frozenset({ISSUER}),
        audiences=frozenset({AUDIENCE}),
        algorithms=frozenset(MAKE_KEY),
        token_types=frozenset({"JWT", "at+jwt"}),
        require_bound=True,
    )

    def run(token: Any) -> None:
        verification.verify(verification.parse(token), keys, policy, presented_x5t_s256=THUMBPRINT, now=time.time())

    return Candidate("ours, every rule and cnf", run, lambda number: list(issuer.tokens(number)))


def _others(issuer: Issuer) -> list[Candidate]:
    key, public_key = issuer.joserfc_key, issuer.key.public_key()
    registry = jwt.JWTClaimsRegistry(iss={"essential": True, "value": ISSUER}, aud={"value": AUDIENCE})

    def joserfc(token: Any) -> None:
        registry.validate(jwt.decode(token, key, algorithms=[issuer.algorithm]).claims)

    def pyjwt_decode(token: Any) -> None:
        pyjwt.decode(token, public_key, algorithms=[issuer.algorithm], audience=AUDIENCE, issuer=ISSUER)

    candidates = [Candidate("joserfc, decode and claims", joserfc, lambda number: list(issuer.tokens(number)))]
    if pyjwt is not None:
        candidates.append(Candidate("PyJWT, decode with the key given", pyjwt_decode, lambda n: list(issuer.tokens(n))))
    return candidates


if __name__ == "__main__":
    main()
