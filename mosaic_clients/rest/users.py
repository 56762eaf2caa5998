"""The optional way from a bearer to a Django user: a function of yours, named in USER_HOOK. Never automatic."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.module_loading import import_string

from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import BearerRefused, ConfigurationError

Hook = Callable[[VerifiedBearer], Any]


@lru_cache(maxsize=4)
def hook(dotted_path: str) -> Hook:
    """The function of that name; raises ConfigurationError where there is none."""
    try:
        found = import_string(dotted_path)
    except ImportError as error:
        raise ConfigurationError(f"USER_HOOK {dotted_path!r} cannot be imported: {error}") from None
    if not callable(found):
        raise ConfigurationError(f"USER_HOOK {dotted_path!r} is no function.")
    checked: Hook = found
    return checked


def user_by_hook(dotted_path: str, verified: VerifiedBearer) -> Any:
    """The user that the hook answers; raises BearerRefused for None, an anonymous one, and one that is not active."""
    user = hook(dotted_path)(verified)
    if user is None or getattr(user, "is_authenticated", None) is not True:
        raise BearerRefused("The bearer is nobody here.", code="no_user")
    if getattr(user, "is_active", None) is not True:
        raise BearerRefused("The bearer's user is not active.", code="inactive_user")
    return user
