"""The forms of the operator's door."""
