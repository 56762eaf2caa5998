"""Fuzzes every target in its own process; exits 1 and shows the input if one fails.

python -m tests.fuzz --seconds 120          all of them, for that long in total
python -m tests.fuzz --target bearer        one of them
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mosaic_clients.core"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Divide the seconds between the targets, and stop at the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=120, help="for all targets in total")
    parser.add_argument("--target", choices=list(TARGETS), help="only this target, in this process")
    options = parser.parse_args()
    if options.target:
        fuzz(options.target, options.seconds)
        return
    share = max(options.seconds // len(TARGETS), 1)
    for name in TARGETS:
        print(f"fuzzing {name} for {share} s", flush=True)
        command = [sys.executable, "-m", "tests.fuzz", "--target", name, "--seconds", str(share)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            sys.exit(f"{result.stdout}\n{result.stderr}")
        print("  " + next((line for line in result.stderr.splitlines() if line.startswith("Done ")), "done"))


def fuzz(name: str, seconds: int) -> None:
    """Run libFuzzer on one target; it ends the process."""
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(target.seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        limits = [f"-max_total_time={seconds}", "-max_len=8192", "-timeout=5", f"-artifact_prefix={folder}/"]
        atheris.Setup([sys.argv[0], *limits, folder], target.run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
