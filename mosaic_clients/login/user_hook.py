"""Who a login is here: the project's own function decides, nothing does so by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.module_loading import import_string

from mosaic_clients import conf
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.oauth.id_token import IdToken
from mosaic_clients.core.oauth.user_tokens import UserTokens

UserHook: TypeAlias = Callable[[IdToken, UserTokens], AbstractBaseUser | None]
"""From who logged in at Mosaic to a user of this project, or None for somebody who may not come in."""


def user_hook() -> UserHook:
    """The function that LOGIN_USER_HOOK names; raises ConfigurationError where there is none."""
    name = conf.current().LOGIN_USER_HOOK
    if not name:
        raise ConfigurationError("LOGIN_USER_HOOK names no function: who a login is here is yours to say.")
    try:
        hook: object = import_string(name)
    except ImportError:
        raise ConfigurationError(f"LOGIN_USER_HOOK {name!r} cannot be imported.") from None
    if not callable(hook):
        raise ConfigurationError(f"LOGIN_USER_HOOK {name!r} is not a function.")
    return hook
