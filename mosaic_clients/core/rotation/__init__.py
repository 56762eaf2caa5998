"""The run of a credential: its statuses, what comes next and when, and what Mosaic must hold."""
