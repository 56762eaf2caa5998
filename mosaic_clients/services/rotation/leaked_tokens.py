"""The access tokens of a leaked key that are alive: refused here, revoked at Mosaic, reported where that fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError, MoveRefused, SealingError
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services.bearers import denylist
from mosaic_clients.transport import oidc
from mosaic_clients.transport.sessions import IdentitySession


@dataclass(frozen=True, slots=True)
class LeakedToken:
    """A token; ``value`` is empty where it cannot be unsealed. ``why_left`` is why Mosaic did not revoke it."""

    value: str = field(repr=False)
    until: datetime
    why_left: str = ""


@sensitive_variables()
def deny(credential: Credential, now: datetime) -> list[LeakedToken]:
    """Refuses the tokens of a credential here from now on, whatever Mosaic does with them; returns those alive.

    Runs in the caller's transaction.
    """
    rows = [row for row in credential.access_tokens.all() if row.is_alive(now)]
    tokens = [_open(row, row.expires_at or now) for row in rows]
    for token in tokens:
        denylist.add(token.value, expires_at=token.until)
    return tokens


@sensitive_variables()
def revoke(client: Client, session: IdentitySession | None, tokens: Iterable[LeakedToken]) -> list[LeakedToken]:
    """Revokes tokens at Mosaic, once each; returns those that it did not revoke, with the reason."""
    left = []
    for token in tokens:
        try:
            _revoke(client, session, token)
        except MosaicError as error:
            left.append(replace(token, why_left=token.why_left or error.description))
    return left


def describe(credential: Credential, left: list[LeakedToken]) -> str:
    """What an operator must know and do about the tokens that Mosaic did not revoke; empty where there are none."""
    if not left:
        return ""
    until = max(token.until for token in left)
    count = "1 access token" if len(left) == 1 else f"{len(left)} access tokens"
    return (
        f"Mosaic did not revoke {count}: {left[-1].why_left.rstrip('.')}. Refused here, valid elsewhere until "
        f"{until:%Y-%m-%d %H:%M:%S} UTC: refuse the certificate {credential.x5t_s256} (x5t#S256) at your other APIs, "
        f"or have Transmit Security revoke the tokens of {credential.client.client_id}."
    )


@sensitive_variables()
def _open(row: AccessToken, until: datetime) -> LeakedToken:
    try:
        return LeakedToken(row.unseal("value"), until)
    except SealingError as error:
        return LeakedToken("", until, error.description)


@sensitive_variables()
def _revoke(client: Client, session: IdentitySession | None, token: LeakedToken) -> None:
    if session is None or not token.value:
        raise MoveRefused("no usable certificate or token value is left for the request to Mosaic")
    oidc.revoke(
        session,
        client.environment.endpoints.revocation,
        client_id=client.client_id,
        token=token.value,
        limits=conf.current().limits,
    )
