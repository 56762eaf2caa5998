"""Verifies with the stored signing keys of Mosaic, and once more with new ones if they may help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mosaic_clients.core.errors import BearerRefused, IdTokenRefused
from mosaic_clients.core.errors.codes import BearerCode
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.models import Environment
from mosaic_clients.services.signing_keys import refresh

NEW_KEYS_MAY_HELP = frozenset({BearerCode.UNKNOWN_KID, BearerCode.KEY_MISMATCH, BearerCode.BAD_SIGNATURE})
"""The codes of refusals that a key rotation at Mosaic may explain.

The token's kid is new (``unknown_kid``), or Mosaic reuses a kid for a key of another algorithm (``key_mismatch``) or of
the same one (``bad_signature``). Not ``kid_missing``: a token without kid never fits a set of several keys.
"""

_Verified = TypeVar("_Verified")


def _ignore() -> None:
    """Do nothing: the default of ``on_new_keys``, for callers that keep no keys."""


def verify_with_current_keys(
    environment: Environment,
    verify: Callable[[SigningKeys], _Verified],
    *,
    keys: SigningKeys | None = None,
    on_new_keys: Callable[[], None] = _ignore,
) -> _Verified:
    """Return the result of ``verify``. Fetches new keys once if its refusal has a code in NEW_KEYS_MAY_HELP.

    ``keys`` are the keys of the caller. Without them, the stored keys are used, and fetched first if there are none.
    ``on_new_keys`` is called before other keys than the caller's are used. Raises the exceptions of ``verify``, and
    NoUsableSigningKeys.
    """
    if keys is None:
        keys = refresh.usable_keys(environment)
        on_new_keys()
    try:
        return verify(keys)
    except (BearerRefused, IdTokenRefused) as refusal:
        new_keys = refresh.refetch(environment, keys) if refusal.code in NEW_KEYS_MAY_HELP else None
        if new_keys is None:
            raise
    on_new_keys()
    return verify(new_keys)
