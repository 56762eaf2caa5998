"""The documentation site: ``sphinx-build -W -n -b html docs build/docs``."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

project = "Mosaic Clients"
author = "The Mosaic Clients contributors"
copyright = author  # noqa: A001 - Sphinx's name for it

extensions = ["myst_parser"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = project

INCLUDED = {"CONTRIBUTING": "contributing", "SECURITY": "security", "tests/README": "tests"}
"""Files outside this folder → the page that includes each. Links to such a file lead to its page."""


def _link_to_including_page(app: Sphinx, doctree: nodes.document) -> None:
    for reference in doctree.findall(addnodes.pending_xref):
        target = reference["reftarget"].removesuffix(".md")
        for file, page in INCLUDED.items():
            if f"/{target}".endswith(f"/{file}"):
                reference["refdomain"], reference["reftarget"] = "doc", page
                reference["reftargetid"] = None


def setup(app: Sphinx) -> None:
    """Register the hook with Sphinx."""
    app.connect("doctree-read", _link_to_including_page)
