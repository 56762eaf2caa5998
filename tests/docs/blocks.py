"""Reads the fenced blocks of the documentation, and the comment above each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]

BACKGROUND = "runs in the background"
NOT_RUN = "not run: "
REASONS = frozenset(
    {
        "installs from a package index",
        "needs a cloud account",
        "needs a deployment",
        "needs your own project",
        "run by .ci/run",
    }
)
"""The allowed reasons why a shell block is not run."""

RUN_BY_CI = frozenset({"line 1", "line 2"})
"""Comments of README blocks that ``.ci/run`` extracts and runs."""

LANGUAGES = frozenset({"sh", "python", "nginx", "apache", "yaml", "text", "{toctree}", "{include}"})
"""The allowed languages of a fence. Shell blocks are always ``sh``, so that none is missed."""

_FENCE = re.compile(r"^(`{3,})(\S*)(.*)$")
_COMMENT = re.compile(r"^<!-- (.+) -->$")


@dataclass(frozen=True)
class Block:
    """One fenced block: where it is, its language, its text, and the comment on the line above it (or empty)."""

    page: Path
    line: int
    language: str
    text: str
    comment: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def is_run(self) -> bool:
        """Whether it is a shell block that the tests execute."""
        return self.language == "sh" and self.comment in {"", BACKGROUND}


def blocks(page: Path) -> Iterator[Block]:
    """Yields the blocks of a page in order; raises ValueError for a fence that is not closed."""
    lines = page.read_text().splitlines()
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number].strip())
        number += 1
        if fence is None:
            continue
        opened = number
        comment = _COMMENT.match(lines[opened - 2].strip()) if opened > 1 else None
        while number < len(lines) and lines[number].strip() != fence[1]:
            number += 1
        if number == len(lines):
            raise ValueError(f"{page}:{opened}: the block is not closed")
        text = "\n".join(lines[opened:number]) + "\n"
        yield Block(page, opened, fence[2], text, comment[1] if comment else "")
        number += 1


def all_blocks(language: str) -> list[Block]:
    """Returns every block of this language on all pages."""
    return [block for page in PAGES for block in blocks(page) if block.language == language]
