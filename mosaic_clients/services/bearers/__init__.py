"""Inbound bearers: verified from a snapshot of issuers and keys, cached, and denied once revoked."""
