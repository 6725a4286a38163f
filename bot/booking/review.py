"""The booking as it would be, with its price, line by line; then it is held and paid for."""

from __future__ import annotations

import hashlib
import hmac

from app.accounts.plates import display_plate
from app.bookings.errors import SpaceAlreadyTaken, SpaceIsClosed
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import get_booking
from app.bookings.rules import refund_deadlines
from app.bookings.service import HoldRequest, hold_space
from app.core import clock, local_time
from app.core.origins import origin_digest
from app.lots.models import Lot, Space
from app.lots.queries import get_space
from app.pricing.errors import PromoNotValid
from app.pricing.promos import normalise_code
from app.pricing.rules import Quote
from app.pricing.service import quote_space
from app.telegram.follows import CHANNEL, hold_for_guest
from bot.booking.draft import REVIEW, BookingDraft, ask_again
from bot.booking.step import BookingStep, so_far
from bot.conversation import Done, NotAnAnswer, Outcome, Place
from bot.paying import offer_payment
from bot.screen import Button, Screen
from bot.talk import Talk

_HOLD = "hold"
_CHANGES = {"time": "when", "spot": "kind", "vehicle": "vehicle"}


class ReviewStep(BookingStep):
    question = REVIEW

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen | Outcome:
        space = await get_space(draft.space_id or 0)
        quote = await _quote(space, draft)
        if draft.shown != quote.amount:  # what the button below says is what was seen
            return Place(REVIEW, draft.but(shown_sen=quote.amount.sen))
        lot = space.area.lot
        text = talk.text(
            "book_review",
            known=await so_far(talk, draft),
            spot=space.label,
            plate=display_plate(draft.plate or ""),
            email=draft.email if talk.person is None else None,
            lines=[(line.label(talk.language), line.amount) for line in quote.lines],
            amount=quote.amount,
            tax=quote.tax if quote.tax_included else None,
            refunds=_refunds(lot, draft, talk.language),
            minutes=lot.hold_seconds // 60,
        )
        key = "hold_and_pay" if quote.amount else "book_free"
        changes = [Button(talk.word(f"change_{what}"), choice=what) for what in _CHANGES]
        hold = Button(talk.word(key, amount=quote.amount), choice=_HOLD)
        return Screen(text, [[hold], changes, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if choice in _CHANGES:
            return ask_again(draft, _CHANGES[choice])
        if choice != _HOLD:
            raise NotAnAnswer
        try:
            booking = await _hold(talk, draft)
        except (SpaceAlreadyTaken, SpaceIsClosed):
            return Place("taken", draft)
        if booking.status is BookingStatus.CONFIRMED:
            return Done([Screen(talk.plain("booked_free", reference=booking.reference))])
        return Done([await offer_payment(talk, booking, shown=draft.shown)])

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        """A promo code; nothing else is typed here."""
        code = normalise_code(text)
        quote = await _quote(await get_space(draft.space_id or 0), draft.but(promo=code))
        if quote.promo is None:
            raise NotAnAnswer
        if quote.promo.refusal is not None:
            raise PromoNotValid(quote.promo.refusal)
        return Place(REVIEW, draft.but(promo=code))


async def _quote(space: Space, draft: BookingDraft) -> Quote:
    return await quote_space(
        space, draft.period, promo_code=draft.promo, email=draft.email, plate_number=draft.plate
    )


async def _hold(talk: Talk, draft: BookingDraft) -> Booking:
    """Holds the spot; the same press, acted on a second time, finds the same booking."""
    chat, person, period = talk.chat, talk.person, draft.period
    request = HoldRequest(
        space_id=draft.space_id or 0,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        plate_number=None if draft.vehicle_id else draft.plate,
        vehicle_id=draft.vehicle_id,
        email=None if person else draft.email,
        promo_code=draft.promo,
        origin=origin_digest(talk.services.settings.key, f"telegram:{chat.id}"),
        origin_is_shared=False,  # whatever plates and addresses are typed there, a chat is one person's
    )
    key = f"telegram:{chat.id}:{chat.serial}"
    if person is None:
        held = await hold_for_guest(chat.id, request, idempotency_key=key, language=talk.language)
    else:
        held = await hold_space(
            request,
            person=person,
            idempotency_key=key,
            language=talk.language,
            channel=CHANNEL,
            by=talk.actor,
        )
    await talk.services.follower.show_own_writes()
    return await get_booking(held.reference)


def _key(talk: Talk) -> str:
    """The key of this question in this chat. Nobody can guess it: it opens a guest's booking.

    A chat that was forgotten and comes again counts its questions anew, so the key says when it came.
    """
    chat = talk.chat
    question = f"telegram hold:{chat.id}:{chat.created_at.isoformat()}:{chat.serial}".encode()
    return hmac.new(talk.services.settings.key.encode(), question, hashlib.sha256).hexdigest()


def _refunds(lot: Lot, draft: BookingDraft, language: str) -> list[tuple[str, int]]:
    """Until when, and how much of the price, a cancellation would give back from now on."""
    now = clock.now()
    return [
        (local_time.moment_words(until, lot.time_zone, language), percent)
        for until, percent in refund_deadlines(lot.refund_policy, draft.period.starts_at)
        if until > now
    ]
