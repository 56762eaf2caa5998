"""The codes of errors are members of enums: no bare string is raised or compared."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import mosaic_clients
from mosaic_clients.core.errors import BearerRefused, MosaicError, codes, oauth_codes
from mosaic_clients.core.errors.codes import BearerCode, ClaimCode

ROOT = Path(mosaic_clients.__file__).parent
# Codes of DRF and Django, and those of Mosaic's own answers, which the sandbox writes.
ELSEWHERE = {"forms/duration.py", "sandbox"}


def _bare_codes(source: str) -> Iterator[int]:
    """The lines that give a code as a string, or compare one with a string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
            if node.value.value:
                yield node.value.lineno
        elif isinstance(node, ast.Compare) and ast.unparse(node.left).endswith(".code"):
            compared = [part for each in node.comparators for part in ast.walk(each)]
            if any(isinstance(part, ast.Constant) for part in compared):
                yield node.lineno


@pytest.mark.parametrize(
    "planted",
    ['raise BearerRefused("no", code="expired")', 'x = error.code == "expired"', 'x = error.code in {"a", "b"}'],
)
def test_bare_code_is_found(planted: str) -> None:
    assert list(_bare_codes(planted)) == [1]


def test_enum_member_is_not_a_bare_code() -> None:
    assert not list(_bare_codes("raise BearerRefused('no', code=BearerCode.EXPIRED)\nx = error.code == TLSCode.RESET"))


def test_no_error_is_raised_or_compared_with_a_bare_code() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in ROOT.rglob("*.py")
        if not any(part in str(path) for part in ELSEWHERE)
        for line in _bare_codes(path.read_text())
    ]
    assert places == []


def test_code_of_an_error_is_a_plain_string() -> None:
    assert type(BearerRefused("no", code=BearerCode.EXPIRED).code) is str
    assert type(MosaicError("no").code) is str
    assert BearerRefused("no", code=ClaimCode.EXPIRED).code == "expired"


def test_codes_are_lower_case_words_named_after_their_values() -> None:
    members = [
        member
        for module in (codes, oauth_codes)
        for enum in vars(module).values()
        if isinstance(enum, type) and issubclass(enum, StrEnum)
        for member in enum
    ]
    assert len(members) > 100
    assert all(member.name == member.value.upper() for member in members)
