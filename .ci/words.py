"""Counts words that this project does not use, and fails above zero: python .ci/words.py [PATH …]

Names, docstrings, comments, texts and pages are written in plain English (see CONTRIBUTING.md). A quotation of an RFC
may keep its words: a line that cites a section (``RFC 7515 §2``) is exempt from those marked so.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PLAIN = {
    "whoever": "the caller, the operator",
    "whomever": "the caller, the operator",
    "somebody": "another process, another operator",
    "nobody": "no one, or the role",
    "anybody": "any caller, or the role",
    "mend": "fix",
    "mends": "fixes",
    "mended": "fixed, resolved by",
    "anew": "again",
    "altogether": "in total",
    "at once": "immediately, at the same time",
    "by and by": "later",
    "meanwhile": "until then, in the meantime",
    "reckoned": "counted",
    "told": "reported, configured",
    "said": "reported, given",
    "octet": "byte",
    "octets": "bytes",
    "has yet to": "must still",
    "have yet to": "must still",
}
IN_RFC_QUOTATIONS = {"octet", "octets"}
PATHS = ("mosaic_clients", "project", "templates", "tests", "docs", ":*.md", ".ci", "manage.py", "pyproject.toml")
SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yml", ""}
ITSELF = {".ci/words.py", "CONTRIBUTING.md"}

# An identifier is split at its underscores, so that a name counts like a sentence.
_WORD = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted(PLAIN, key=len, reverse=True))})(?![A-Za-z])", re.IGNORECASE)
_CITATION = re.compile(r"RFC \d+ §")


def findings(text: str) -> list[tuple[int, str]]:
    """The number of each line that has one of the words, and the word in lower case."""
    results = []
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _WORD.finditer(line.replace("_", " ")):
            word = match[1].lower()
            if not (word in IN_RFC_QUOTATIONS and _CITATION.search(line)):
                results.append((number, word))
    return results


def main(paths: list[str]) -> int:
    """Print each finding as ``path:line: word (write: …)``; 1 where there is any."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *(paths or PATHS)], capture_output=True, text=True, check=True
    ).stdout.split("\0")
    files = [Path(name) for name in listed if name and name not in ITSELF and Path(name).suffix in SUFFIXES]
    if not files:
        sys.exit("words: no file to read")
    count = 0
    for file in files:
        for number, word in findings(file.read_text(encoding="utf-8")):
            print(f"{file}:{number}: {word} (write: {PLAIN[word]})")
            count += 1
    print(f"{count} in {len(files)} files", file=sys.stderr)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
