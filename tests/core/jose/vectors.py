"""Where the public test vectors lie: beside the project, or nowhere."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors"


def load(name: str, default: Any) -> Any:
    """A vector file's JSON, or ``default`` where it is not there; its tests then run over nothing."""
    path = FOLDER / name
    return json.loads(path.read_text()) if path.exists() else default


needs_vectors = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"the public test vectors are not beside the project, in {FOLDER}"
)
