"""Alerts: what is reported to people before something breaks, once each."""

from __future__ import annotations

import warnings
from typing import Any

from mosaic_clients import signals

_MOVED = {"expiring": "certificate_expiring"}


def __getattr__(name: str) -> Any:
    """The signal under the path that it had in 0.1, for one release."""
    if name not in _MOVED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    warnings.warn(f"Import {_MOVED[name]} from mosaic_clients.signals.", DeprecationWarning, stacklevel=2)
    return getattr(signals, _MOVED[name])
