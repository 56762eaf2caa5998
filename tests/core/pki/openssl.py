"""Makes what cryptography refuses to make, with the ``openssl`` command: SHA-1 signatures, old ciphers, X.509 v1."""

import shutil
import subprocess
from pathlib import Path

import pytest

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command, which is missing")


def openssl(directory: Path, *arguments: str) -> bytes:
    """Run ``openssl`` in ``directory`` and return what it prints."""
    assert OPENSSL is not None
    result = subprocess.run([OPENSSL, *arguments], cwd=directory, capture_output=True, check=False, timeout=60)
    if result.returncode:
        pytest.skip(f"this openssl cannot: {result.stderr.decode(errors='replace').splitlines()[-1]}")
    return result.stdout
