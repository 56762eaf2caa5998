"""Fetches and stores Mosaic's signing keys, and waits for them within limits."""
