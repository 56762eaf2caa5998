"""Rules only: no Django, no network and no clock. The current time is always an argument."""
