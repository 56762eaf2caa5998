"""Verifies a token as the service does, and returns the refusal."""

from dataclasses import replace

import pytest

from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.bearer.verification import VerifiedBearer, parse, verify
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import SigningKeys, parse_signing_keys
from mosaic_clients.core.oauth.endpoints import SUPPORTED_ALGORITHMS
from tests.core.tokens import SECONDS, key_set

SIGNING_KEYS = parse_signing_keys(key_set())
POLICY = BearerPolicy(
    issuers=frozenset({"https://userid.security"}),
    audiences=frozenset({"userid-api"}),
    algorithms=frozenset(SUPPORTED_ALGORITHMS),
    token_types=frozenset({"at+jwt"}),
)


def accepted(
    text: str,
    *,
    keys: SigningKeys = SIGNING_KEYS,
    presented: str | None = None,
    now: float = SECONDS,
    **policy: object,
) -> VerifiedBearer:
    return verify(parse(text), keys, replace(POLICY, **policy), presented_x5t_s256=presented, now=now)


def refused(text: str, **arguments: object) -> str:
    """Returns the code of the refusal, which must be a BearerRefused and must not repeat the token."""
    with pytest.raises(BearerRefused) as caught:
        accepted(text, **arguments)
    for segment in text.split(".")[:5]:
        assert len(segment) < 12 or segment not in str(caught.value)
    assert caught.value.description
    return caught.value.code
