"""The living access tokens of a leaked key: denied here, taken back at Mosaic, or told of where it does not."""

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
    """A token by its value, which is empty where it does not open; ``why_left`` says why Mosaic did not revoke it."""

    value: str = field(repr=False)
    until: datetime
    why_left: str = ""


@sensitive_variables()
def deny(credential: Credential, now: datetime) -> list[LeakedToken]:
    """Refuse the living tokens of a credential here from now on, whatever Mosaic says of them; returns them.

    Runs in the caller's transaction.
    """
    rows = [row for row in credential.access_tokens.all() if row.is_alive(now)]
    tokens = [_open(row, row.expires_at or now) for row in rows]
    for token in tokens:
        denylist.add(token.value, expires_at=token.until)
    return tokens


@sensitive_variables()
def revoke(client: Client, session: IdentitySession | None, tokens: Iterable[LeakedToken]) -> list[LeakedToken]:
    """Revoke tokens at Mosaic, once each; returns those that it did not take, with why."""
    left = []
    for token in tokens:
        try:
            _revoke(client, session, token)
        except MosaicError as error:
            left.append(replace(token, why_left=token.why_left or error.description))
    return left


def told(credential: Credential, left: list[LeakedToken]) -> str:
    """What people have to know and do about the tokens that Mosaic did not revoke; empty where there are none."""
    if not left:
        return ""
    until = max(token.until for token in left)
    which = "1 access token" if len(left) == 1 else f"{len(left)} access tokens"
    return (
        f"Mosaic did not revoke {which}: {left[-1].why_left.rstrip('.')}. Refused here, good elsewhere until "
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
        raise MoveRefused("there is nothing left to ask Mosaic with")
    oidc.revoke(
        session,
        client.environment.endpoints.revocation,
        client_id=client.client_id,
        token=token.value,
        limits=conf.current().limits,
    )
