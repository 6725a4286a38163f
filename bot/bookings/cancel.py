"""Ending a booking: what would go back is shown first."""

from __future__ import annotations

from app.bookings.errors import BookingCannotChange
from app.bookings.extensions import release_held_extension
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import is_rehoused
from app.core import clock, local_time
from app.core.money import Money
from app.payments.queries import money_of
from app.payments.rules import given_back
from app.payments.service import cancel_booking, percent_due
from app.telegram.follows import get_booking_of_chat
from bot.conversation import Done, Draft, NotAnAnswer, Outcome, Step
from bot.screen import Button, Screen
from bot.talk import Talk

_YES, _NO = "yes", "no"


class OfBooking(Draft):
    """Which booking a question is about."""

    reference: str


class CancelStep(Step[OfBooking]):
    draft_type = OfBooking

    async def show(self, talk: Talk, draft: OfBooking) -> Screen | Outcome:
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        check_cancellable(booking)
        percent, amount = await due_back(booking)
        text = talk.text(
            "cancel",
            reference=booking.reference,
            spot=booking.space.label,
            lot=booking.lot.name,
            period=local_time.period_words(booking.period, booking.lot.time_zone, talk.language),
            is_held=booking.status is BookingStatus.HELD,
            percent=percent,
            amount=amount,
        )
        key = "cancel_and_refund" if amount else "cancel_without_refund"
        yes = Button(talk.word(key, amount=amount), choice=_YES)
        return Screen(text, [[yes], [Button(talk.word("keep_booking"), choice=_NO)]])

    async def choose(self, talk: Talk, draft: OfBooking, choice: str) -> Outcome:
        if choice == _NO:
            return Done([Screen(talk.plain("kept"))])
        if choice != _YES:
            raise NotAnAnswer
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        _, promised = await due_back(booking)
        if booking.status is not BookingStatus.CANCELLED:  # else this press was acted on before
            await cancel_booking(booking.id, gateway=talk.services.gateway, by=talk.actor)
            await talk.services.follower.show_own_writes()
        refund = (await money_of([booking.id]))[booking.id].refund
        given = refund.amount if refund else promised
        key = "cancelled_with_refund" if given else "cancelled"
        return Done([Screen(talk.plain(key, reference=booking.reference, amount=given))])


async def let_go(talk: Talk, booking: Booking) -> Screen:
    """Gives up what is held and not paid for: the spot, or the time on top. Asks nothing: nothing is lost."""
    if booking.status is BookingStatus.HELD:
        await cancel_booking(booking.id, gateway=talk.services.gateway, by=talk.actor)
    elif not await release_held_extension(booking.id, by=talk.actor):
        raise BookingCannotChange(status=booking.status.value)
    await talk.services.follower.show_own_writes()
    return Screen(talk.plain("let_go_done", reference=booking.reference))


def check_cancellable(booking: Booking) -> None:
    """Raises BookingCannotChange for a booking that has ended or begun."""
    is_open = booking.status is BookingStatus.HELD or (
        booking.status is BookingStatus.CONFIRMED and booking.starts_at > clock.now()
    )
    if not is_open:
        raise BookingCannotChange(status=booking.status.value)


async def due_back(booking: Booking) -> tuple[int, Money]:
    """How much of what was paid would go back now: percent, and the amount. `booking` has its lot loaded."""
    percent = percent_due(booking, is_rehoused=await is_rehoused(booking.id))
    sales = (await money_of([booking.id]))[booking.id].sales
    return percent, given_back(sales, percent)
