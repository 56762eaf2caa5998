"""``mosaic environment``: its subcommands, and the options that they share."""
