"""Rotations: the runner, its lease, publication to Mosaic, and the revocation of a leaked key."""
