"""The calls of a user's login: push a request, redeem a code or a refresh token. Each sends one request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from mosaic_clients.core.oauth.authorization_request import PushedAuthorization, read_pushed
from mosaic_clients.core.oauth.responses import Answer, refusal
from mosaic_clients.transport.http import Limits, call
from mosaic_clients.transport.sessions import IdentitySession


def push(session: IdentitySession, url: str, *, parameters: Mapping[str, str], limits: Limits) -> PushedAuthorization:
    """Push an authorization request with the session's certificate (RFC 9126 §2.1).

    ``parameters`` are those of the authorization endpoint, ``client_id`` among them. Raises MosaicRefusal or a
    TransportError.
    """
    answer = call(session, "POST", url, form=parameters, limits=limits)
    return read_pushed(answer, now=datetime.now(UTC))


def redeem(
    session: IdentitySession,
    url: str,
    grant_type: str,
    *,
    client_id: str,
    parameters: Mapping[str, str],
    limits: Limits,
) -> Answer:
    """Redeem a code or a rotating refresh token, which can be used once, and return the answer without checking it.

    Do not repeat the call unless the first request was certainly not processed. It may have arrived even if its answer
    did not; Mosaic treats a second one as theft and ends the whole grant (RFC 9700 §4.14.2). Raises a TransportError,
    or MosaicRefusal for a 429.
    """
    form = {**parameters, "grant_type": grant_type, "client_id": client_id}
    answer = call(session, "POST", url, form=form, limits=limits)
    if answer.status == 429:
        raise refusal(answer, now=datetime.now(UTC))
    return answer
