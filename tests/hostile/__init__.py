"""Attacks over real HTTP: every hostile token gets the same 401, and causes no fetch."""
