"""The word check of the lint step: it reports the listed words, and nothing else."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / ".ci" / "words.py"


@pytest.fixture(scope="module")
def findings() -> Callable[[str], list[tuple[int, str]]]:
    check: Callable[[str], list[tuple[int, str]]] = runpy.run_path(str(CHECK))["findings"]
    return check


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Whoever asks is answered.", ["whoever"]),
        ("def test_nobody_is_asked_at_once():", ["nobody", "at once"]),
        ("as the RFC says: 32 octets", ["octets"]),
        ("32 octets (RFC 7636 §4.1)", []),
        ("It is told to nobody (RFC 7636 §4.1).", ["told", "nobody"]),
        ("amendment, foretold, unsaid", []),
    ],
)
def test_listed_words_are_found_in_sentences_and_names(
    findings: Callable[[str], list[tuple[int, str]]], line: str, words: list[str]
) -> None:
    assert findings(f"plain\n{line}") == [(2, word) for word in words]


def test_check_fails_on_a_planted_word_and_names_its_place(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "page.md").write_text("Plain.\nIt is mended.\n")
    subprocess.run(["git", "-C", tmp_path, "add", "page.md"], check=True)
    run = subprocess.run([sys.executable, CHECK, "page.md"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "page.md:2: mended (write: fixed, resolved by)\n")


def test_check_reads_new_files_and_skips_deleted_and_exempt_ones(tmp_path: Path) -> None:
    exempt = tmp_path / "tests" / "project" / "test_word_check.py"
    exempt.parent.mkdir(parents=True)
    exempt.write_text("# mended\n")
    (tmp_path / "deleted.md").write_text("It is mended.\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "."], check=True)
    (tmp_path / "deleted.md").unlink()
    (tmp_path / "new.md").write_text("It is mended.\n")
    run = subprocess.run([sys.executable, CHECK, "."], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "new.md:1: mended (write: fixed, resolved by)\n")
    assert run.stderr == "1 words in 1 files\n"


def test_check_fails_if_there_is_nothing_to_read(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    run = subprocess.run([sys.executable, CHECK, "docs"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "no file to read" in run.stderr
