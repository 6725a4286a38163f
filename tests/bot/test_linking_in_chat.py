"""A chat becomes an account's: by the app's code, typed or in the link, and after a look at whose it is."""

from __future__ import annotations

from tests.bot.driving import choose_spot, hold, press
from tests.bot.linking import new_code, sign_up
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn


def test_an_account_is_linked_books_with_its_vehicle_and_is_unlinked(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    client = sign_up(car_park, "aina.chat@driver.example")
    person = chats.person("Aina Demo")
    person.starts(new_code(client).replace("-", ""))
    asked = person.waits_for("Link this Telegram")
    assert "aina.chat@driver.example" not in asked.words
    press(person, "Yes")
    person.waits_for("Linked")

    choose_spot(person)
    press(person, "WXY 1234")
    person.waits_for("Total")
    hold(person)
    assert len(client.get("/api/bookings", params={"scope": "current"}).json()["bookings"]) == 1

    person.types("/unlink")
    person.waits_for("Unlink this Telegram")
    press(person, "Unlink")
    person.waits_for("Unlinked")
    person.types("/bookings")
    person.waits_for("You have no bookings")


def test_a_code_is_typed_too_and_good_once(car_park: Stack, chats: TelegramStandIn) -> None:
    code = new_code(sign_up(car_park, "mei.chat@driver.example"))
    person, stranger = chats.person("Aina Demo"), chats.person("Ravi Demo")
    person.types("/link")
    person.waits_for("Account")
    person.types(code.lower())
    person.waits_for("Link this Telegram")
    press(person, "Yes")
    person.waits_for("Linked")

    stranger.types(code)
    stranger.waits_for("not good any more")


def test_a_link_whose_answer_did_not_arrive_is_told_once_more(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    client = sign_up(car_park, "siti.chat@driver.example")
    person = chats.person("Siti Demo")
    person.starts(new_code(client).replace("-", ""))
    person.waits_for("Link this Telegram")
    chats.breaks("sendMessage")
    press(person, "Yes")
    person.waits_for(lambda message: message.find_button("Open the map") is not None)
    assert client.get("/api/telegram").json()["linkedAt"] is not None
    assert "not good any more" not in person.transcript()
