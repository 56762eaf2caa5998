"""Mosaic installations: registered, changed, and compared with their discovery document."""
