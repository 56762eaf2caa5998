"""Open connections by identity: one session per certificate and trust, reused by every thread of the process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.models import Credential, Environment
from mosaic_clients.services.process_state import Slot, register
from mosaic_clients.transport.sessions import IdentitySession

MAX_SESSIONS = 256


@dataclass(slots=True)
class _Pool:
    sessions: OrderedDict[tuple[object, ...], IdentitySession] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


def _close_pool(pool: _Pool) -> None:
    with pool.lock:
        closing = list(pool.sessions.values())
        pool.sessions.clear()
    for each in closing:
        each.close()


# A forked child leaves the pool to its parent: two processes that write into one TLS connection break it for both.
_pool = register(Slot(_Pool, close=_close_pool))


@sensitive_variables()
def session(environment: Environment, credential: Credential | None = None) -> IdentitySession:
    """The session that presents a credential's certificate (or none) and trusts what its environment trusts.

    Raises MoveRefused or SealingError where the credential's key cannot be used.
    """
    limits = conf.current().limits
    if credential is not None:
        credential.require_pair()  # an open connection must not outlive a destroyed key
    thumbprint = credential.x5t_s256 if credential else ""
    key = (thumbprint, environment.trusted_ca, environment.allow_private, limits)
    pool = _pool.value
    with pool.lock:
        if key in pool.sessions:
            pool.sessions.move_to_end(key)
            return pool.sessions[key]
    made = IdentitySession(
        credential.identity() if credential else None,
        trusted_ca=environment.trusted_ca,
        allow_private=environment.allow_private,
        timeout=(limits.connect, limits.read),
    )
    with pool.lock:
        kept = pool.sessions.setdefault(key, made)
        evicted = pool.sessions.popitem(last=False)[1] if len(pool.sessions) > MAX_SESSIONS else None
    if evicted is not None:
        evicted.close()
    return kept


def close(credential: Credential) -> None:
    """Close what a credential keeps open: its certificate is no longer to be presented."""
    pool = _pool.value
    with pool.lock:
        keys = [key for key in pool.sessions if key[0] == credential.x5t_s256]
        closing = [pool.sessions.pop(key) for key in keys]
    for each in closing:
        each.close()


def close_all() -> None:
    """Close everything that is open, for a process that ends."""
    _pool.reset()
