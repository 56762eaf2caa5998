"""How the client key set or the chain of a client is published to Mosaic."""

from __future__ import annotations

from enum import StrEnum


class PublicationMethod(StrEnum):
    """The values of a client's ``publication``."""

    MANUAL = "manual"
    """An operator registers it in the Admin Portal and confirms."""

    CLIENT_API = "management-api"
    """The runner pushes it through Mosaic's client API (docs/mosaic.md §5)."""
