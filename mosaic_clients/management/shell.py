"""What every subcommand of the shell uses: output, argument types, and how files are read."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias

from django.core.management.base import CommandError, OutputWrapper
from django.core.serializers.json import DjangoJSONEncoder

from mosaic_clients.core.pki.private_keys import MAX_MATERIAL


@dataclass(frozen=True, slots=True)
class Shell:
    """Writes results to stdout, progress and remarks to stderr."""

    stdout: OutputWrapper
    stderr: OutputWrapper

    def show(self, text: str) -> None:
        """Write a result."""
        self.stdout.write(_lines(text.rstrip("\n")))

    def show_json(self, value: object) -> None:
        """Write a result as JSON; times and durations are in ISO 8601."""
        self.stdout.write(json.dumps(value, indent=2, cls=DjangoJSONEncoder))

    def note(self, text: str) -> None:
        """Write progress or a remark for the operator."""
        self.stderr.write(_lines(text), style_func=str)


def _lines(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


Options: TypeAlias = dict[str, Any]
Subcommand: TypeAlias = Callable[[Options, Shell], None]

_HIGHEST_PORT = 65535
_UNITS = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
_DURATION = re.compile(r"(?=[0-9])" + "".join(f"(?:([0-9]{{1,9}}){unit})?" for unit in _UNITS))


def duration(text: str) -> timedelta | None:
    """Parse a duration such as 90d, 12h or 1d12h; None for ``default``. An argparse type."""
    if text == "default":
        return None
    match = _DURATION.fullmatch(text)
    try:
        parts = zip(match.groups(default="0"), _UNITS.values(), strict=True) if match else ()
        length = sum((int(number) * unit for number, unit in parts), timedelta())
    except OverflowError:
        length = timedelta()
    if not length:
        raise argparse.ArgumentTypeError(f"{text!r} is not a duration: write 90d, 12h, 30m or 1d12h, or 'default'")
    return length


def port(text: str) -> int:
    """Parse a TCP port; 0 means any free port. An argparse type."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port: give one from 1 to {_HIGHEST_PORT}, or 0 for any free port"
        )
    return int(text)


def read_file(name: str, what: str) -> bytes:
    """Read a file, or standard input for ``-``; raises CommandError if it is unreadable or too large."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_MATERIAL + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_MATERIAL + 1)
    except OSError as error:
        raise CommandError(f"The {what} {name!r} cannot be read: {error.strerror}.") from None
    if len(data) > MAX_MATERIAL:
        raise CommandError(f"The {what} {name!r} is larger than {MAX_MATERIAL} bytes.")
    return data


def read_text(name: str, what: str) -> str:
    """Read a file as text; raises CommandError if it is not UTF-8."""
    try:
        return read_file(name, what).decode()
    except UnicodeDecodeError:
        raise CommandError(f"The {what} {name!r} is not UTF-8 text.") from None


def read_passphrase(name: str | None) -> str | None:
    """Read the first line of a passphrase file, without line end and byte order mark; None if no file is named."""
    if not name:
        return None
    return read_text(name, "passphrase file").removeprefix("\ufeff").split("\n", 1)[0].rstrip("\r")


def printable(text: str) -> str:
    """Escape every character that is not printable, so that a terminal can show the line safely."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
