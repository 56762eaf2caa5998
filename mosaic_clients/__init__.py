"""Admin-managed mTLS client credentials for Transmit Security Mosaic."""
