"""Outbound access tokens: refreshed, stored, and used together with the certificate they are bound to."""
