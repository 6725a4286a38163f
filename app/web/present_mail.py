"""A stored mail, from its bytes to what the demo's page shows."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default as modern
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class AttachmentView:
    filename: str
    content_type: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        return max(1, round(len(self.content) / 1024))


@dataclass(frozen=True, slots=True)
class MailView:
    """`html` is complete: its pictures are inside it, and its links open elsewhere."""

    subject: str
    sender: str
    recipient: str
    reply_to: str
    moment: datetime
    html: str
    text: str
    attachments: tuple[AttachmentView, ...]


def present_mail(raw: bytes) -> MailView:
    message = message_from_bytes(raw, policy=modern)
    return MailView(
        subject=str(message["Subject"]),
        sender=str(message["From"]),
        recipient=str(message["To"]),
        reply_to=str(message["Reply-To"] or ""),
        moment=parsedate_to_datetime(str(message["Date"])),
        html=_html(message),
        text=_text_of(message.get_body(("plain",))),
        attachments=tuple(_attachment(part) for part in message.iter_attachments()),
    )


def _html(message: EmailMessage) -> str:
    html = _text_of(message.get_body(("html",)))
    for part in message.walk():
        content_id = str(part.get("Content-ID", "")).strip("<>")
        if content_id and isinstance(part, EmailMessage):
            encoded = base64.b64encode(part.get_content()).decode()
            html = html.replace(f"cid:{content_id}", f"data:{part.get_content_type()};base64,{encoded}")
    return html.replace("<head>", '<head><base target="_blank">', 1)


def _text_of(part: MIMEPart | None) -> str:
    return str(part.get_content()) if part is not None else ""


def _attachment(part: MIMEPart) -> AttachmentView:
    content = part.get_content()
    data = content if isinstance(content, bytes) else str(content).encode()
    return AttachmentView(part.get_filename() or "attachment", part.get_content_type(), data)
