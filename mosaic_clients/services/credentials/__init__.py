"""The steps of a credential: staged, proven, activated, retired, revoked, exported."""
