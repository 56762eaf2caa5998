"""Polls for a user's approval (CIBA, device flow), not more often than Mosaic allows."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isfinite
from typing import ClassVar, NoReturn
from uuid import UUID

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import MosaicError, MoveRefused, ParameterRefused
from mosaic_clients.core.oauth import polling as rules
from mosaic_clients.core.oauth.ciba_device import LONGEST_LIFETIME, BackchannelAnswer, DeviceAnswer
from mosaic_clients.core.oauth.polling import Polling
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.models import Client
from mosaic_clients.services.access_tokens.client_session import AuthenticatedCall
from mosaic_clients.services.user_login import approval_poll, background_polling
from mosaic_clients.services.user_login.approval_poll import Approval


@dataclass(frozen=True, slots=True)
class _Response:
    """Tokens from Mosaic, not checked yet."""

    answer: TokenAnswer = field(repr=False)
    x5t_s256: str
    received_at: datetime


class UserRequest:
    """A request that Mosaic accepted and a user must still approve. One thread at a time polls it.

    ``expires_at`` and ``next_poll_at`` are aware. ``problem`` is the error of the last poll if it is temporary, else
    empty.
    """

    approval: ClassVar[Approval]

    def __init__(self, client: Client, call: AuthenticatedCall, *, code: str, scope: str, polling: Polling) -> None:
        self._client = client
        self._credential_id = call.credential.pk
        self._code = code
        self._scope = scope
        self._polling = polling
        self._response: _Response | None = None
        self._result: UserTokens | MosaicError | None = None
        self.problem = ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client.name}, until {self.expires_at:%H:%M:%S %Z}>"

    @property
    def expires_at(self) -> datetime:
        """The time at which the request expires, approved or not."""
        return self._polling.expires_at

    @property
    def next_poll_at(self) -> datetime:
        """The earliest time at which ``poll`` asks Mosaic; before it, ``poll`` returns None without a call."""
        return self._polling.next_poll_at

    @sensitive_variables()
    def poll(self) -> UserTokens | None:
        """The tokens, or None while the user has not decided, Mosaic cannot be reached, or it is too early to ask.

        Later calls return the same tokens. Raises UserDenied, RequestExpired, MosaicRefusal for another refusal of
        Mosaic, MoveRefused without a usable credential or after ``hand_over``, AnswerUnusable and IdTokenRefused for
        tokens that are not valid, NoUsableSigningKeys.
        """
        if isinstance(self._result, MosaicError):
            raise self._result
        if self._result is None:
            self._result = self._poll(timezone.now())
        return self._result

    def wait(self, timeout: float | None = None) -> UserTokens | None:
        """Polls as often as allowed until the user decides, at most ``timeout`` seconds; None if they do not.

        Without a timeout, until the request expires. Raises ParameterRefused, and as ``poll``. It blocks its thread:
        in a web process prefer ``hand_over``.
        """
        ends_at = self.expires_at if timeout is None else timezone.now() + _duration(timeout)
        while True:
            tokens = self.poll()
            now = timezone.now()
            if tokens is not None or (timeout is not None and now >= ends_at):
                return tokens
            pause = self._polling.seconds_to_wait(now)
            time.sleep(min(pause, max(0.0, (ends_at - now).total_seconds())))

    @sensitive_variables()
    def hand_over(self) -> UUID:
        """Leaves the polling to the worker; returns the id for ``MosaicClient.collect``.

        Store it where only this user can present it, such as their session. Raises MoveRefused where the request is
        over.
        """
        if self._result or self._response or self._polling.is_over(timezone.now()):
            raise MoveRefused("This request is over: there is nothing to poll for.")
        row = background_polling.start(
            self._client,
            self.approval,
            code=self._code,
            scope=self._scope,
            polling=self._polling,
            credential_id=self._credential_id,
        )
        self._code = ""
        self._result = MoveRefused("The worker polls this request. Collect its tokens by its id.")
        return row.pk

    @sensitive_variables()
    def _poll(self, now: datetime) -> UserTokens | None:
        if self._response is None:
            if self._polling.is_over(now):
                self._end(rules.expired_error())
            if not self._polling.is_due(now):
                return None
            try:
                answer, credential = approval_poll.poll_once(
                    self._client, self.approval, self._code, self._credential_id
                )
            except MosaicError as error:
                self._handle_error(error)
                return None
            self._response = _Response(answer, credential.x5t_s256, timezone.now())
            self.problem = ""
        return self._check_response(self._response)

    @sensitive_variables()
    def _check_response(self, response: _Response) -> UserTokens:
        """Checks the tokens. The code is used: tokens that cannot be checked now are kept for the next poll."""
        try:
            return approval_poll.check_tokens(
                self._client,
                response.answer,
                scope=self._scope,
                auth_req_id=self._code if self.approval is Approval.BACKCHANNEL else "",
                x5t_s256=response.x5t_s256,
                received_at=response.received_at,
            )
        except MosaicError as error:
            if error.retryable:
                raise
            self._end(error)

    def _handle_error(self, error: MosaicError) -> None:
        """Sets the next poll, or ends the polling and raises the reason."""
        self.problem = "" if error.code in (rules.PENDING, rules.SLOW_DOWN) else str(error)
        try:
            self._polling = rules.polling_after_error(self._polling, error, now=timezone.now())
        except MosaicError as final:
            self._end(final)

    def _end(self, error: MosaicError) -> NoReturn:
        self._code, self._response, self._result = "", None, error
        raise error


def _duration(timeout: object) -> timedelta:
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not isfinite(timeout):
        raise ParameterRefused("The timeout must be a number of seconds, or None until the request expires.")
    return timedelta(seconds=min(max(timeout, 0), LONGEST_LIFETIME))


class BackchannelAuthentication(UserRequest):
    """A CIBA request. ``link`` is what to send to the user where Mosaic does not do so (channel ``link``)."""

    approval = Approval.BACKCHANNEL

    def __init__(
        self, client: Client, call: AuthenticatedCall, answer: BackchannelAnswer, *, scope: str, polling: Polling
    ) -> None:
        super().__init__(client, call, code=answer.auth_req_id, scope=scope, polling=polling)
        self.link = answer.link


class DeviceAuthorization(UserRequest):
    """A device request: show the user ``user_code`` and ``verification_uri``.

    Or show ``verification_uri_complete`` as a QR code; it is empty where Mosaic returns none.
    """

    approval = Approval.DEVICE

    def __init__(
        self, client: Client, call: AuthenticatedCall, answer: DeviceAnswer, *, scope: str, polling: Polling
    ) -> None:
        super().__init__(client, call, code=answer.device_code, scope=scope, polling=polling)
        self.user_code = answer.user_code
        self.verification_uri = answer.verification_uri
        self.verification_uri_complete = answer.verification_uri_complete
