"""After booking: staying longer, and cancelling with the refund shown first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.bookings.models import Booking
from app.lots.models import Lot
from tests.bot.behind import meanwhile
from tests.bot.driving import amount_in, book_and_pay, payment_address, press
from tests.bot.paying import pay
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn


def test_a_stay_is_made_longer_and_paid_for_in_the_chat(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    book_and_pay(guest, when="tomorrow 9am to 11am")
    guest.types("/extend")
    guest.waits_for("Which booking shall be longer?")
    press(guest, "")
    guest.waits_for("How long shall spot")
    guest.types("2 more hours")
    price = amount_in(guest.waits_for("Stay longer at"), behind="Total:")
    press(guest, "Hold and pay RM")
    assert f"Pay {price} until" in guest.waits_for("is held for you").words
    pay(payment_address(guest))
    guest.waits_until(lambda: len([one for one in guest.messages if one.document is not None]) == 2)
    assert any("13:00" in message.words for message in guest.messages)


def test_a_booking_is_cancelled_after_its_refund_was_shown(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    book_and_pay(guest, when="lusa 9 pagi hingga 11 pagi")
    guest.types("/cancel")
    guest.waits_for("Which booking shall be cancelled?")
    press(guest, "")
    asked = guest.waits_for("goes back")
    label = next(button.text for button in asked.buttons if button.text.startswith("Cancel, RM"))
    press(guest, "Keep it")
    guest.waits_for("everything stays")
    late = guest.taps(label, of=asked)
    assert guest.waits_for_answer(late).text == "That was answered already."

    guest.types("/cancel")
    guest.waits_for("Which booking shall be cancelled?")
    press(guest, "")
    guest.waits_for("goes back")
    press(guest, label)
    guest.waits_for("is cancelled")
    guest.types("/bookings")
    guest.waits_for("You have no bookings")


@contextmanager
def stricter_refunds(stack: Stack) -> Iterator[None]:
    """As when the hours go by between the question and the answer: a tenth goes back."""

    async def set_policy(policy: list[dict[str, int]]) -> list[dict[str, int]]:
        """That of every booking, which is what was agreed to when it was made; returns the lot's."""
        lot = await Lot.get(slug="plaza-damai")
        await Booking.filter(lot_id=lot.id).update(refund_policy=policy)
        return lot.refund_policy

    before = meanwhile(stack, lambda: set_policy([{"hours_before": 0, "percent": 10}]))
    try:
        yield
    finally:
        meanwhile(stack, lambda: set_policy(before))


def test_nobody_gets_back_less_than_they_said_yes_to(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    book_and_pay(guest, when="lusa 9 pagi hingga 11 pagi")
    guest.types("/cancel")
    guest.waits_for("Which booking shall be cancelled?")
    press(guest, "")
    all_of_it = amount_in(guest.waits_for("100% goes back"))
    with stricter_refunds(car_park):
        press(guest, f"Cancel, {all_of_it} back")
        guest.waits_for("Nothing has been cancelled.")
        a_tenth = amount_in(guest.waits_for("10% goes back"))
        assert a_tenth != all_of_it
        press(guest, f"Cancel, {a_tenth} back")
        guest.waits_for(f"is cancelled. {a_tenth} goes back")
