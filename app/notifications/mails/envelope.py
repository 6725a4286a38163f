"""A letter as a MIME message."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from app.accounts.errors import EmailNotUnderstood
from app.accounts.rules import normalise_email
from app.core.i18n import closest_language
from app.notifications.channels.protocol import Outgoing
from app.notifications.mails.letter import PICTURE_ID, Letter


def seal(
    letter: Letter,
    outgoing: Outgoing,
    *,
    mail_from: str,
    public_url: str,
    receipt: bytes | None,
    at: datetime,
) -> EmailMessage:
    """The message: plain text, HTML with its picture, and the receipt's PDF when `receipt` is given.

    Its Message-ID is the same at every attempt. A line break in a header raises ValueError.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender(mail_from, letter.sender_name)
    message["To"] = Address(addr_spec=outgoing.recipient)
    if reply_to := _address_in(letter.reply_to):
        message["Reply-To"] = Address(addr_spec=reply_to)
    message["Subject"] = letter.rendered.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = _message_id(outgoing, public_url)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message["X-Auto-Response-Suppress"] = "All"

    message.set_content(letter.rendered.text, cte="quoted-printable")
    message.add_alternative(letter.rendered.html, subtype="html", cte="quoted-printable")
    if letter.pass_png is not None:
        _html_part(message).add_related(
            letter.pass_png, "image", "png", cid=f"<{PICTURE_ID}>", filename="pass.png", disposition="inline"
        )
    if receipt is not None and letter.receipt is not None:
        filename = f"{letter.receipt.number}.pdf"
        message.add_attachment(receipt, "application", "pdf", filename=filename)
    message["Content-Language"] = closest_language(outgoing.language)  # last: content replaces such headers
    return message


def sender_address(mail_from: str) -> str:
    """The bare address in a setting such as `Damai Parking <parking@damai.example>`."""
    return parseaddr(mail_from)[1]


def _sender(mail_from: str, default_name: str) -> Address:
    name, address = parseaddr(mail_from)
    return Address(display_name=name or default_name, addr_spec=address)


def _address_in(contact: str) -> str:
    """The address, when a lot's contact is one; it may as well be a telephone number."""
    try:
        return normalise_email(contact)
    except EmailNotUnderstood:
        return ""


def _message_id(outgoing: Outgoing, public_url: str) -> str:
    host = urlsplit(public_url).hostname or "localhost"
    return f"<{outgoing.kind}.{outgoing.event_id}.{outgoing.id}@{host}>"


def _html_part(message: EmailMessage) -> EmailMessage:
    part = message.get_body(("html",))
    if not isinstance(part, EmailMessage):
        raise TypeError("the message has no HTML part yet")
    return part
