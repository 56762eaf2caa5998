"""Loads the project's function that maps a login to a Django user. There is no automatic mapping."""

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
"""Takes the tokens of a Mosaic login. Returns the project's user, or None to refuse the login."""


def user_hook() -> UserHook:
    """Returns the function that LOGIN_USER_HOOK names. Raises ConfigurationError if there is none."""
    name = conf.current().LOGIN_USER_HOOK
    if not name:
        raise ConfigurationError("LOGIN_USER_HOOK is empty. Set it to a function that returns the user of a login.")
    try:
        hook: object = import_string(name)
    except ImportError:
        raise ConfigurationError(f"LOGIN_USER_HOOK {name!r} cannot be imported.") from None
    if not callable(hook):
        raise ConfigurationError(f"LOGIN_USER_HOOK {name!r} is not a function.")
    return hook
