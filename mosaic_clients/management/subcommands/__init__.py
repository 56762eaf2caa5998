"""The subcommands of ``manage.py mosaic``, one file a noun; each adds itself to the argument parser."""
