"""Mosaic's signing keys: fetched, stored, and waited for within bounds."""
