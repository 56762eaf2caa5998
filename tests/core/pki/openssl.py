"""What cryptography refuses to make: SHA-1 and MD5 signatures, odd ciphers, X.509 v1. The ``openssl`` tool does."""

import shutil
import subprocess
from pathlib import Path

import pytest

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="makes material with the openssl command, which is missing")


def openssl(directory: Path, *arguments: str) -> bytes:
    """Run ``openssl`` in ``directory`` and return what it prints."""
    assert OPENSSL is not None
    done = subprocess.run([OPENSSL, *arguments], cwd=directory, capture_output=True, check=False, timeout=60)
    if done.returncode:
        pytest.skip(f"this openssl cannot: {done.stderr.decode(errors='replace').splitlines()[-1]}")
    return done.stdout
