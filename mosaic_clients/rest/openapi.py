"""Describes MosaicAuthentication and HasScopes to drf-spectacular. Loaded only if drf_spectacular is installed.

DRF may load MosaicAuthentication, and with it this module, before ``rest_framework.views`` is complete. So this module
must not import modules that need it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection
from drf_spectacular.drainage import set_override
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.settings import spectacular_settings

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Environment
from mosaic_clients.rest.authentication import MosaicAuthentication
from mosaic_clients.rest.permissions import IsCertificateBound
from mosaic_clients.rest.required_scopes import scopes_of
from mosaic_clients.services.bearers.issuer_snapshot import current_snapshot

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema

logger = logging.getLogger("mosaic_clients.openapi")

BEARER, CERTIFICATE = "mosaicBearer", "mosaicCertificate"
_DESCRIPTION = "An access token of Transmit Security Mosaic, in the Authorization header."
_BOUND_DESCRIPTION = " A certificate-bound token (RFC 8705) also requires its client certificate in TLS."

# Subclasses share one scheme: they differ in what they refuse, not in how a token is presented.
set_override(MosaicAuthentication, "suppress_collision_warning", True)


class MosaicScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    """OAuth 2.0 with the scopes of the view, or plain bearer if there is no environment yet; with mutual TLS.

    OpenAPI supports mutual TLS since 3.1 (``SPECTACULAR_SETTINGS["OAS_VERSION"]``). Before, only the description
    mentions it.
    """

    target_class = "mosaic_clients.rest.authentication.MosaicAuthentication"
    match_subclasses = True
    target: MosaicAuthentication

    @property
    def name(self) -> list[str]:  # type: ignore[override]  # a plain attribute in the base class
        """The names of the schemes that ``get_security_definition`` describes, in the same order."""
        return [BEARER, CERTIFICATE] if _supports_mutual_tls() else [BEARER]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[Any]]]:
        """Returns one requirement for each sufficient set of scopes."""
        view = auto_schema.view
        permissions = view.get_permissions()
        alternatives = scopes_of(permissions, auto_schema.method, getattr(view, "action", None))
        is_bound = self.target.require_bound or any(
            isinstance(permission, IsCertificateBound) for permission in permissions
        )
        certificate: dict[str, list[Any]] = {CERTIFICATE: []} if is_bound and _supports_mutual_tls() else {}
        _add_scopes(auto_schema, {scope for alternative in alternatives for scope in alternative})
        return [{BEARER: list(scopes) if _token_url() else [], **certificate} for scopes in alternatives or ((),)]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, Any]]:
        """Returns the schemes. The scopes are those of RESOURCE_SCOPES and of every documented view."""
        token_url = _token_url()
        bearer: dict[str, Any] = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
        if token_url:
            alternatives = scopes_of(
                auto_schema.view.get_permissions(), auto_schema.method, getattr(auto_schema.view, "action", None)
            )
            scopes = dict.fromkeys([*conf.current().RESOURCE_SCOPES, *sorted(set().union(*alternatives))], "")
            bearer = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": token_url, "scopes": scopes}}}
        definitions = [{**bearer, "description": _DESCRIPTION + _BOUND_DESCRIPTION}]
        if _supports_mutual_tls():
            definitions.append({"type": "mutualTLS", "description": "The certificate that the token is bound to."})
        return definitions


def _supports_mutual_tls() -> bool:
    return not str(spectacular_settings.OAS_VERSION).startswith("3.0")


def _token_url() -> str:
    """Returns the token endpoint of the oldest environment, or an empty string without environment or database."""
    try:
        trusted = [issuer for issuers in current_snapshot().by_issuer.values() for issuer in issuers]
        environments = sorted(
            (issuer.environment for issuer in trusted), key=lambda environment: environment.created_at
        )
        return environments[0].endpoints.token if environments else ""
    except (DatabaseError, MosaicError) as error:
        level = (
            logging.WARNING if _is_migrated() else logging.DEBUG
        )  # 'check --deploy' may run before the first migrate
        logger.log(level, "the OpenAPI document names no token endpoint: %s", type(error).__name__)
        return ""


def _is_migrated() -> bool:
    try:
        return Environment._meta.db_table in connection.introspection.table_names()
    except DatabaseError:  # the failure is not a missing migration
        return True


def _add_scopes(auto_schema: AutoSchema, scopes: set[str]) -> None:
    """Adds a view's scopes to the scheme that the first view registered."""
    try:
        component = auto_schema.registry[BEARER, ResolvedComponent.SECURITY_SCHEMA]
    except KeyError:  # this view is the first one
        return
    for flow in component.schema.get("flows", {}).values():
        flow["scopes"].update(dict.fromkeys(sorted(scopes - flow["scopes"].keys()), ""))
