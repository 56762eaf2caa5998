"""Network calls. Only this package uses ssl and requests; it does not use Django."""
