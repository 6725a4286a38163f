"""Telegram refuses buttons that open localhost: there the addresses are written, and lead the same way."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bot.driving import amount_in, look_over, press, reference_in
from tests.bot.paying import pay
from tests.support.databases import Database, fill_with_demo
from tests.support.stack import Stack
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.stand_in import open_telegram


def address_in(message: ChatMessage, words: str) -> str:
    """What is written behind these words."""
    found = re.search(rf"^{re.escape(words)}: (\S+)$", message.words, re.MULTILINE)
    assert found is not None, message.words
    return found[1]


def test_it_is_booked_and_paid_for_by_written_addresses(database: Database, tmp_path: Path) -> None:
    fill_with_demo(database)
    with open_telegram() as telegram:
        stack = Stack(database, tmp_path, telegram)
        try:
            stack.start()
            guest = telegram.person("Siti Demo")
            guest.types("/map")
            assert address_in(guest.waits_for("The live map"), "Open the map") == stack.url
            guest.types("/link")
            assert address_in(guest.waits_for("Account"), "Open my account") == f"{stack.url}/account"

            look_over(guest)
            press(guest, "Hold and pay")
            held = guest.waits_for("is held for you")
            assert [button.text for button in held.buttons] == ["Let it go"]
            price = amount_in(held)
            pay(address_in(held, f"Pay {price}"))
            passed = guest.waits_for(lambda message: message.photo is not None, anywhere=True)
            opened = address_in(passed, "Open in the app")
            assert opened.startswith(f"{stack.url}/bookings/{reference_in(held)}#")
            guest.types("/bookings")
            guest.waits_for("Your bookings:")
            press(guest, "")
            assert address_in(guest.waits_for(f"Paid: {price}"), "Open in the app") == opened
        finally:
            stack.end()
