"""The statuses of a credential and the allowed moves between them.

AWAITING_CERTIFICATE → STAGED → ACTIVE → RETIRING → RETIRED        REVOKED from anywhere
        └────────────────┴── discarded ──────────────┘
"""

from __future__ import annotations

from enum import StrEnum

from mosaic_clients.core.errors import MoveRefused


class CredentialStatus(StrEnum):
    """The status of a credential."""

    AWAITING_CERTIFICATE = "AWAITING_CERTIFICATE"
    STAGED = "STAGED"
    ACTIVE = "ACTIVE"
    RETIRING = "RETIRING"
    RETIRED = "RETIRED"
    REVOKED = "REVOKED"


PENDING = frozenset({CredentialStatus.AWAITING_CERTIFICATE, CredentialStatus.STAGED})
"""Not in use yet: a client has at most one of these."""

IN_KEY_SET = frozenset({CredentialStatus.STAGED, CredentialStatus.ACTIVE, CredentialStatus.RETIRING})
"""What Mosaic must hold: the next key, the active one, and the retiring one, whose tokens may still be valid."""

USABLE = IN_KEY_SET
"""Statuses whose private key may still be used for a connection."""

MOVES: dict[CredentialStatus, frozenset[CredentialStatus]] = {
    CredentialStatus.AWAITING_CERTIFICATE: frozenset(
        {CredentialStatus.STAGED, CredentialStatus.RETIRED, CredentialStatus.REVOKED}
    ),
    CredentialStatus.STAGED: frozenset({CredentialStatus.ACTIVE, CredentialStatus.RETIRED, CredentialStatus.REVOKED}),
    CredentialStatus.ACTIVE: frozenset({CredentialStatus.RETIRING, CredentialStatus.REVOKED}),
    CredentialStatus.RETIRING: frozenset({CredentialStatus.ACTIVE, CredentialStatus.RETIRED, CredentialStatus.REVOKED}),
    CredentialStatus.RETIRED: frozenset({CredentialStatus.REVOKED}),
    CredentialStatus.REVOKED: frozenset(),
}


def require_move(current: CredentialStatus, wanted: CredentialStatus) -> None:
    """Raise MoveRefused unless a credential may go from ``current`` to ``wanted``."""
    if wanted in MOVES[current]:
        return
    allowed = ", ".join(sorted(MOVES[current])) or "no other status"
    raise MoveRefused(f"A credential that is {current} cannot become {wanted}; it may become: {allowed}.")
