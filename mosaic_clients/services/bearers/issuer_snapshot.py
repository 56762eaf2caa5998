"""The accepted issuers with their policies and signing keys, read from the database every REREAD seconds.

A request on the warm path uses neither the database nor the cache. It sees changes by other processes after REREAD
seconds.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

from mosaic_clients import conf
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.jose.jwks import HARD_STOP, SigningKeys
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services.process_state import register
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys import store as signing_key_store
from mosaic_clients.services.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """One environment with its policy and signing keys.

    ``ends_at`` is when the keys become too old to use, in seconds since the epoch. ``is_neglected`` is True if no beat
    renews them.
    """

    environment: Environment
    policy: BearerPolicy
    keys: SigningKeys | None
    ends_at: float
    is_neglected: bool
    bound_policy: BearerPolicy = field(init=False)

    def __post_init__(self) -> None:
        """Compute once the policy of views that require binding."""
        object.__setattr__(self, "bound_policy", replace(self.policy, require_bound=True))


@dataclass(frozen=True, slots=True)
class IssuerSnapshot:
    """Every trusted issuer by name. ``version`` changes with everything that affects the verification of a token."""

    by_issuer: dict[str, tuple[TrustedIssuer, ...]]
    version: int


logger = logging.getLogger("mosaic_clients.bearer")


def current_snapshot() -> IssuerSnapshot:
    """Return the trusted issuers. Reads the database if the last reading is older than REREAD seconds.

    Raises DatabaseError if the database cannot be read and there is no earlier reading.
    """
    return issuers.current().value


def invalidate() -> None:
    """Make the next request read the database, even if another request is reading it now."""
    issuers.invalidate()


def _read(_previous: IssuerSnapshot | None) -> IssuerSnapshot:
    settings = conf.current()
    by_issuer: dict[str, tuple[TrustedIssuer, ...]] = {}
    versions: list[object] = []
    for environment in Environment.objects.select_related("signing_key_set"):
        row: SigningKeySet | None = getattr(environment, "signing_key_set", None)
        trusted = _trusted_issuer(environment, row, settings)
        key_version = (row.key_set, row.generation) if row else ()
        versions.append((environment.pk, trusted.policy, trusted.ends_at, key_version))
        for issuer in trusted.policy.issuers:
            by_issuer[issuer] = (*by_issuer.get(issuer, ()), trusted)
    return IssuerSnapshot(by_issuer, hash(tuple(versions)))


def _trusted_issuer(environment: Environment, row: SigningKeySet | None, settings: conf.Settings) -> TrustedIssuer:
    keys = signing_key_store.stored_keys(row) if row is not None and row.fetched_at is not None else None
    return TrustedIssuer(
        environment=environment,
        policy=environment.bearer_policy(leeway=settings.LEEWAY, require_bound=settings.REQUIRE_BOUND_TOKENS),
        keys=keys,
        ends_at=(row.fetched_at + HARD_STOP).timestamp() if keys and row and row.fetched_at else 0.0,
        is_neglected=row is not None and signing_key_refresh.is_neglected(row),
    )


issuers = register(Snapshot(_read, subject="the environments and their signing keys", logger=logger))
