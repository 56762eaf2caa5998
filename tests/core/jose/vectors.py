"""The public test vectors, if they exist next to the project."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors"


def load(name: str, default: Any) -> Any:
    """Return a vector file's JSON, or ``default`` if the file does not exist. Its tests then have no cases."""
    path = FOLDER / name
    return json.loads(path.read_text()) if path.exists() else default


needs_vectors = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"the public test vectors are not next to the project, in {FOLDER}"
)
