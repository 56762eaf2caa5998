"""The result of a user's authorization: the tokens, who logged in, and the certificate that the tokens are bound to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from mosaic_clients.core.encoding import parse_json_object
from mosaic_clients.core.oauth.id_token import IdToken
from mosaic_clients.core.oauth.responses import Answer

_VISIBLE = re.compile(r"[\x21-\x7e]{1,16384}")  # RFC 6749 §A.17, and a maximum length


@dataclass(frozen=True, slots=True)
class UserTokens:
    """Tokens of one user. ``expires_at`` is when the access token expires (aware).

    ``refresh_token`` is empty if Mosaic gave none. ``id_token`` says who logged in (verified), or is None if the scope
    openid was not requested; ``id_token_hint`` is its text, for ``logout_url``. ``x5t_s256`` is the thumbprint of the
    certificate that the tokens were obtained with: every call that uses them must present it (RFC 8705 §3).
    """

    access_token: str = field(repr=False)
    expires_at: datetime
    scope: str
    refresh_token: str = field(repr=False)
    id_token: IdToken | None
    id_token_hint: str = field(repr=False)
    x5t_s256: str


def rotated_refresh_token(answer: Answer) -> str:
    """The refresh token of a successful answer, or empty; ignores any other fault of that answer.

    A rotated refresh token replaces the old one as soon as Mosaic sends it, so it is read before any check.
    """
    if answer.status not in (200, 201):
        return ""
    try:
        token = parse_json_object(answer.body).get("refresh_token")
    except ValueError:
        return ""
    return token if isinstance(token, str) and _VISIBLE.fullmatch(token) else ""
