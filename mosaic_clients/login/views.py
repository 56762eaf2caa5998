"""Views that start a login at Mosaic, handle its callback, and log out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from django.conf import settings as django_settings
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from mosaic_clients import conf
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import CallbackRefused, IdTokenRefused, MosaicError
from mosaic_clients.core.errors.codes import CallbackCode, IdTokenCode
from mosaic_clients.login.pending import MAX_DESTINATION, PendingLogins
from mosaic_clients.login.refusals import page, page_for
from mosaic_clients.login.user_hook import user_hook

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@require_GET
@never_cache
@sensitive_variables()
def start(request: HttpRequest) -> HttpResponse:
    """Pushes an authorization request and redirects to Mosaic. ``next`` is the URL on this site to return to."""
    try:
        user_hook()  # without a hook the callback would refuse every user
        client = _client()
        auth_request = client.push_authorization_request(
            redirect_uri=request.build_absolute_uri(reverse("mosaic_login:callback")), scope=conf.current().LOGIN_SCOPE
        )
        PendingLogins(request.session).remember(auth_request, destination=_destination(request), now=time.time())
        return HttpResponseRedirect(client.authorization_url(auth_request))
    except MosaicError as error:
        return page_for(request, error)


@require_GET
@never_cache
@sensitive_variables()
def callback(request: HttpRequest) -> HttpResponse:
    """Verifies Mosaic's answer, asks the project's hook for the user, and logs the user in."""
    pending = PendingLogins(request.session).take(request.GET.get("state", ""), now=time.time())
    try:
        if pending is None:
            raise CallbackRefused(
                "This login is unknown: it was already used, took too long, or was started in another browser.",
                code=CallbackCode.UNKNOWN_LOGIN,
            )
        hook = user_hook()
        tokens = _client().exchange_code(pending.request, request.GET)
        if tokens.id_token is None:
            raise IdTokenRefused(
                "Mosaic returned no ID token. LOGIN_SCOPE must contain openid.", code=IdTokenCode.MISSING
            )
    except MosaicError as error:
        return page_for(request, error)
    user = hook(tokens.id_token, tokens)
    if user is None or not user.is_active:
        return page(request, 403, "You logged in, but you have no account on this site.", "no_account")
    auth.login(request, cast("User", user), backend=_backend_of(user))  # changes the session key
    return HttpResponseRedirect(pending.destination)


@require_POST
@never_cache
def logout(request: HttpRequest) -> HttpResponse:
    """Ends the session here, then redirects to Mosaic to end it there. Returns to LOGOUT_REDIRECT_URL, if set."""
    auth.logout(request)
    target = django_settings.LOGOUT_REDIRECT_URL
    back = request.build_absolute_uri(resolve_url(target)) if target else ""
    try:
        return HttpResponseRedirect(_client().logout_url(post_logout_redirect_uri=back))
    except MosaicError as error:
        return page_for(request, error)


def _client() -> MosaicClient:
    return MosaicClient.named(conf.current().LOGIN_CLIENT)


def _destination(request: HttpRequest) -> str:
    """Returns ``next`` if it is on this site and not too long, otherwise LOGIN_REDIRECT_URL."""
    target = request.GET.get("next", "")
    if len(iri_to_uri(target)) <= MAX_DESTINATION and url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    ):
        return target
    return resolve_url(django_settings.LOGIN_REDIRECT_URL)


def _backend_of(user: AbstractBaseUser) -> str:
    """Returns the authentication backend that loads this user: the one that the hook set, or the first one."""
    backend: str = getattr(user, "backend", "") or django_settings.AUTHENTICATION_BACKENDS[0]
    return backend
