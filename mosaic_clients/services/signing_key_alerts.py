"""The signal ``signing_keys_failing`` under the path that it had in 0.1, for one release."""

from mosaic_clients import signals

__getattr__ = signals.under_old_path(__name__, signing_keys_failing=signals.signing_keys_failing)
