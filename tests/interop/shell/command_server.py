"""Runs many `manage.py` commands with Django loaded once: ``python -m tests.interop.shell.command_server [SOCKET]``.

Without SOCKET, a job is a line of JSON on standard input, and its result a line on standard output. At the Unix socket
SOCKET, ``command_client.py`` hands over its arguments and streams. Each command runs in a process of its own, forked
after Django was set up and before anything was connected, so commands share no state.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import django

SECONDS = 60


def _run_command(arguments: list[str]) -> int:
    """The exit code that the interpreter would end with."""
    sys.argv = arguments
    try:
        runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)  # noqa: T201 - the interpreter does it
        return 1
    except BaseException:  # noqa: BLE001 - the interpreter prints whatever it is
        traceback.print_exc()
        return 1
    return 0


def _be_the_command(arguments: list[str], streams: list[int], client: socket.socket | None = None) -> NoReturn:
    """Run the command with these file descriptors as its streams, report the exit code, and end the process."""
    code = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        signal.alarm(SECONDS)
        code = _run_command(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        if client is not None:
            client.sendall(bytes([code]))
        os._exit(code)


def _fork(job: dict[str, Any]) -> dict[str, Any]:
    with (
        tempfile.TemporaryFile("w+") as stdin,
        tempfile.TemporaryFile("w+") as stdout,
        tempfile.TemporaryFile("w+") as stderr,
    ):
        stdin.write(job["stdin"])
        stdin.seek(0)
        pid = os.fork()
        if pid == 0:
            _be_the_command(job["arguments"], [stdin.fileno(), stdout.fileno(), stderr.fileno()])
        _, status = os.waitpid(pid, 0)
        stdout.seek(0)
        stderr.seek(0)
        return {"code": os.waitstatus_to_exitcode(status), "stdout": stdout.read(), "stderr": stderr.read()}


def _serve(path: str) -> NoReturn:
    """Run commands at a Unix socket, at the same time if they come so, until this process is terminated."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"{path}.new")
    listener.listen()
    Path(f"{path}.new").rename(path)  # who sees it can connect
    while True:
        client, _ = listener.accept()
        with client:
            arguments, streams, _, _ = socket.recv_fds(client, 1 << 16, 3)
            if os.fork() == 0:
                _be_the_command(json.loads(arguments), streams, client)
            for stream in streams:
                os.close(stream)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:  # commands report their exit codes themselves
                pass


def main() -> None:
    """Serve jobs until standard input ends, or at a socket until this process is terminated."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django is set up first
    from django.core.management import load_command_class  # noqa: PLC0415

    load_command_class("mosaic_clients", "mosaic")
    importlib.import_module(settings.ROOT_URLCONF)
    gc.freeze()
    if len(sys.argv) > 1:
        _serve(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_fork(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
