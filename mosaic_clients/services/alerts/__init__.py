"""Alerts: reports before something breaks, each sent once."""

from mosaic_clients.signals import certificate_expiring, under_old_path

__getattr__ = under_old_path(__name__, expiring=certificate_expiring)
