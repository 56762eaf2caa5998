"""The fenced blocks of the documentation, and what the comment above each says about it."""

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
"""Why a shell block may stay unrun."""

RUN_BY_CI = frozenset({"line 1", "line 2"})
"""Comments of README blocks that ``.ci/run`` takes out and runs."""

LANGUAGES = frozenset({"sh", "python", "nginx", "apache", "yaml", "text", "{toctree}", "{include}"})
"""What a fence may name. Shell blocks are ``sh`` and nothing else, so that none is overlooked."""

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
    """The blocks of a page in order; raises ValueError for a fence that is not closed."""
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
    """Every block of that language on every page."""
    return [block for page in PAGES for block in blocks(page) if block.language == language]
