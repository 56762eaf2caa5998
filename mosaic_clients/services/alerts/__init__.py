"""Alerts: what is told to people before something breaks, once each."""
