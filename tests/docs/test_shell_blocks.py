"""Every shell block of the documentation runs, or has a reason why not."""

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
STANDALONE = [
    page
    for page, runnable in RUNNABLE.items()
    if any(block.comment == BACKGROUND for block in runnable) and page != GETTING_STARTED
]
"""Pages that start their own sandbox. The others continue with the client of Getting started."""

CONTINUING = [
    page for page, runnable in RUNNABLE.items() if runnable and page not in STANDALONE and page != GETTING_STARTED
]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[int, str]]]:
    """A workspace in which every block of Getting started has run, and the output of each."""
    workspace = Workspace(tmp_path_factory.mktemp("reader"))
    try:
        yield workspace, {block.line: workspace.run(block) for block in RUNNABLE[GETTING_STARTED]}
    finally:
        workspace.close()


def test_every_fence_names_a_known_language() -> None:
    unknown = [block.place for page in PAGES for block in blocks(page) if block.language not in LANGUAGES]
    assert unknown == []


def test_every_shell_block_runs_or_has_an_allowed_reason() -> None:
    shell_blocks = all_blocks("sh")
    assert len(shell_blocks) >= 20
    unexplained = [
        f"{block.place}: {block.comment}"
        for block in shell_blocks
        if not block.is_run
        and block.comment.removeprefix(NOT_RUN) not in REASONS
        and not (block.page.name == "README.md" and block.comment in RUN_BY_CI)
    ]
    assert unexplained == []
    assert sum(block.is_run for block in shell_blocks) >= 15


def test_ci_runs_both_readme_lines() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert [block.comment for block in blocks(ROOT / "README.md") if block.language == "sh"] == ["line 1", "line 2"]
    assert "$(line 1)" in script
    assert "$(line 2)" in script


def test_getting_started_ends_with_an_active_credential(started: tuple[Workspace, dict[int, str]]) -> None:
    workspace, printed = started
    assert any(re.search(r"^eyJ\S+\.\S+\.\S+$", text, re.MULTILINE) for text in printed.values())
    shown = json.loads(workspace.shell("python manage.py mosaic client show orders --json"))
    assert [credential["status"] for credential in shown["credentials"]] == ["ACTIVE"]


@pytest.mark.parametrize("page", CONTINUING, ids=lambda page: page.stem)
def test_page_continues_with_the_client_of_getting_started(
    page: Path, started: tuple[Workspace, dict[int, str]]
) -> None:
    workspace, _ = started
    printed = [workspace.run(block) for block in RUNNABLE[page]]
    assert len(printed) == len(RUNNABLE[page]) > 0


@pytest.mark.parametrize("page", STANDALONE, ids=lambda page: page.stem)
def test_page_runs_with_its_own_sandbox(page: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    try:
        printed = [workspace.run(block) for block in RUNNABLE[page]]
    finally:
        workspace.close()
    assert len(printed) == len(RUNNABLE[page]) > 1
