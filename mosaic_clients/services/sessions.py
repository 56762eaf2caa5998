"""Connection pool: one session for each certificate and trusted CA, shared by all threads of the process."""

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


# A forked child does not use its parent's pool: a TLS connection fails if two processes write to it.
_pool = register(Slot(_Pool, close=_close_pool))


@sensitive_variables()
def session(environment: Environment, credential: Credential | None = None) -> IdentitySession:
    """Return the session that presents a credential's certificate (or none) and trusts its environment's CA.

    Raises MoveRefused or SealingError if the credential's key cannot be used.
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
    new_session = IdentitySession(
        credential.identity() if credential else None,
        trusted_ca=environment.trusted_ca,
        allow_private=environment.allow_private,
        timeout=(limits.connect, limits.read),
    )
    with pool.lock:
        pooled = pool.sessions.setdefault(key, new_session)
        evicted = pool.sessions.popitem(last=False)[1] if len(pool.sessions) > MAX_SESSIONS else None
    if evicted is not None:
        evicted.close()
    return pooled


def close(credential: Credential) -> None:
    """Close the sessions of a credential, so that its certificate is no longer presented."""
    pool = _pool.value
    with pool.lock:
        keys = [key for key in pool.sessions if key[0] == credential.x5t_s256]
        closing = [pool.sessions.pop(key) for key in keys]
    for each in closing:
        each.close()


def close_all() -> None:
    """Close all sessions, at the end of the process."""
    _pool.reset()
