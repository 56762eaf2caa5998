"""A token that was revoked here is refused in every encoding, and its entry stays until the token has expired."""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment, RevokedBearer, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import denylist
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.rotation import emergency_revocation
from mosaic_clients.tasks import prune_revoked_bearers
from tests.core.tokens import key_set
from tests.core.tokens import token as es256
from tests.mosaic import ACTOR, go_down
from tests.services.bearers.denied_tokens import is_denied, refusal

pytestmark = pytest.mark.django_db

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def test_denied_token_is_refused_whether_cached_or_not(mosaic: Sandbox, environment: Environment) -> None:
    cached, uncached, other = (mosaic.mint(jti=name) for name in ("cached", "uncached", "other"))
    assert refusal(cached) is None
    denylist.add(cached, expires_at=None)
    denylist.add(f" {uncached}\n", expires_at=None)
    assert (refusal(cached), refusal(uncached), refusal(other)) == ("revoked", "revoked", None)


def test_opaque_token_is_denied_too(environment: Environment) -> None:
    assert refusal("opaque") == "malformed"
    denylist.add("opaque", expires_at=None)
    assert refusal("opaque") == "revoked"
    assert refusal("opaque2") == "malformed"


@pytest.mark.parametrize("empty", ["", " \n"])
def test_empty_token_is_not_stored(empty: str) -> None:
    denylist.add(empty, expires_at=None)
    assert not RevokedBearer.objects.exists()


def test_only_a_digest_is_stored(mosaic: Sandbox) -> None:
    token = mosaic.mint()
    denylist.add(token, expires_at=None)
    row = RevokedBearer.objects.values().get()
    assert set(row) == {"id", "digest", "expires_at", "added_at"}
    assert row["digest"] == hashlib.sha256(token.rpartition(".")[0].encode()).hexdigest()


def test_denied_token_with_second_ecdsa_encoding_is_refused(mosaic: Sandbox, environment: Environment) -> None:
    """(r, s) and (r, n - s) are both signatures of the same text."""
    Environment.objects.update(algorithms=["ES256"])
    fetched = timezone.now()
    SigningKeySet.objects.create(
        environment=environment, key_set=parse_signing_keys(key_set()).dump(), fetched_at=fetched, fresh_until=fetched
    )
    now = int(time.time())
    token = es256({"iss": mosaic.issuer, "iat": now, "exp": now + 300})
    signed, _, signature = token.rpartition(".")
    raw = urlsafe_b64decode(signature + "==")
    other_signature = raw[:32] + (P256_ORDER - int.from_bytes(raw[32:])).to_bytes(32)
    other_encoding = f"{signed}.{urlsafe_b64encode(other_signature).rstrip(b'=').decode()}"
    assert other_encoding != token
    assert (refusal(token), refusal(other_encoding)) == (None, None)  # both signatures are valid
    denylist.add(token, expires_at=None)
    assert (refusal(token), refusal(other_encoding)) == ("revoked", "revoked")


def time_kept(token: str, expires_at: datetime | None) -> timedelta:
    """Return how long a token stays on the denylist from now, to the minute."""
    denylist.add(token, expires_at=expires_at)
    remaining = RevokedBearer.objects.get(digest=denylist._digest(token)).expires_at - timezone.now()
    return timedelta(minutes=round(remaining / timedelta(minutes=1)))


def test_entry_is_kept_until_expiry_and_leeway_are_over(mosaic: Sandbox) -> None:
    now = timezone.now()
    hour, margin = timedelta(hours=1), timedelta(minutes=5)
    exp = int(time.time()) + 7200
    assert time_kept("opaque", now + hour) == hour + margin
    assert time_kept("opaque", now) == hour + margin  # never shortened
    assert time_kept("opaque", now + 2 * hour) == 2 * hour + margin
    assert time_kept("unknown", None) == denylist.KEEP_UNKNOWN
    assert time_kept(mosaic.mint(exp=exp), None) == 2 * hour + margin
    assert time_kept(mosaic.mint(exp=exp, jti="b"), now + hour) == 2 * hour + margin  # the token's own expiry is later
    assert time_kept(mosaic.mint(exp=exp, jti="c"), now + 3 * hour) == 3 * hour + margin


@pytest.mark.parametrize("exp", ["soon", None, True, [], 10**30, -(10**30), 2**53])
def test_token_with_invalid_exp_is_kept_within_bounds(exp: Any, mosaic: Sandbox) -> None:
    assert time_kept(mosaic.mint(exp=exp), None) in {denylist.KEEP_UNKNOWN, denylist.KEEP_AT_MOST}


def test_expired_entry_is_pruned() -> None:
    now = timezone.now()
    denylist.add("old", expires_at=now - timedelta(minutes=6))
    denylist.add("living", expires_at=now)
    prune_revoked_bearers()
    assert list(RevokedBearer.objects.values_list("digest", flat=True)) == [denylist._digest("living")]


def test_tokens_of_revoked_credential_are_refused_when_mosaic_is_down(mosaic: Sandbox, active: Client) -> None:
    token_refresh.refresh(active.access_tokens.get().pk, actor=ACTOR)
    row = active.access_tokens.get()
    token = row.unseal("value")
    thumbprint = row.credential.x5t_s256
    assert bearer_verification.verify(token, presented_x5t_s256=thumbprint).is_bound
    go_down(active.environment)
    emergency_revocation.revoke(active, row.credential.kid, actor=ACTOR)
    assert active.credentials.get(kid=row.credential.kid).state is CredentialStatus.REVOKED
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=thumbprint)
    assert error.value.code == "revoked"


def test_expiry_is_in_utc() -> None:
    denylist.add("opaque", expires_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert RevokedBearer.objects.get().expires_at - timezone.now() <= denylist.KEEP_AT_MOST


@pytest.mark.parametrize("exp", [253402300799, 253402300500, 10**19, 1e300])
def test_token_without_practical_expiry_is_denied_for_a_year(
    exp: float, mosaic: Sandbox, environment: Environment
) -> None:
    token = mosaic.mint(exp=exp)
    denylist.add(token, expires_at=None)
    assert is_denied(token)
    assert RevokedBearer.objects.get().expires_at < timezone.now() + timedelta(days=367)
