"""The actions on a row: one module per subject."""
