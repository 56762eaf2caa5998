"""The signal ``signing_keys_failing`` under the path that it had in 0.1, for one release."""

from __future__ import annotations

import warnings

from mosaic_clients.signals import signing_keys_failing

__all__ = ["signing_keys_failing"]

warnings.warn("Import signing_keys_failing from mosaic_clients.signals.", DeprecationWarning, stacklevel=2)
