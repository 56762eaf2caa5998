"""The models. They hold data and queries; ``core`` and ``services`` decide what may happen to it."""

from mosaic_clients.models.access_token import AccessToken
from mosaic_clients.models.alert import Alert, AlertKind
from mosaic_clients.models.certificate_authority import CertificateAuthority
from mosaic_clients.models.client import Client
from mosaic_clients.models.credential import Credential
from mosaic_clients.models.environment import Environment
from mosaic_clients.models.event import Event
from mosaic_clients.models.pending_grant import PendingGrant
from mosaic_clients.models.revoked_bearer import RevokedBearer
from mosaic_clients.models.signing_key_set import SigningKeySet

__all__ = [
    "AccessToken",
    "Alert",
    "AlertKind",
    "CertificateAuthority",
    "Client",
    "Credential",
    "Environment",
    "Event",
    "PendingGrant",
    "RevokedBearer",
    "SigningKeySet",
]
