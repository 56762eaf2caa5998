"""System checks: every misconfiguration has an id, a sentence and a remedy."""

from mosaic_clients.checks.edge import check_binding, check_edge
from mosaic_clients.checks.settings import check_production, check_settings, check_stored_keys

__all__ = ["check_binding", "check_edge", "check_production", "check_settings", "check_stored_keys"]
