"""Admin-managed mTLS client credentials for Transmit Security Mosaic."""

__all__ = ["__version__"]

__version__ = "0.2.0"
