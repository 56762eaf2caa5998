"""The URLs of the reference deployment."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from project.views import APIDocument, WhoAmI, healthz, readyz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("api/whoami", WhoAmI.as_view(), name="whoami"),
    path("api/schema/", APIDocument.as_view(), name="schema"),
    path("", include("mosaic_clients.rest.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
