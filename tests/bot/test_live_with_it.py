"""After booking: staying longer, cancelling with the refund shown first, and alerts for staff."""

from __future__ import annotations

from app.core.i18n import translate
from tests.bot.driving import book_and_pay, payment_address, press
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
    assert "RM 8.48" in guest.waits_for("Stay longer at").words
    press(guest, "Hold and pay RM 8.48")
    guest.waits_for("is held for you")
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


def test_nobody_but_staff_gets_alerts(car_park: Stack, chats: TelegramStandIn) -> None:
    driver, group = chats.person("Siti Demo"), chats.group("Damai crew")
    driver.adds_bot_to(group)
    driver.types("/alerts", into=group)
    group.waits_for(translate("errors.alerts_for_staff_only", "en"))
