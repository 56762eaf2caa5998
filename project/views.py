"""The views of the reference deployment: whoami, OpenAPI document, health and readiness."""

from __future__ import annotations

from typing import Any, cast

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.rest import MosaicAuthentication


class Caller(serializers.Serializer[object]):
    """The answer of ``/api/whoami``."""

    subject = serializers.CharField(help_text="A client ID or a user ID.")
    client_id = serializers.CharField(allow_null=True)
    scopes = serializers.ListField(child=serializers.CharField())
    bound = serializers.BooleanField(help_text="Whether the token is bound to the presented certificate.")


class WhoAmI(APIView):
    """Returns what the API knows about its caller."""

    authentication_classes = [MosaicAuthentication]

    @extend_schema(responses=Caller)
    def get(self, request: Request) -> Response:
        """Subject, client, scopes and whether the token is certificate-bound."""
        bearer = cast("VerifiedBearer", request.auth)
        return Response(
            {
                "subject": bearer.subject,
                "client_id": bearer.client_id,
                "scopes": sorted(bearer.scopes),
                "bound": bearer.is_bound,
            }
        )


class APIDocument(SpectacularAPIView):
    """The OpenAPI document. It is public, because it contains only names."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]


def healthz(request: HttpRequest) -> JsonResponse:
    """Answers 200 if the process runs."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Answers 200 if the database is reachable and its schema current, 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)
    if pending:
        return JsonResponse({"status": "migrations pending"}, status=503)
    return JsonResponse({"status": "ok"})
