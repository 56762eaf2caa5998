"""A process that forks keeps its connections, and its children open their own."""

from __future__ import annotations

import os
import warnings

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import sessions
from mosaic_clients.transport.http import Limits, call

LIMITS = Limits(connect=2, read=2, total=4)


def test_parent_and_children_share_no_connection(mosaic: Sandbox) -> None:
    environment = Environment(base_url=mosaic.base_url, trusted_ca=mosaic.trusted_ca, allow_private=True)
    url = environment.endpoints.signing_keys

    def can_call() -> bool:
        try:
            return call(sessions.session(environment), "GET", url, limits=LIMITS).status == 200
        except MosaicError:
            return False

    assert can_call()
    with sessions._pool.value.lock, warnings.catch_warnings():  # as if another thread held it
        warnings.simplefilter("ignore", DeprecationWarning)  # about forking with threads, as servers do
        children = []
        for _ in range(3):
            child = os.fork()
            if child == 0:
                os._exit(0 if can_call() and can_call() else 1)
            children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    assert can_call()
