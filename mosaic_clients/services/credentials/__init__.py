"""What happens to a credential: it is staged, proven, activated, retired, revoked, exported."""
