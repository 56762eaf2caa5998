"""Maps a bearer to a Django user with the function that USER_HOOK names. There is no automatic mapping."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.module_loading import import_string

from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import BearerRefused, ConfigurationError
from mosaic_clients.core.errors.codes import BearerCode

Hook = Callable[[VerifiedBearer], Any]


@lru_cache(maxsize=4)
def hook(dotted_path: str) -> Hook:
    """Returns the function of that name. Raises ConfigurationError if there is none."""
    try:
        function = import_string(dotted_path)
    except ImportError as error:
        raise ConfigurationError(f"USER_HOOK {dotted_path!r} cannot be imported: {error}") from None
    if not callable(function):
        raise ConfigurationError(f"USER_HOOK {dotted_path!r} is not a function.")
    checked: Hook = function
    return checked


def user_by_hook(dotted_path: str, verified: VerifiedBearer) -> Any:
    """Returns the user of the hook. Raises BearerRefused for None, an anonymous user, or an inactive one."""
    user = hook(dotted_path)(verified)
    if user is None or getattr(user, "is_authenticated", None) is not True:
        raise BearerRefused("USER_HOOK returned no user for the bearer.", code=BearerCode.NO_USER)
    if getattr(user, "is_active", None) is not True:
        raise BearerRefused("The bearer's user is not active.", code=BearerCode.INACTIVE_USER)
    return user
