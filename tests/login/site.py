"""A site that includes the login as a project does: its URLs and user hooks."""

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
logins: list[tuple[IdToken, UserTokens]] = []


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username() or "anonymous")


def known_user(id_token: IdToken, tokens: UserTokens) -> User:
    """Accepts every user, with Mosaic's subject as user name."""
    logins.append((id_token, tokens))
    user, _ = get_user_model().objects.get_or_create(username=id_token.subject)
    return user


def no_user(id_token: IdToken, tokens: UserTokens) -> None:
    """Refuses every user."""


def blocked_user(id_token: IdToken, tokens: UserTokens) -> Any:
    """Returns an inactive user."""
    user, _ = get_user_model().objects.get_or_create(username=id_token.subject, defaults={"is_active": False})
    return user


def failing(id_token: IdToken, tokens: UserTokens) -> None:
    """Fails like a bug in the project, while tokens are in its local variables."""
    logins.append((id_token, tokens))
    raise RuntimeError("the hook fails")


NOT_CALLABLE = "text"


def renews(request: HttpRequest) -> HttpResponse:
    """A project's view that refreshes the user's tokens and handles no errors."""
    _, tokens = logins[-1]
    MosaicClient.named("payments").refresh(tokens)
    return HttpResponse()


urlpatterns = [path("", home), path("renews", renews), path("login/", include("mosaic_clients.login.urls"))]
