"""What an operator can do to a row besides editing it: one module per subject."""
