"""Replaces a client's configuration at Mosaic without overwriting what someone else changes at the same time.

Mosaic offers no version to write against, so the configuration is read twice before the write and once after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import MoveRefused, PublicationConflict, TransportError
from mosaic_clients.core.rotation import remote_configuration
from mosaic_clients.models import Client
from mosaic_clients.services.rotation import published_state
from mosaic_clients.transport.client_api import ClientAPI

_TRIES = 3


@sensitive_variables()
def replace(
    client: Client,
    api: ClientAPI,
    wanted: Mapping[str, Any],
    *,
    ours: frozenset[str],
    material: frozenset[str],
    before_each: Callable[[], None],
) -> None:
    """Merges ``wanted`` into what Mosaic holds, writes it and reads it back.

    ``ours`` are the kids and thumbprints of the client's keys made here, ``material`` is what Mosaic holds afterwards.
    Raises PublicationConflict, MosaicRefusal, a TransportError, and whatever ``before_each`` raises.
    """
    for _ in range(_TRIES):
        before_each()
        remote = api.read(client.app_id, client.client_id)
        merged = remote_configuration.merge(wanted, remote.configuration, ours)
        before_each()
        if api.read(client.app_id, client.client_id) == remote:
            break
    else:
        raise PublicationConflict("Someone else is changing the client in Mosaic. Nothing was pushed. Try again.")
    _write(client, api, merged, material, before_each)


def _write(
    client: Client, api: ClientAPI, merged: dict[str, Any], material: frozenset[str], before_each: Callable[[], None]
) -> None:
    """Writes and reads back: a write without an answer may have been applied, and one with an answer undone since."""
    transport_error: TransportError | None = None
    before_each()
    try:
        api.replace(client.app_id, client.client_id, merged)
    except TransportError as error:
        transport_error = error
    try:
        before_each()
    except MoveRefused:  # the run that has the lease now must know what Mosaic may hold, perhaps a revoked key
        published_state.record_possible(client, material)
        raise
    differences = remote_configuration.differences(merged, api.read(client.app_id, client.client_id).configuration)
    if differences:
        raise transport_error or PublicationConflict(
            f"Mosaic accepted the push but holds something else: {differences[0]}"
        )
