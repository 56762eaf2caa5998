"""DRF authentication, permissions and throttling with Mosaic's access tokens."""

from importlib import import_module

from django.apps import apps

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

if apps.is_installed("drf_spectacular"):  # it finds MosaicAuthentication only through this module
    import_module("mosaic_clients.rest.openapi")
