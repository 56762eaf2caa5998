"""The caller as ``request.user``."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_clients.core.bearer import claims
from mosaic_clients.core.bearer.verification import VerifiedBearer


@dataclass(frozen=True, slots=True)
class MosaicPrincipal:
    """The caller that a verified bearer names. It is not a database row: the subject is never looked up as a user."""

    bearer: VerifiedBearer

    is_authenticated = True
    is_anonymous = False
    is_active = True
    is_staff = is_superuser = False

    @property
    def subject(self) -> str:
        """The token's ``sub``: a client id, or the id of a Mosaic user."""
        return self.bearer.subject

    @property
    def client_id(self) -> str | None:
        """The client that the token was issued to."""
        return self.bearer.client_id

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes of the token."""
        return self.bearer.scopes

    @property
    def roles(self) -> frozenset[str]:
        """Every role in the token."""
        return claims.roles(self.bearer)

    @property
    def permissions(self) -> frozenset[str]:
        """Every permission in the token (``ts_permissions``)."""
        return claims.permissions(self.bearer)

    @property
    def tenant(self) -> str | None:
        """The Mosaic tenant (``tid``)."""
        return claims.text(self.bearer, "tid")

    @property
    def app_id(self) -> str | None:
        """The Mosaic application that the client belongs to."""
        return claims.text(self.bearer, "app_id")

    @property
    def is_bound(self) -> bool:
        """Whether the token is certificate-bound. Its certificate was then verified."""
        return self.bearer.is_bound

    @property
    def pk(self) -> str:
        """A stable key for DRF's throttles."""
        return f"{self.bearer.issuer}|{self.client_id or ''}|{self.subject}"

    def __str__(self) -> str:
        return self.subject
