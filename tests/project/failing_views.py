"""Views that fail while a secret is in a local variable of theirs or of a called function."""

from __future__ import annotations

import ssl
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.views import APIView

from mosaic_clients.api import MosaicClient
from mosaic_clients.models import Client, Credential
from mosaic_clients.rest import MosaicAuthentication
from mosaic_clients.services import sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import publication
from mosaic_clients.transport.client_api import ClientAPI

TOKEN = "".join(["an-access-token-", "of-the-client-api"])
"""Split in two, because an error page quotes the source code."""


def holds_both(request: HttpRequest) -> HttpResponse:
    """Fails with an identity and a token in local variables."""
    client = Client.objects.get(name="payments")
    identity, token = client.credentials.active().get().identity(), MosaicClient.named("payments").access_token()
    raise RuntimeError(f"with {identity} and {token}")


def opens_a_mismatched_pair(request: HttpRequest) -> HttpResponse:
    Credential.objects.active().get().identity()
    return HttpResponse()


def calls_unreachable_server(request: HttpRequest) -> HttpResponse:
    MosaicClient.named("payments").session().get("https://127.0.0.1:1/", params={"amount": 5})
    return HttpResponse()


def imports_with_a_wrong_passphrase(request: HttpRequest) -> HttpResponse:
    staging.import_pem(
        Client.objects.get(name="payments"),
        certificate_pem=request.POST["certificate_pem"],
        key_pem=request.POST["key_pem"],
        passphrase=request.POST["passphrase"],
        actor="operator",
    )
    return HttpResponse()


def refreshes(request: HttpRequest) -> HttpResponse:
    token_refresh.refresh(Client.objects.get(name="payments").access_tokens.get().pk, actor="operator", force=True)
    return HttpResponse()


def pushes(request: HttpRequest) -> HttpResponse:
    """Calls an unreachable client API with an access token."""
    client = Client.objects.get(name="payments")
    session = sessions.session(client.environment)
    publication.push(client, ClientAPI(session, "https://127.0.0.1:1/v1/applications", TOKEN), actor="operator")
    return HttpResponse()


def builds_a_context(request: HttpRequest) -> HttpResponse:
    """Fails between the decryption of a key and OpenSSL."""
    token_refresh.current(Client.objects.get(name="payments"), force=True)
    raise ssl.SSLError("the line above should have failed")


class Api(APIView):
    authentication_classes = [MosaicAuthentication]

    def get(self, request: Any) -> Any:
        raise RuntimeError(f"as {request.user}")


VIEWS = [
    holds_both,
    opens_a_mismatched_pair,
    calls_unreachable_server,
    imports_with_a_wrong_passphrase,
    refreshes,
    pushes,
    builds_a_context,
]
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api", Api.as_view()),
    *(path(view.__name__, view) for view in VIEWS),
]
