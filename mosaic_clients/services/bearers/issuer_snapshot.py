"""What this process believes about its environments: policies and signing keys, read from the database now and then.

On a request's warm path nothing is asked of anybody; what another process changes is seen after REREAD seconds.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field, replace

from django.db import DatabaseError

from mosaic_clients import conf
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.jose.jwks import HARD_STOP, SigningKeys
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys import store as signing_key_store


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """One environment, what it accepts, and the keys it signs with; ``ends_at`` is when those are too old to use.

    ``is_neglected`` says that no beat renews them.
    """

    environment: Environment
    policy: BearerPolicy
    keys: SigningKeys | None
    ends_at: float
    is_neglected: bool
    bound_policy: BearerPolicy = field(init=False)

    def __post_init__(self) -> None:
        """Make the policy of views that demand binding, once."""
        object.__setattr__(self, "bound_policy", replace(self.policy, require_bound=True))


@dataclass(frozen=True, slots=True)
class IssuerSnapshot:
    """Every trust by issuer. ``version`` differs when anything that decides about a token does."""

    by_issuer: dict[str, tuple[TrustedIssuer, ...]]
    version: int
    read_at: float
    made_with: conf.Settings = field(repr=False)


logger = logging.getLogger("mosaic_clients.bearer")

read_last: IssuerSnapshot | None = None
_asked_to_forget = object()


def current_snapshot() -> IssuerSnapshot:
    """What is believed now; reads the database where that is older than REREAD or the settings have changed."""
    global read_last  # noqa: PLW0603 - one slot, written whole, so that threads see the old or the new
    asked, settings, latest = _asked_to_forget, conf.current(), read_last
    if latest is not None and latest.made_with is settings and time.monotonic() - latest.read_at < settings.REREAD:
        return latest
    try:
        latest = _read(settings)
    except DatabaseError:
        if latest is None:
            raise
        logger.exception("the database cannot be read: going on with what was read before")
        latest = replace(latest, read_at=time.monotonic())
    read_last = latest if asked is _asked_to_forget else None  # asked while it was being read
    return latest


def forget() -> None:
    """Read the database on the next request; whoever is reading it now may have missed what was just changed."""
    global read_last, _asked_to_forget  # noqa: PLW0603 - slots that are written whole
    _asked_to_forget = object()
    read_last = None


def _read(settings: conf.Settings) -> IssuerSnapshot:
    read_at = time.monotonic()
    by_issuer: dict[str, tuple[TrustedIssuer, ...]] = {}
    decisive: list[object] = []
    for environment in Environment.objects.select_related("signing_key_set"):
        row: SigningKeySet | None = getattr(environment, "signing_key_set", None)
        trust = _trust(environment, row, settings)
        said = (row.key_set, row.generation) if row else ()
        decisive.append((environment.pk, trust.policy, trust.ends_at, said))
        for issuer in trust.policy.issuers:
            by_issuer[issuer] = (*by_issuer.get(issuer, ()), trust)
    return IssuerSnapshot(by_issuer, hash(tuple(decisive)), read_at, settings)


def _trust(environment: Environment, row: SigningKeySet | None, settings: conf.Settings) -> TrustedIssuer:
    keys = signing_key_store.readable(row) if row is not None and row.fetched_at is not None else None
    return TrustedIssuer(
        environment=environment,
        policy=environment.bearer_policy(leeway=settings.LEEWAY, require_bound=settings.REQUIRE_BOUND_TOKENS),
        keys=keys,
        ends_at=(row.fetched_at + HARD_STOP).timestamp() if keys and row and row.fetched_at else 0.0,
        is_neglected=row is not None and signing_key_refresh.is_neglected(row),
    )
