"""DRF authentication, permissions and throttling with Mosaic's access tokens."""

from mosaic_clients.rest.authentication import BoundMosaicAuthentication, MosaicAuthentication
from mosaic_clients.rest.permissions import HasPermissions, HasRoles, HasScopes, IsCertificateBound
from mosaic_clients.rest.principal import MosaicPrincipal
from mosaic_clients.rest.throttling import ClientRateThrottle

__all__ = [
    "BoundMosaicAuthentication",
    "ClientRateThrottle",
    "HasPermissions",
    "HasRoles",
    "HasScopes",
    "IsCertificateBound",
    "MosaicAuthentication",
    "MosaicPrincipal",
]
