"""The sandbox's controls over HTTP, for suites that run it as a process. They require the portal's bearer token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.faults import KINDS, Faults
from mosaic_clients.sandbox.login.approvals import Approvals
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, mosaic_refusal
from mosaic_clients.sandbox.tenant.signing import SigningKeyRing
from mosaic_clients.sandbox.tenant.users import Users

_REQUIRED_OPTIONS = {"status": "status", "delay": "seconds", "answer": "payload"}
"""The option that a kind of fault requires besides ``where``."""


class Control:
    """``/sandbox/…``: what ``Sandbox`` offers in Python. ``require_portal`` refuses all other callers."""

    def __init__(
        self,
        require_portal: Callable[[Request], None],
        *,
        ring: SigningKeyRing,
        faults: Faults,
        users: Users,
        approvals: Approvals,
        clock: Clock,
    ) -> None:
        self._require_portal = require_portal
        self._ring = ring
        self._faults = faults
        self._users = users
        self._approvals = approvals
        self._clock = clock

    def routes(self) -> list[Route]:
        """Returns the routes; each takes a JSON object."""
        actions: dict[str, Callable[[dict[str, Any]], object]] = {
            "/sandbox/signing-keys/rotate": self._rotate,
            "/sandbox/faults": self._add_fault,
            "/sandbox/faults/clear": self._clear_faults,
            "/sandbox/users": self._add_user,
            "/sandbox/approve": self._approve,
            "/sandbox/deny": self._deny,
            "/sandbox/time/pass": self._pass_time,
        }
        return [Route("POST", path, self._guarded(action)) for path, action in actions.items()]

    def _guarded(self, action: Callable[[dict[str, Any]], object]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            self._require_portal(request)
            body = request.json_object() if request.body else {}
            try:
                return Response(200, action(body))
            except KeyError as missing:
                raise Refusal(mosaic_refusal(400, [f"{missing.args[0]} is missing"])) from None
            except (ValueError, TypeError) as error:
                raise Refusal(mosaic_refusal(400, [f"this failed: {error}"])) from None

        return handle

    def _rotate(self, body: dict[str, Any]) -> object:
        return {"kid": self._ring.rotate(keep_old=body.get("keep_old", True) is not False)}

    def _add_fault(self, body: dict[str, Any]) -> object:
        """Takes ``{"where": …, "kind": …}`` and the keyword arguments of that method of ``Faults``."""
        options = dict(body)
        where, kind = str(options.pop("where")), options.pop("kind")
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        required = [options.pop(_REQUIRED_OPTIONS[kind])] if kind in _REQUIRED_OPTIONS else []
        planned = getattr(self._faults, kind)(where, *required, **options)
        return {"where": planned.where, "kind": kind, "left": planned.remaining}

    def _clear_faults(self, body: dict[str, Any]) -> object:
        self._faults.clear()
        return {}

    def _add_user(self, body: dict[str, Any]) -> object:
        claims = dict(body)
        return {"subject": self._users.add(str(claims.pop("subject")), claims).subject}

    def _approve(self, body: dict[str, Any]) -> object:
        return {"decided": self._approvals.approve(str(body["name"]), str(body.get("user", "alice")))}

    def _deny(self, body: dict[str, Any]) -> object:
        return {"decided": self._approvals.deny(str(body["name"]))}

    def _pass_time(self, body: dict[str, Any]) -> object:
        self._clock.pass_time(float(body["seconds"]))
        return {}
