"""Finds words that this project does not use, and fails if there are any: python .ci/words.py [PATH …]

Names, docstrings, comments, texts and pages are written in plain English (see CONTRIBUTING.md). A quotation of an RFC
may keep its words: in a line that cites a section (``RFC 7515 §2``), the words of IN_RFC_QUOTATIONS are allowed.
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
EXEMPT = {".ci/words.py", "CONTRIBUTING.md", "tests/project/test_word_check.py"}
"""Files that name the words on purpose."""


# An identifier is split at its underscores, so that a name counts like a sentence.
_WORD = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted(PLAIN, key=len, reverse=True))})(?![A-Za-z])", re.IGNORECASE)
_CITATION = re.compile(r"RFC \d+ §")


def findings(text: str) -> list[tuple[int, str]]:
    """Returns the line number and the word, in lower case, of each occurrence."""
    results = []
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _WORD.finditer(line.replace("_", " ")):
            word = match[1].lower()
            if not (word in IN_RFC_QUOTATIONS and _CITATION.search(line)):
                results.append((number, word))
    return results


def main(paths: list[str]) -> int:
    """Prints each finding as ``path:line: word (write: …)``. Returns 1 if there is any."""
    # New files count too, before they are added; deleted ones are still in the index.
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *(paths or PATHS)]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    files = [
        Path(name)
        for name in sorted(set(names) - EXEMPT - {""})
        if Path(name).suffix in SUFFIXES and Path(name).is_file()
    ]
    if not files:
        sys.exit("words: no file to read")
    count = 0
    for file in files:
        for number, word in findings(file.read_text(encoding="utf-8")):
            print(f"{file}:{number}: {word} (write: {PLAIN[word]})")
            count += 1
    print(f"{count} words in {len(files)} files", file=sys.stderr)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
