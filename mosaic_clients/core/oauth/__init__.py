"""The requests to Mosaic's OAuth and OpenID endpoints, and the rules that read their answers."""
