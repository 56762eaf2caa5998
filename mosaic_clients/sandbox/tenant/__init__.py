"""What the sandbox knows: its tenant, clients, users and signing keys."""
