"""Run a check in a forked child."""

from __future__ import annotations

import os
import traceback
import warnings
from collections.abc import Callable


def holds_in_child(check: Callable[[], bool]) -> bool:
    """Return whether ``check`` is True in a forked child. It must not use the parent's database connection."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # about forking with threads, as servers do
        child = os.fork()
    if child == 0:
        code = 2
        try:
            code = 0 if check() else 1
        except Exception:  # noqa: BLE001 - the exit code reports it to the parent
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
