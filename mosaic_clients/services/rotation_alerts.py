"""The signal ``proof_overdue`` under the path that it had in 0.1, for one release."""

from mosaic_clients import signals

__getattr__ = signals.under_old_path(__name__, proof_overdue=signals.proof_overdue)
