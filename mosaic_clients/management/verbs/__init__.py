"""The verbs of ``manage.py mosaic``, one file a noun; each hangs itself into the argument parser."""
