"""Mosaic environments: adding and changing them, and comparing them with their discovery document."""
