"""Ending a booking: what would go back is shown first."""

from __future__ import annotations

from app.bookings.errors import BookingCannotChange
from app.bookings.extensions import release_held_extension
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import is_rehoused
from app.core import clock, local_time
from app.core.money import Money
from app.payments.cancelling import cancel_booking, percent_due
from app.payments.queries import money_of
from app.payments.rules import given_back
from app.telegram.follows import get_booking_of_chat
from bot.bookings.of_booking import OfBooking
from bot.conversation import Done, NotAnAnswer, Outcome, Place, Step
from bot.screen import Button, Screen
from bot.talk import Talk

_YES, _NO = "yes", "no"


class CancelDraft(OfBooking):
    """`promised_sen`: what the driver was told to get back. `was_held`: that nothing was paid yet."""

    promised_sen: int | None = None
    was_held: bool = False


class CancelStep(Step[CancelDraft]):
    draft_type = CancelDraft

    async def show(self, talk: Talk, draft: CancelDraft) -> Screen | Outcome:
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        if not is_cancellable(booking):
            raise BookingCannotChange(status=booking.status.value)
        percent, amount = await _due_back(booking)
        shown = CancelDraft(
            reference=draft.reference,
            promised_sen=amount.sen,
            was_held=booking.status is BookingStatus.HELD,
        )
        if draft != shown:  # what is agreed to is what is shown below
            return Place("cancel", shown)
        text = talk.text(
            "cancel",
            reference=booking.reference,
            spot=booking.space.label,
            lot=booking.lot.name,
            period=local_time.period_words(booking.period, booking.lot.time_zone, talk.language),
            is_held=shown.was_held,
            percent=percent,
            amount=amount,
        )
        key = "cancel_and_refund" if amount else "cancel_without_refund"
        yes = Button(talk.word(key, amount=amount), choice=_YES)
        return Screen(text, [[yes], [Button(talk.word("keep_booking"), choice=_NO)]])

    async def choose(self, talk: Talk, draft: CancelDraft, choice: str) -> Outcome:
        """Raises RefundChanged, among others, when by now there is less to get back than was promised."""
        if choice == _NO:
            return Done([Screen(talk.plain("kept"))])
        if choice != _YES:
            raise NotAnAnswer
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        if draft.was_held and booking.status is BookingStatus.CONFIRMED:  # it was paid for meanwhile
            return Place("cancel", draft)
        promised = Money(draft.promised_sen or 0)
        if booking.status is not BookingStatus.CANCELLED:  # else this press was acted on before
            await cancel_booking(
                booking.id,
                at_least=promised,
                only_held=draft.was_held,
                gateway=talk.services.gateway,
                by=talk.actor,
            )
            await talk.services.follower.show_own_writes()
        refund = (await money_of([booking.id]))[booking.id].refund
        given = refund.amount if refund else promised
        key = "cancelled_with_refund" if given else "cancelled"
        return Done([Screen(talk.plain(key, reference=booking.reference, amount=given))])


async def let_go(talk: Talk, booking: Booking) -> Screen:
    """Gives up what is held and not paid for: the spot, or the time on top. Asks nothing: nothing is lost."""
    if booking.status is BookingStatus.HELD:
        await cancel_booking(booking.id, only_held=True, gateway=talk.services.gateway, by=talk.actor)
    elif _was_let_go(booking):
        pass  # this button was pressed before
    elif not await release_held_extension(booking.id, by=talk.actor):
        raise BookingCannotChange(status=booking.status.value)
    await talk.services.follower.show_own_writes()
    return Screen(talk.plain("let_go_done", reference=booking.reference))


def _was_let_go(booking: Booking) -> bool:
    return booking.status is BookingStatus.CANCELLED and booking.confirmed_at is None


def is_cancellable(booking: Booking) -> bool:
    """Whether it has neither ended nor, once it is paid for, begun."""
    if booking.status is BookingStatus.HELD:
        return True
    return booking.status is BookingStatus.CONFIRMED and booking.starts_at > clock.now()


async def _due_back(booking: Booking) -> tuple[int, Money]:
    """How much of what was paid would go back now: percent, and the amount. `booking` has its lot loaded."""
    percent = percent_due(booking, is_rehoused=await is_rehoused(booking.id))
    sales = (await money_of([booking.id]))[booking.id].sales
    return percent, given_back(sales, percent)
