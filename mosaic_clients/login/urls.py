"""The URLs of the login. Include them under any path, and register the callback URL at Mosaic."""

from __future__ import annotations

from django.urls import path

from mosaic_clients.login import views

app_name = "mosaic_login"
urlpatterns = [
    path("start", views.start, name="start"),
    path("callback", views.callback, name="callback"),
    path("logout", views.logout, name="logout"),
]
