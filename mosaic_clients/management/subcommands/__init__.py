"""The subcommands of ``manage.py mosaic``, one module for each subject. Each adds itself to the argument parser."""
