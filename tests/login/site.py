"""A site that mounts the login, as a project would: its addresses, and who may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.oauth.id_token import IdToken
from mosaic_clients.core.oauth.user_tokens import UserTokens

if TYPE_CHECKING:
    from django.contrib.auth.models import User

HOST = "app.test"
CALLBACK = f"https://{HOST}/login/callback"
seen: list[tuple[IdToken, UserTokens]] = []


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username() or "anonymous")


def known_user(id_token: IdToken, tokens: UserTokens) -> User:
    """Everybody may come in, under the subject that Mosaic gives them."""
    seen.append((id_token, tokens))
    user, _ = get_user_model().objects.get_or_create(username=id_token.subject)
    return user


def nobody(id_token: IdToken, tokens: UserTokens) -> None:
    """Nobody may come in."""


def blocked_user(id_token: IdToken, tokens: UserTokens) -> Any:
    """An account that was switched off."""
    user, _ = get_user_model().objects.get_or_create(username=id_token.subject, defaults={"is_active": False})
    return user


def failing(id_token: IdToken, tokens: UserTokens) -> None:
    """A bug of the project's, beside everything there is to give away."""
    seen.append((id_token, tokens))
    raise RuntimeError("the hook fails")


NOT_CALLABLE = "a text"


def renews(request: HttpRequest) -> HttpResponse:
    """A project's view that renews what its user holds, and does not expect that it fails."""
    _, held = seen[-1]
    MosaicClient.named("payments").refresh(held)
    return HttpResponse()


urlpatterns = [path("", home), path("renews", renews), path("login/", include("mosaic_clients.login.urls"))]
