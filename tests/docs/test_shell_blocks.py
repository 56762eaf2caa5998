"""Every shell block of the documentation runs, or says why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.blocks import BACKGROUND, LANGUAGES, NOT_RUN, PAGES, REASONS, ROOT, RUN_BY_CI, all_blocks, blocks
from tests.docs.workspace import Workspace

pytestmark = pytest.mark.slow(40)

GETTING_STARTED = ROOT / "docs" / "getting-started.md"
RUNNABLE = {page: [block for block in blocks(page) if block.is_run] for page in PAGES}
OF_ITS_OWN = [
    page
    for page, found in RUNNABLE.items()
    if any(block.comment == BACKGROUND for block in found) and page != GETTING_STARTED
]
"""Pages that start a sandbox; the others continue with the client of Getting started."""

CONTINUING = [page for page, found in RUNNABLE.items() if found and page not in OF_ITS_OWN and page != GETTING_STARTED]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[int, str]]]:
    """The workspace in which Getting started was followed to its end, and what each of its blocks printed."""
    workspace = Workspace(tmp_path_factory.mktemp("reader"))
    try:
        yield workspace, {block.line: workspace.run(block) for block in RUNNABLE[GETTING_STARTED]}
    finally:
        workspace.close()


def test_every_fence_names_a_known_language() -> None:
    unknown = [block.place for page in PAGES for block in blocks(page) if block.language not in LANGUAGES]
    assert unknown == []


def test_every_shell_block_runs_or_has_a_known_reason_not_to() -> None:
    found = all_blocks("sh")
    assert len(found) >= 20
    unexplained = [
        f"{block.place}: {block.comment}"
        for block in found
        if not block.is_run
        and block.comment.removeprefix(NOT_RUN) not in REASONS
        and not (block.page.name == "README.md" and block.comment in RUN_BY_CI)
    ]
    assert unexplained == []
    assert sum(block.is_run for block in found) >= 15


def test_ci_runs_the_two_lines_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert [block.comment for block in blocks(ROOT / "README.md") if block.language == "sh"] == ["line 1", "line 2"]
    assert "$(line 1)" in script
    assert "$(line 2)" in script


def test_getting_started_leads_to_an_active_credential(started: tuple[Workspace, dict[int, str]]) -> None:
    workspace, printed = started
    assert any(re.search(r"^eyJ\S+\.\S+\.\S+$", text, re.MULTILINE) for text in printed.values())
    shown = json.loads(workspace.shell("python manage.py mosaic client show orders --json"))
    assert [credential["status"] for credential in shown["credentials"]] == ["ACTIVE"]


@pytest.mark.parametrize("page", CONTINUING, ids=lambda page: page.stem)
def test_a_page_continues_with_that_client(page: Path, started: tuple[Workspace, dict[int, str]]) -> None:
    workspace, _ = started
    printed = [workspace.run(block) for block in RUNNABLE[page]]
    assert len(printed) == len(RUNNABLE[page]) > 0


@pytest.mark.parametrize("page", OF_ITS_OWN, ids=lambda page: page.stem)
def test_a_page_runs_with_a_sandbox_of_its_own(page: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    try:
        printed = [workspace.run(block) for block in RUNNABLE[page]]
    finally:
        workspace.close()
    assert len(printed) == len(RUNNABLE[page]) > 1
