"""The next action for a client: planned from its rows, and the manual steps of an operator."""
