"""OAuth clients: registered, changed, their status and their problems."""
