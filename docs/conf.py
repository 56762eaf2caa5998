"""The documentation site: ``sphinx-build -W -n -b html docs build/docs``."""

from __future__ import annotations

project = "Mosaic Clients"
author = "The Mosaic Clients contributors"
copyright = author  # noqa: A001 - Sphinx's name for it

extensions = ["myst_parser"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = project
