"""The URLs of the RFC 9728 metadata. Include them at the root: ``path("", include("mosaic_clients.rest.urls"))``."""

from __future__ import annotations

from django.urls import path

from mosaic_clients.rest.resource_metadata import VIEW_NAME, WELL_KNOWN, resource_metadata

urlpatterns = [
    path(WELL_KNOWN, resource_metadata, name=VIEW_NAME),
    path(f"{WELL_KNOWN}/<path:path>", resource_metadata),
]
