"""The signal ``proof_overdue`` under the path that it had in 0.1, for one release."""

from __future__ import annotations

import warnings

from mosaic_clients.signals import proof_overdue

__all__ = ["proof_overdue"]

warnings.warn("Import proof_overdue from mosaic_clients.signals.", DeprecationWarning, stacklevel=2)
