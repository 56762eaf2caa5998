"""The client certificate that a proxy forwards in a header: whom to trust, how to read it, how to forge it."""
