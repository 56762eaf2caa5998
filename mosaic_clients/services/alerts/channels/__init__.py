"""Alert channels: the ways to deliver an alert. One module per channel, and the registry that lists them."""
