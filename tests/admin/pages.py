"""Shared functions of the admin tests: URLs, messages, uploads, and the client API of the local Mosaic."""

from __future__ import annotations

import json
import ssl
import urllib.request
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.rotation import publication

READ = ("environment", "client", "credential", "accesstoken", "signingkeyset", "event", "certificateauthority", "alert")
VIEW = tuple(f"view_{model}" for model in READ)


def url(page: str, row: Any = None, model: str = "") -> str:
    """Returns the URL of an admin page: ``url("stage", client)`` or ``url("changelist", model="client")``."""
    name = model or row._meta.model_name
    return reverse(f"admin:mosaic_clients_{name}_{page}", args=[row.pk] if row is not None else [])


def messages_of(response: Any) -> str:
    """Returns the messages of a followed response, one per line."""
    return "\n".join(str(message) for message in response.context["messages"])


def file(content: str | bytes, name: str = "material.pem") -> SimpleUploadedFile:
    """Returns a file to upload."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def register(mosaic: Sandbox, client: Client) -> None:
    """Registers the client's material in the local Mosaic, as an operator does in the portal."""
    put_configuration(mosaic, client.client_id, publication.authentication_configuration(client))


def put_configuration(mosaic: Sandbox, client_id: str, configuration: dict[str, Any]) -> None:
    """Writes a client's authentication configuration through the client API."""
    request = urllib.request.Request(
        f"{mosaic.base_url}/v1/applications/{mosaic.app_id}/clients/{client_id}",
        data=json.dumps({"authentication_configuration": configuration}).encode(),
        headers={"Authorization": f"Bearer {mosaic.portal_token}", "Content-Type": "application/json"},
        method="PUT",
    )
    with urllib.request.urlopen(request, context=ssl.create_default_context(cadata=mosaic.trusted_ca)) as answer:
        assert answer.status == 200
