"""Alert channels: the ways on which an alert reaches people. One module a channel, and the registry that lists them."""
