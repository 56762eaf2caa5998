"""Links between the Markdown files, and the sections that the code cites. The site build checks its own links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, ROOT

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CITATION = re.compile(r"docs/mosaic\.md ((?:(?:, | and )?§\d+(?:\.\d+)?)+)")
MOSAIC = ROOT / "docs" / "mosaic.md"


def anchors(page: Path) -> set[str]:
    """Returns the anchors that GitHub creates for the headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(page.read_text())
    }


def cited_sections() -> dict[str, Path]:
    """Returns a citing file for each section number."""
    citing: dict[str, Path] = {}
    for folder in ("mosaic_clients", "project", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            for sections in CITATION.findall(path.read_text()):
                citing.update(dict.fromkeys(re.findall(r"§(\d+(?:\.\d+)?)", sections), path))
    return citing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_exist(page: Path) -> None:
    for name, anchor in LINK.findall(page.read_text()):
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name} links to {name}"
        assert ROOT in target.parents
        if anchor:
            assert anchor.removeprefix("#") in anchors(target), f"{page.name} links to {name}{anchor}"


def test_readme_is_short_and_links_every_page() -> None:
    readme = (ROOT / "README.md").read_text()
    assert len(readme.splitlines()) <= 250
    linked = {(ROOT / name).resolve() for name, _ in LINK.findall(readme)}
    included = {"contributing.md", "security.md", "tests.md", "index.md"}  # the README links the included files
    pages = {page for page in (ROOT / "docs").glob("*.md") if page.name not in included}
    assert pages <= linked
    assert {ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "tests" / "README.md"} <= linked


def test_every_decision_has_its_five_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert len(pages) >= 5
    for page in pages:
        headings = HEADING.findall(page.read_text())[1:]
        assert headings == ["Context", "Decision", "Measured", "Consequences", "Revisit when"], page.name


def test_sections_cited_in_code_exist_on_the_mosaic_page() -> None:
    cited = cited_sections()
    assert len(cited) >= 10
    page = MOSAIC.read_text()
    missing = {
        section: path.relative_to(ROOT).as_posix()
        for section, path in cited.items()
        if not re.search(rf"^(#+ {re.escape(section)} |\| {re.escape(section)} \|)", page, re.MULTILINE)
    }
    assert missing == {}
