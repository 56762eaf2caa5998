"""Mosaic's client API: the clients of an application."""
