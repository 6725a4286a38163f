"""Where a guest's receipt goes; asked for once, and never of somebody with an account."""

from __future__ import annotations

from app.accounts.rules import normalise_email
from app.telegram.chats import remember_guest_email
from bot.booking.draft import BookingDraft, next_place, pass_over
from bot.booking.step import BookingStep, so_far
from bot.conversation import NotAnAnswer, Outcome
from bot.screen import Button, Screen
from bot.talk import Talk

_KNOWN = "known"


class EmailStep(BookingStep):
    question = "email"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen | Outcome:
        if talk.person is not None:
            return pass_over(draft, self.question, email=talk.person.email)
        known = talk.chat.guest_email
        rows = [[Button(known, choice=_KNOWN)]] if known else []
        text = talk.text("book_email", known=await so_far(talk, draft), has_known=known is not None)
        return Screen(text, [*rows, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if choice != _KNOWN or talk.chat.guest_email is None:
            raise NotAnAnswer
        return next_place(draft.but(email=talk.chat.guest_email))

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        email = normalise_email(text)
        await remember_guest_email(talk.chat.id, email)
        return next_place(draft.but(email=email))
