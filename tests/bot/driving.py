"""What people do in the chat, one step after another."""

from __future__ import annotations

import re

from tests.bot.paying import pay
from tests.support.telegram.cloud import Tap
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.person import Person


def press(person: Person, beginning: str) -> Tap:
    """Presses the newest button whose words begin so."""
    message, label = find_button(person, beginning)
    return person.taps(label, of=message)


def find_button(person: Person, beginning: str) -> tuple[ChatMessage, str]:
    """The newest message with such a button, and the button's words."""
    for message in reversed(person.messages):
        for button in message.buttons:
            if button.text.startswith(beginning):
                return message, button.text
    raise AssertionError(f"no button begins with {beginning!r}\n{person.transcript()}")


def choose_spot(
    person: Person,
    *,
    when: str = "tomorrow 9am to 6pm",
    lot: str = "plaza damai",
    kind: str = "Standard",
    floor: str = "B1",
    spot: str = "1 · ",
) -> ChatMessage:
    """From the command to the question for the vehicle; answers with the floor's picture as it was."""
    person.types("/book")
    person.waits_for("Which car park?")
    person.types(lot)
    person.waits_for("When?")
    person.types(when)
    person.waits_for("What kind of spot?")
    press(person, kind)
    person.waits_for("Which floor?")
    press(person, floor)
    picture = person.waits_for("Which spot?")
    press(person, spot)
    person.waits_for("Which vehicle?")
    return picture


def plate_of(person: Person) -> str:
    """Every person drives another car."""
    return f"WXY {person.chat_id % 10_000}"


def look_over(person: Person, **where: str) -> ChatMessage:
    """As a guest, as far as the price with its lines."""
    choose_spot(person, **where)
    return tell_vehicle_and_email(person)


def tell_vehicle_and_email(person: Person) -> ChatMessage:
    person.types(plate_of(person))
    person.waits_for("Where shall the receipt go?")
    person.types(f"driver-{person.chat_id}@demo.example")
    return person.waits_for("Total")


def hold(person: Person) -> ChatMessage:
    """Presses the button under the price; answers with the message that pays."""
    press(person, "Hold and pay")
    return person.waits_for("is held for you")


def payment_address(person: Person) -> str:
    """What the newest button that pays opens."""
    message, label = find_button(person, "Pay RM")
    return person.opens(label, of=message)


def amount_in(message: ChatMessage, behind: str = "") -> str:
    """The first sum of money in a message, or the one `behind` these words: prices depend on the day."""
    found = re.search(r"RM [\d.,]*\d", message.words.partition(behind)[2] if behind else message.words)
    assert found is not None, message.words
    return found[0]


def reference_in(message: ChatMessage) -> str:
    """The booking that a message is about."""
    return next(word for word in message.words.split() if word.startswith("PK-"))


def book_and_pay(person: Person, **where: str) -> ChatMessage:
    """As a guest, to the message with the pass."""
    look_over(person, **where)
    hold(person)
    pay(payment_address(person))
    return person.waits_for(lambda message: message.photo is not None, anywhere=True)
