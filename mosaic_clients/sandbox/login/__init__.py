"""Where users sign in and approve: authorization code, device flow, CIBA."""
