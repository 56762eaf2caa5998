"""What a user's authorization gave us: the tokens, who logged in, and the certificate that all of it is bound to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from mosaic_clients.core.encoding import parse_json_object
from mosaic_clients.core.oauth.id_token import IdToken
from mosaic_clients.core.oauth.responses import Answer

_VISIBLE = re.compile(r"[\x21-\x7e]{1,16384}")  # RFC 6749 §A.17, and a bound


@dataclass(frozen=True, slots=True)
class UserTokens:
    """Tokens of one user. ``expires_at`` is aware, and that of the access token.

    ``refresh_token`` is empty where Mosaic gave none. ``id_token`` is who logged in, verified, or None where openid
    was not asked for; ``id_token_hint`` is its text, for ``logout_url``. ``x5t_s256`` is the thumbprint of the
    certificate the tokens were obtained with: whatever they are used for must present it (RFC 8705 §3).
    """

    access_token: str = field(repr=False)
    expires_at: datetime
    scope: str
    refresh_token: str = field(repr=False)
    id_token: IdToken | None
    id_token_hint: str = field(repr=False)
    x5t_s256: str


def rotated_refresh_token(answer: Answer) -> str:
    """The refresh token of a successful answer, whatever else is wrong with that answer; empty where there is none.

    A rotated refresh token has replaced the old one the moment it was sent, so it is read before anything is judged.
    """
    if answer.status not in (200, 201):
        return ""
    try:
        token = parse_json_object(answer.body).get("refresh_token")
    except ValueError:
        return ""
    return token if isinstance(token, str) and _VISIBLE.fullmatch(token) else ""
