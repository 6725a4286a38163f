"""A real SMTP server on this machine, which answers as it is told to."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from app.dev.preflight import free_port

TAKEN = "250 2.0.0 taken"


@dataclass
class Received:
    sender: str
    recipients: list[str]
    message: EmailMessage


@dataclass
class MailServer:
    """`to_recipient` and `to_data` are its next answers; without one it says yes."""

    port: int
    to_recipient: deque[str] = field(default_factory=deque)
    to_data: deque[str] = field(default_factory=deque)
    received: list[Received] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self._next(self.to_recipient)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self._next(self.to_data)
        if answer.startswith("2"):
            message = message_from_bytes(envelope.content, policy=modern)
            assert isinstance(message, EmailMessage)
            with self._lock:
                self.received.append(Received(envelope.mail_from, list(envelope.rcpt_tos), message))
        return answer

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, login: LoginPassword
    ) -> AuthResult:
        self.logins.append((login.login.decode(), login.password.decode()))
        return AuthResult(success=login.password == b"s3cret:pass word", handled=False)

    def _next(self, answers: deque[str]) -> str:
        with self._lock:
            return answers.popleft() if answers else TAKEN


def start_mail_server(*, with_login: bool = False) -> tuple[MailServer, Controller]:
    """Listens on 127.0.0.1 until the controller is stopped."""
    server = MailServer(free_port())
    login: dict[str, Any] = {"authenticator": server.authenticate, "auth_require_tls": False}
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **(login if with_login else {}))
    controller.start()
    return server, controller
