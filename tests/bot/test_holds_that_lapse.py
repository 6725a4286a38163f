"""The time to pay is over in the middle of a conversation: it is told, and old buttons do no harm."""

from __future__ import annotations

from tests.bot.behind import let_hold_lapse
from tests.bot.driving import (
    book_and_pay,
    find_button,
    hold,
    look_over,
    payment_address,
    press,
    reference_in,
)
from tests.bot.paying import look_at, pay
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn

OVER = "The time to pay is over"


def test_it_is_told_what_stands_there_is_harmless_and_it_is_booked_again(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest)
    held = hold(guest)
    address = payment_address(guest)
    let_hold_lapse(car_park, reference_in(held))
    told = guest.waits_for(OVER, anywhere=True)
    assert "E1 at Plaza Damai is free for others again" in told.words

    page = look_at(address)
    assert "lapsed" in page.text
    assert page.forms == []
    assert "Back to Telegram" in page.links
    guest.taps("Let it go", of=held)
    assert "not paid in time" in guest.waits_for("can no longer be changed").words

    assert find_button(guest, "Book again")[0].id != told.id  # under the refusal as well

    guest.taps("Book again", of=told)
    guest.waits_for("When?")
    guest.types("tomorrow 9am to 6pm")
    guest.waits_for("Which floor?")
    press(guest, "B1")
    guest.waits_for("Which spot?")
    press(guest, "1 · ")
    guest.waits_for("Where shall the receipt go?")
    press(guest, f"driver-{guest.chat_id}@")
    guest.waits_for("Total")
    hold(guest)
    pay(payment_address(guest))
    guest.waits_for(lambda message: message.photo is not None, anywhere=True)
    guest.waits_for(lambda message: message.document is not None, anywhere=True)


def test_what_is_asked_meanwhile_is_answered_as_if_nothing_had_happened(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest)
    reference = reference_in(hold(guest))
    guest.types("/book")
    guest.waits_for("Which car park?")
    let_hold_lapse(car_park, reference)
    guest.waits_for(OVER, anywhere=True)
    guest.types("menara")
    guest.waits_for("When?")
    guest.types("tomorrow 9am to 6pm")
    assert "Menara Suria" in guest.waits_for("What kind of spot?").words


def test_a_cancellation_that_is_confirmed_too_late_is_refused_once(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest)
    reference = reference_in(hold(guest))
    guest.types("/cancel")
    guest.waits_for("Which booking shall be cancelled?")
    press(guest, "")
    asked = guest.waits_for("It is not paid for")
    let_hold_lapse(car_park, reference)
    guest.waits_for(OVER, anywhere=True)
    guest.taps("Cancel", of=asked)
    refusal = "can no longer be changed"
    guest.waits_for(refusal)
    guest.types("/help")
    guest.waits_for("What I can do")
    assert len([message for message in guest.messages if refusal in message.words]) == 1


def test_money_that_comes_after_it_still_gets_a_spot_that_is_free(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest, spot="2 · ")
    reference = reference_in(hold(guest))

    def lapse() -> None:
        let_hold_lapse(car_park, reference)
        assert "Paid in the last minute?" in guest.waits_for(OVER, anywhere=True).words

    pay(payment_address(guest), meanwhile=lapse)
    passed = guest.waits_for(lambda message: message.photo is not None, anywhere=True)
    assert reference in passed.words


def test_more_time_that_was_not_paid_for_is_told_and_asked_for_again(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    reference = reference_in(book_and_pay(guest, when="tomorrow 9am to 11am"))
    for _ in range(2):  # the second time from the button under what was told
        press(guest, "Stay longer")
        guest.waits_for("How long shall spot")
        guest.types("2 more hours")
        guest.waits_for("Stay longer at")
        press(guest, "Hold and pay")
        guest.waits_for("is held for you")
        address = payment_address(guest)
        let_hold_lapse(car_park, reference)
        told = guest.waits_for(OVER, anywhere=True)
        assert "Your booking stays as it was" in told.words
        assert "lapsed" in look_at(address).text
    press(guest, "Let it go")
    guest.waits_for("not possible any more")
    press(guest, "Show my booking")
    guest.waits_for("Booked")
