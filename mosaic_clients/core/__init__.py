"""The rules: no Django, no network, no clock. Time is always an argument."""
