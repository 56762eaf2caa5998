"""Users who log in: authorization code, CIBA and device flow, and the tokens that come of it."""
