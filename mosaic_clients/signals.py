"""Signals to connect to. Receivers run in the process that acts; one that fails is logged and stops nothing.

from mosaic_clients.signals import credential_activated

@receiver(credential_activated)
def reload_proxy(sender, credential, **kwargs): ...
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

from django.dispatch import Signal

__all__ = [
    "alert_opened",
    "certificate_expiring",
    "credential_activated",
    "credential_retired",
    "proof_overdue",
    "signing_keys_failing",
]

credential_activated = Signal()
"""Sent after the commit that made ``credential`` (a Credential) the active one of its client, a rollback included."""

credential_retired = Signal()
"""Sent after the commit that retired or revoked ``credential`` (a Credential); its status says which."""

certificate_expiring = Signal()
"""Sent once for each threshold that an expiry crosses, with ``ending`` (an Ending) and ``threshold`` (a text)."""

proof_overdue = Signal()
"""Sent once for each staged ``credential`` (a Credential) that Mosaic has not accepted in time."""

signing_keys_failing = Signal()
"""Sent once for each threshold of an outage, with ``environment`` and ``threshold`` (``FAILING`` or ``STOPPED``)."""

alert_opened = Signal()
"""Sent after the commit that stored ``alert`` (an Alert), once it was delivered; of every kind."""


def under_old_path(module: str, **signals: Signal) -> Callable[[str], Signal]:
    """Return a module's ``__getattr__`` (PEP 562) that finds ``signals`` under the names of 0.1, for one release."""

    def find(name: str) -> Signal:
        if name not in signals:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        warnings.warn(f"{module}.{name} has moved: import it from mosaic_clients.signals.", DeprecationWarning, 2)
        return signals[name]

    return find
