"""Reads the userinfo endpoint's answer about a user (OpenID Connect Core §5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.errors.codes import AnswerCode
from mosaic_clients.core.oauth.responses import Answer, read_json

MAX_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class UserInfo:
    """The user's subject, and the claims that the scopes allow: ``claims`` is the whole answer with ``sub``."""

    subject: str
    claims: Mapping[str, Any] = field(repr=False)


def read_userinfo(answer: Answer, *, now: datetime) -> UserInfo:
    """Read an answer of the userinfo endpoint; raises MosaicRefusal or AnswerUnusable.

    Refuses a signed answer (application/jwt, §5.3.2) with ``signed_userinfo``: over TLS the signature adds nothing.
    """
    content_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status == 200 and content_type == "application/jwt":
        raise AnswerUnusable(
            "Mosaic answers userinfo as a signed JWT. Switch userinfo_signed_response_alg off for this client.",
            code=AnswerCode.SIGNED_USERINFO,
            status=answer.status,
        )
    claims = read_json(answer, now=now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not is_clean_text(subject) or not 0 < len(subject) <= MAX_SUBJECT:
        raise AnswerUnusable("The userinfo answer has no usable subject.", status=answer.status)
    return UserInfo(subject, claims)
