"""E-mail: by SMTP where a server is set, otherwise into a folder."""

from __future__ import annotations

import asyncio

import structlog

from app.core import clock
from app.notifications.channels.protocol import Outgoing, TemporaryFailure
from app.notifications.context import DeliveryContext
from app.notifications.mails.envelope import seal, sender_address
from app.notifications.mails.folder import lay_into_folder, mail_folder
from app.notifications.mails.letter import Letter
from app.notifications.mails.letters import write_letter
from app.notifications.mails.smtp import send_by_smtp, smtp_server_of
from app.receipts.errors import ReceiptNotDrawn

log = structlog.get_logger()

_TRIES_WITH_RECEIPT = 3


class EmailChannel:
    def __init__(self, context: DeliveryContext) -> None:
        self._context = context
        self._server = smtp_server_of(context.smtp_url) if context.smtp_url else None

    async def send(self, outgoing: Outgoing) -> None:
        letter, receipt = await self._write(outgoing)
        context = self._context
        message = seal(
            letter,
            outgoing,
            mail_from=context.mail_from,
            public_url=context.public_url,
            receipt=receipt,
            at=clock.now(),
        )
        if self._server is not None:
            sender = sender_address(context.mail_from)
            await send_by_smtp(self._server, message, sender=sender, recipient=outgoing.recipient)
            return
        folder = mail_folder(context.var_dir)
        try:
            await asyncio.to_thread(
                lay_into_folder, folder, message, delivery_id=outgoing.id, at=outgoing.created_at
            )
        except OSError as error:
            raise TemporaryFailure(f"cannot write into the mail folder: {error.strerror}") from error

    async def _write(self, outgoing: Outgoing) -> tuple[Letter, bytes | None]:
        """The letter and its PDF. One that cannot be drawn holds the mail up for a few tries, no longer:
        the driver needs the pass, and finds the receipt with the booking."""
        if outgoing.attempt > _TRIES_WITH_RECEIPT:
            return await write_letter(outgoing, self._context, with_receipt=False), None
        letter = await write_letter(outgoing, self._context, with_receipt=True)
        if letter.receipt is None:
            return letter, None
        try:
            return letter, await self._context.receipts.render(letter.receipt)
        except ReceiptNotDrawn as error:
            raise TemporaryFailure("the receipt could not be drawn") from error
