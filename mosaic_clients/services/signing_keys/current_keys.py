"""Verify with Mosaic's signing keys: with the stored ones first, and once more with new ones where they may help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mosaic_clients.core.errors import BearerRefused, IdTokenRefused
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.models import Environment
from mosaic_clients.services.signing_keys import refresh

NEW_KEYS_MAY_HELP = frozenset({"unknown_kid", "key_mismatch", "bad_signature"})
"""The refusals that the stored keys cause and that a rotation at Mosaic explains.

The token's kid is new (``unknown_kid``), or Mosaic uses a kid again for a key of another algorithm (``key_mismatch``)
or of the same one (``bad_signature``). Not ``kid_missing``: such a token fits no set of several keys, whichever it is.
"""

_Verified = TypeVar("_Verified")


def _ignore() -> None:
    """The default of ``on_new_keys``: the caller keeps no keys of its own."""


def verify_with_current_keys(
    environment: Environment,
    verify: Callable[[SigningKeys], _Verified],
    *,
    keys: SigningKeys | None = None,
    on_new_keys: Callable[[], None] = _ignore,
) -> _Verified:
    """Return what ``verify`` returns; new keys are fetched once where it refuses for a reason in NEW_KEYS_MAY_HELP.

    ``keys`` are those that the caller holds; the stored ones without them, fetched first where there are none.
    ``on_new_keys`` is called before other keys than the caller's are used. Raises what ``verify`` raises, and
    NoUsableSigningKeys.
    """
    if keys is None:
        keys = refresh.usable(environment)
        on_new_keys()
    try:
        return verify(keys)
    except (BearerRefused, IdTokenRefused) as refusal:
        new_keys = refresh.refetch(environment, keys) if refusal.code in NEW_KEYS_MAY_HELP else None
        if new_keys is None:
            raise
    on_new_keys()
    return verify(new_keys)
