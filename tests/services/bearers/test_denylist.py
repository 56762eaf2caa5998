"""A token that was revoked through us does not come in again, in no spelling, warm or cold."""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment, RevokedBearer, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import denylist, issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.rotation import emergency_revocation
from mosaic_clients.tasks import prune_revoked_bearers
from tests.core.tokens import key_set
from tests.core.tokens import token as es256
from tests.mosaic import ACTOR, go_down

pytestmark = pytest.mark.django_db

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    denylist.invalidate()
    yield
    denylist.invalidate()


@pytest.fixture
def remembering(settings: Any, environment: Environment) -> None:
    """As in production: the database is read every few seconds."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    issuer_snapshot.invalidate()


def is_denied(token: str) -> bool:
    return denylist.is_denied(token, denylist.current())


def refusal(token: str) -> str | None:
    try:
        bearer_verification.verify(token, presented_x5t_s256=None)
    except BearerRefused as refused:
        return refused.code
    return None


def test_a_denied_token_is_refused_whether_it_was_seen_before_or_not(mosaic: Sandbox, environment: Environment) -> None:
    seen, unseen, other = (mosaic.mint(jti=name) for name in ("seen", "unseen", "other"))
    assert refusal(seen) is None
    denylist.add(seen, expires_at=None)
    denylist.add(f" {unseen}\n", expires_at=None)
    assert (refusal(seen), refusal(unseen), refusal(other)) == ("revoked", "revoked", None)


def test_an_opaque_token_is_denied_too(environment: Environment) -> None:
    assert refusal("opaque") == "malformed"
    denylist.add("opaque", expires_at=None)
    assert refusal("opaque") == "revoked"
    assert refusal("opaque2") == "malformed"


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_no_token_is_no_entry(nothing: str) -> None:
    denylist.add(nothing, expires_at=None)
    assert not RevokedBearer.objects.exists()


def test_only_a_digest_is_kept(mosaic: Sandbox) -> None:
    token = mosaic.mint()
    denylist.add(token, expires_at=None)
    row = RevokedBearer.objects.values().get()
    assert set(row) == {"id", "digest", "expires_at", "added_at"}
    assert row["digest"] == hashlib.sha256(token.rpartition(".")[0].encode()).hexdigest()


def test_the_other_spelling_of_an_ecdsa_signature_does_not_help(mosaic: Sandbox, environment: Environment) -> None:
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
    twin_signature = raw[:32] + (P256_ORDER - int.from_bytes(raw[32:])).to_bytes(32)
    twin = f"{signed}.{urlsafe_b64encode(twin_signature).rstrip(b'=').decode()}"
    assert twin != token
    assert (refusal(token), refusal(twin)) == (None, None)  # both verify: that is why
    denylist.add(token, expires_at=None)
    assert (refusal(token), refusal(twin)) == ("revoked", "revoked")


def test_the_warm_path_asks_nobody(mosaic: Sandbox, remembering: None) -> None:
    denylist.add(mosaic.mint(jti="other"), expires_at=None)
    token = mosaic.mint()
    assert [refusal(token), refusal(token)] == [None, None]  # the first had the signing keys fetched
    with CaptureQueriesContext(connection) as queries:
        assert refusal(token) is None
    assert len(queries) == 0


def test_another_process_sees_it_after_reread(
    mosaic: Sandbox, remembering: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = mosaic.mint()
    assert refusal(token) is None
    monkeypatch.setattr(denylist, "invalidate", lambda: None)  # what the revoking process does is not done here
    denylist.add(token, expires_at=None)
    assert refusal(token) is None
    later = time.monotonic() + 61
    monkeypatch.setattr(denylist.time, "monotonic", lambda: later)
    assert refusal(token) == "revoked"


@pytest.mark.django_db(transaction=True)
def test_this_process_sees_it_at_the_commit(mosaic: Sandbox, remembering: None) -> None:
    token = mosaic.mint()
    assert refusal(token) is None
    denylist.add(token, expires_at=None)
    assert refusal(token) == "revoked"


def test_this_process_sees_it_though_another_thread_was_reading_the_table_at_the_commit(
    mosaic: Sandbox, remembering: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, read = mosaic.mint(), denylist._read_whole

    def overtaken() -> Any:
        result = read()
        monkeypatch.setattr(denylist, "_read_whole", read)
        denylist.add(token, expires_at=None)
        denylist.invalidate()  # as its commit does
        return result

    monkeypatch.setattr(denylist, "_read_whole", overtaken)
    is_denied(token)
    assert is_denied(token)


def test_newer_rows_are_found_without_reading_all(monkeypatch: pytest.MonkeyPatch, environment: Environment) -> None:
    monkeypatch.setattr(denylist, "_SMALL", 0)
    denylist.add("first", expires_at=None)
    assert is_denied("first")
    whole = Mock(wraps=denylist._read_whole)
    monkeypatch.setattr(denylist, "_read_whole", whole)
    denylist.add("second", expires_at=None)
    assert is_denied("first")
    assert is_denied("second")
    assert whole.call_count == 0
    RevokedBearer.objects.all().delete()
    later = time.monotonic() + 301
    monkeypatch.setattr(denylist.time, "monotonic", lambda: later)
    assert not is_denied("second")
    assert whole.call_count == 1


def test_with_more_than_fit_into_memory_the_database_is_asked(
    monkeypatch: pytest.MonkeyPatch, environment: Environment
) -> None:
    monkeypatch.setattr(denylist, "MAX_DENIED", 2)
    for name in ("first", "second", "third"):
        denylist.add(name, expires_at=None)
    assert all(is_denied(name) for name in ("first", "second", "third"))
    assert not is_denied("fourth")


def test_a_database_that_fails_forgets_nothing(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    denylist.add("first", expires_at=None)
    assert is_denied("first")
    for reader in ("_read_whole", "_read_newer"):
        monkeypatch.setattr(denylist, reader, Mock(side_effect=DatabaseError("gone")))
    assert is_denied("first")
    assert not is_denied("second")
    denylist.invalidate()
    with pytest.raises(DatabaseError):
        is_denied("second")


def kept(token: str, expires_at: datetime | None) -> timedelta:
    """How long a token is remembered from now, to the minute."""
    denylist.add(token, expires_at=expires_at)
    left = RevokedBearer.objects.get(digest=denylist._digest(token)).expires_at - timezone.now()
    return timedelta(minutes=round(left / timedelta(minutes=1)))


def test_it_is_remembered_until_no_leeway_lets_it_in(mosaic: Sandbox) -> None:
    now = timezone.now()
    hour, margin = timedelta(hours=1), timedelta(minutes=5)
    inside = int(time.time()) + 7200
    assert kept("opaque", now + hour) == hour + margin
    assert kept("opaque", now) == hour + margin  # never shortened
    assert kept("opaque", now + 2 * hour) == 2 * hour + margin
    assert kept("unknown", None) == denylist.KEEP_UNKNOWN
    assert kept(mosaic.mint(exp=inside), None) == 2 * hour + margin
    assert kept(mosaic.mint(exp=inside, jti="b"), now + hour) == 2 * hour + margin  # the token knows better
    assert kept(mosaic.mint(exp=inside, jti="c"), now + 3 * hour) == 3 * hour + margin


@pytest.mark.parametrize("exp", ["soon", None, True, [], 10**30, -(10**30), 2**53])
def test_a_token_that_says_nonsense_of_itself_is_remembered_within_bounds(exp: Any, mosaic: Sandbox) -> None:
    assert kept(mosaic.mint(exp=exp), None) in {denylist.KEEP_UNKNOWN, denylist.KEEP_AT_MOST}


def test_what_has_expired_is_pruned() -> None:
    now = timezone.now()
    denylist.add("old", expires_at=now - timedelta(minutes=6))
    denylist.add("living", expires_at=now)
    prune_revoked_bearers()
    assert list(RevokedBearer.objects.values_list("digest", flat=True)) == [denylist._digest("living")]


def test_a_leaked_credentials_tokens_open_nothing_of_ours_even_where_mosaic_is_down(
    mosaic: Sandbox, active: Client
) -> None:
    token_refresh.refresh(active.access_tokens.get().pk, actor=ACTOR)
    row = active.access_tokens.get()
    token = row.unseal("value")
    thumbprint = row.credential.x5t_s256
    assert bearer_verification.verify(token, presented_x5t_s256=thumbprint).is_bound
    go_down(active.environment)
    emergency_revocation.revoke(active, row.credential.kid, actor=ACTOR)
    assert active.credentials.get(kid=row.credential.kid).state is CredentialStatus.REVOKED
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=thumbprint)
    assert refused.value.code == "revoked"


def test_the_expiry_is_in_utc() -> None:
    denylist.add("opaque", expires_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert RevokedBearer.objects.get().expires_at - timezone.now() <= denylist.KEEP_AT_MOST


@pytest.mark.parametrize("exp", [253402300799, 253402300500, 10**19, 1e300])
def test_a_token_for_ever_is_denied_for_a_year(exp: float, mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(exp=exp)
    denylist.add(token, expires_at=None)
    assert is_denied(token)
    assert RevokedBearer.objects.get().expires_at < timezone.now() + timedelta(days=367)
