"""The main job on one machine: each file one part of ``manage.py quickstart``."""
