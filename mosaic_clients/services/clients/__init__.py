"""OAuth clients: adding, changing and removing them, their status and their problems."""
