"""Handing mail to an SMTP server."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from app.notifications.channels.protocol import NotDelivered, PermanentFailure, TemporaryFailure

_TIMEOUT = 20.0  # for each step of the conversation
_LOCAL = {"localhost", "127.0.0.1", "::1"}
# Said to the sender, not of the recipient: the operator has to mend the settings, then it goes through.
_OURS_TO_MEND = {530, 534, 535, 538}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail goes. `use_tls`: encrypted from the first byte; `start_tls`: right after the greeting."""

    host: str
    port: int
    use_tls: bool
    start_tls: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)


def smtp_server_of(url: str) -> SmtpServer:
    """Reads `smtps://USER:PASSWORD@HOST[:465]`, `smtp://USER:PASSWORD@HOST[:587]?starttls` or
    `smtp://HOST[:25]`. A password never travels unencrypted, other than to this machine itself.
    """
    parts = urlsplit(url)
    host, use_tls = parts.hostname or "localhost", parts.scheme == "smtps"
    is_asked_for = "starttls" in parse_qs(parts.query, keep_blank_values=True)
    start_tls = not use_tls and (is_asked_for or (parts.username is not None and host not in _LOCAL))
    usual_port = 465 if use_tls else 587 if start_tls else 25
    return SmtpServer(
        host=host,
        port=parts.port or usual_port,
        use_tls=use_tls,
        start_tls=start_tls,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


async def send_by_smtp(server: SmtpServer, message: EmailMessage, *, sender: str, recipient: str) -> None:
    """Returns when the server has taken the message on. Raises TemporaryFailure or PermanentFailure."""
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.use_tls,
        start_tls=server.start_tls,
        timeout=_TIMEOUT,
    )
    try:
        async with client:
            await client.sendmail(sender, [recipient], message.as_bytes())
    except (aiosmtplib.SMTPException, OSError) as error:
        raise _failure_of(error) from error


def _failure_of(error: Exception) -> NotDelivered:
    """Permanent is only what the server says for good about this recipient or this message."""
    refusal: BaseException = error
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused) and error.recipients:
        refusal = error.recipients[0]
    if not isinstance(refusal, aiosmtplib.SMTPResponseException):
        return TemporaryFailure(f"no answer from the mail server: {type(error).__name__}")
    reason = f"the mail server said {refusal.code}"
    is_about_it = isinstance(refusal, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError)
    if is_about_it and refusal.code >= 500 and refusal.code not in _OURS_TO_MEND:
        return PermanentFailure(reason)
    return TemporaryFailure(reason)
