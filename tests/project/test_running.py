"""How this suite runs, tried on a small one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUICK = """
import pytest

@pytest.mark.parametrize("number", range(3))
def test_without_a_proxy(number):
    pytest.skip("the proxy is not installed (apt install proxy)")

def test_without_a_browser():
    pytest.skip("the browser is not installed")

def test_quick(): pass
"""
SLOW = """
import pytest

pytestmark = pytest.mark.slow({seconds})

def test_slow(): pass
"""


def run(folder: Path, *arguments: str) -> list[str]:
    """The lines that pytest prints, of a suite whose files need 0, 5 and 60 seconds."""
    files = {"test_a.py": QUICK, "test_b.py": SLOW.format(seconds=5), "test_c.py": SLOW.format(seconds=60)}
    for name, text in files.items():
        (folder / name).write_text(text)
    markers = "slow(seconds): takes long\n no_cover: does not count"
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MOSAIC_", "COV_"))}
    plugins = ("-p", "tests.running", "-p", "no:django", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", *plugins, "-o", f"markers={markers}", *arguments],
        cwd=folder,
        env={**environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_longest_begin_first_and_each_reason_to_skip_is_one_line(tmp_path: Path) -> None:
    lines = run(tmp_path, "-n", "0")
    begun = [line.partition("::")[0] for line in lines if "::" in line]
    assert begun == ["test_c.py", "test_b.py", *["test_a.py"] * 5]
    skipped = [line for line in lines if " skipped: " in line]
    assert skipped == [
        "3 skipped: the proxy is not installed (apt install proxy)",
        "1 skipped: the browser is not installed",
    ]


@pytest.mark.parametrize(("argument", "parallel"), [("test_a.py::test_quick", False), (".", True)])
def test_auto_starts_workers_for_a_folder_but_not_for_a_file(argument: str, parallel: bool, tmp_path: Path) -> None:
    lines = run(tmp_path, "-n", "auto", argument)
    assert any(line.startswith("created: ") for line in lines) is parallel
    assert any("PASSED" in line for line in lines)
