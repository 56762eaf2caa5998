"""What users have allowed clients to do: codes, pending requests, refresh tokens."""
