"""The rotation of a credential: its statuses, the next step and its time, and what Mosaic must hold."""
