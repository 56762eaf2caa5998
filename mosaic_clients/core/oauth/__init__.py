"""What a client sends to Mosaic's OAuth and OpenID endpoints, and how their responses are judged."""
