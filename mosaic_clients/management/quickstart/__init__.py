"""The parts of ``manage.py quickstart``, which runs the main job on one machine."""
