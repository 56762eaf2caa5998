"""Alerts: what is reported to people before something breaks, once each."""

from mosaic_clients.signals import certificate_expiring, under_old_path

__getattr__ = under_old_path(__name__, expiring=certificate_expiring)
