"""Every error that this package raises, to catch. The tree is drawn in ``mosaic_clients.core.errors``."""

from __future__ import annotations

from mosaic_clients.core import errors
from mosaic_clients.core.errors import *  # noqa: F403 - the whole tree is public

__all__: list[str] = []
__all__ += errors.__all__
