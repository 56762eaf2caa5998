"""``mosaic environment``: the registry, changes, and the options they share."""
