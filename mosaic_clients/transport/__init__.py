"""Bytes on the wire. ssl and requests live here and nowhere else; still no Django."""
