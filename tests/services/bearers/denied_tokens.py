"""Whether this process refuses a token."""

from __future__ import annotations

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.services.bearers import denylist
from mosaic_clients.services.bearers import verification as bearer_verification


def refusal(token: str) -> str | None:
    try:
        bearer_verification.verify(token, presented_x5t_s256=None)
    except BearerRefused as error:
        return error.code
    return None


def is_denied(token: str) -> bool:
    return denylist.is_denied(token, denylist.current())
