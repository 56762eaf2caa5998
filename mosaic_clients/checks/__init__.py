"""System checks: each reports a misconfiguration with an id, a message and a hint."""

from mosaic_clients.checks.edge import check_binding, check_edge
from mosaic_clients.checks.settings import check_production, check_settings, check_stored_keys

__all__ = ["check_binding", "check_edge", "check_production", "check_settings", "check_stored_keys"]

API = "mosaic_api"
"""The tag of the check that imports Django REST framework."""
