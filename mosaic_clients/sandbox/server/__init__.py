"""The sandbox's HTTP: a WSGI application over TLS that asks for a client certificate."""
