"""Open connections by identity: one session per certificate and trust, reused by every thread of the process."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.models import Credential, Environment
from mosaic_clients.transport.sessions import IdentitySession

MAX_SESSIONS = 256


@dataclass(slots=True)
class _Pool:
    sessions: OrderedDict[tuple[object, ...], IdentitySession] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


_pool = _Pool()


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
    with _pool.lock:
        if key in _pool.sessions:
            _pool.sessions.move_to_end(key)
            return _pool.sessions[key]
    made = IdentitySession(
        credential.identity() if credential else None,
        trusted_ca=environment.trusted_ca,
        allow_private=environment.allow_private,
        timeout=(limits.connect, limits.read),
    )
    with _pool.lock:
        kept = _pool.sessions.setdefault(key, made)
        evicted = _pool.sessions.popitem(last=False)[1] if len(_pool.sessions) > MAX_SESSIONS else None
    if evicted is not None:
        evicted.close()
    return kept


def close(credential: Credential) -> None:
    """Close what a credential keeps open: its certificate is no longer to be presented."""
    with _pool.lock:
        keys = [key for key in _pool.sessions if key[0] == credential.x5t_s256]
        closing = [_pool.sessions.pop(key) for key in keys]
    for each in closing:
        each.close()


def close_all() -> None:
    """Close everything that is open, for a process that ends."""
    with _pool.lock:
        closing = list(_pool.sessions.values())
        _pool.sessions.clear()
    for each in closing:
        each.close()


def _leave_to_parent() -> None:
    """Two processes that write into one TLS connection break it for both; and its lock may be held for ever here."""
    global _pool  # noqa: PLW0603 - one slot, written whole
    _pool = _Pool()


os.register_at_fork(after_in_child=_leave_to_parent)
