"""The sandbox's own switches over HTTP, for suites that run it as a process; the portal's bearer opens them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.faults import KINDS, Faults
from mosaic_clients.sandbox.login.approvals import Approvals
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, mosaic_refusal
from mosaic_clients.sandbox.tenant.signing import SigningKeyRing
from mosaic_clients.sandbox.tenant.users import Users

_POSITIONAL = {"status": "status", "delay": "seconds", "answer": "payload"}
"""What a kind of fault cannot do without, beside where it strikes."""


class Control:
    """``/sandbox/…``: what ``Sandbox`` offers in Python. ``require_portal`` refuses everybody else."""

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
        """Where the switches are; each takes a JSON object."""
        verbs: dict[str, Callable[[dict[str, Any]], object]] = {
            "/sandbox/signing-keys/rotate": self._rotate,
            "/sandbox/faults": self._plan,
            "/sandbox/faults/clear": self._clear,
            "/sandbox/users": self._add_user,
            "/sandbox/approve": self._approve,
            "/sandbox/deny": self._deny,
            "/sandbox/time/pass": self._pass_time,
        }
        return [Route("POST", path, self._guarded(verb)) for path, verb in verbs.items()]

    def _guarded(self, verb: Callable[[dict[str, Any]], object]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            self._require_portal(request)
            body = request.json_object() if request.body else {}
            try:
                return Response(200, verb(body))
            except KeyError as missing:
                raise Refusal(mosaic_refusal(400, [f"{missing.args[0]} is missing"])) from None
            except (ValueError, TypeError) as error:
                raise Refusal(mosaic_refusal(400, [f"this cannot be done: {error}"])) from None

        return handle

    def _rotate(self, body: dict[str, Any]) -> object:
        return {"kid": self._ring.rotate(keep_old=body.get("keep_old", True) is not False)}

    def _plan(self, body: dict[str, Any]) -> object:
        """``{"where": …, "kind": …}`` and what that method of ``Faults`` takes by name."""
        options = dict(body)
        where, kind = str(options.pop("where")), options.pop("kind")
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        needed = [options.pop(_POSITIONAL[kind])] if kind in _POSITIONAL else []
        planned = getattr(self._faults, kind)(where, *needed, **options)
        return {"where": planned.where, "kind": kind, "left": planned.left}

    def _clear(self, body: dict[str, Any]) -> object:
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
