"""Links of the pages that a forge shows, and the sections that the code cites. The site's build checks its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, ROOT

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CITATION = re.compile(r"(?:mosaic-facts|docs/mosaic\.md) ((?:(?:, | and )?§\d+(?:\.\d+)?)+)")
MOSAIC = ROOT / "docs" / "mosaic.md"


def anchors(page: Path) -> set[str]:
    """What a forge makes of the headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(page.read_text())
    }


def cited_sections() -> dict[str, Path]:
    """Section number → a file that cites it."""
    found: dict[str, Path] = {}
    for folder in ("mosaic_clients", "project", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            for sections in CITATION.findall(path.read_text()):
                found.update(dict.fromkeys(re.findall(r"§(\d+(?:\.\d+)?)", sections), path))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    for name, anchor in LINK.findall(page.read_text()):
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name} links to {name}"
        assert ROOT in target.parents
        if anchor:
            assert anchor.removeprefix("#") in anchors(target), f"{page.name} links to {name}{anchor}"


def test_the_readme_is_short_and_links_to_every_page_of_the_site() -> None:
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


def test_sections_that_the_code_cites_are_on_the_page_about_mosaic() -> None:
    cited = cited_sections()
    assert len(cited) >= 10
    page = MOSAIC.read_text()
    missing = {
        section: path.relative_to(ROOT).as_posix()
        for section, path in cited.items()
        if not re.search(rf"^(#+ {re.escape(section)} |\| {re.escape(section)} \|)", page, re.MULTILINE)
    }
    assert missing == {}
