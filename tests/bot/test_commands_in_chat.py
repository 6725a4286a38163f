"""The commands beside booking: what they answer with nothing, one and several, and in the other language."""

from __future__ import annotations

import io

from pypdf import PdfReader

from tests.bot.driving import (
    book_and_pay,
    choose_spot,
    hold,
    look_over,
    press,
    reference_in,
)
from tests.bot.linking import link, sign_up
from tests.support.stack import Stack
from tests.support.telegram.files import StoredFile
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


def plates_in(message: ChatMessage) -> list[str]:
    return [button.text for button in message.buttons if button.text != "Done"]


def files_of(person: Person) -> list[StoredFile]:
    return [message.document for message in person.messages if message.document is not None]


def test_vehicles_are_added_made_the_usual_one_removed_and_chosen_in_a_booking(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    client, person = sign_up(car_park, "vehicles.chat@driver.example"), chats.person("Aina Demo")
    link(person, client)
    person.types("/vehicles")
    assert plates_in(person.waits_for("Your vehicles.")) == ["★ WXY 1234"]
    person.types("vdk88")
    assert plates_in(person.waits_for("Your vehicles.")) == ["★ WXY 1234", "VDK 88"]
    person.types("VDK 88")
    person.waits_for("already on your list")
    person.waits_for("Your vehicles.")
    person.types("!!")
    person.waits_for("number plate")
    person.waits_for("Your vehicles.")

    press(person, "VDK 88")
    person.waits_for("what shall become of it?")
    press(person, "Use it by default")
    listed = person.waits_for("Your vehicles.")
    assert plates_in(listed) == ["★ VDK 88", "WXY 1234"]
    press(person, "WXY 1234")
    one = person.waits_for("what shall become of it?")
    press(person, "Remove")
    assert plates_in(person.waits_for("Your vehicles.")) == ["★ VDK 88"]
    assert person.waits_for_answer(person.taps("Remove", of=one)).text == "That was answered already."
    assert [vehicle["plateNumber"] for vehicle in client.get("/api/vehicles").json()["vehicles"]] == [
        "VDK 88"
    ]
    press(person, "Done")
    person.waits_for("Done")

    choose_spot(person)
    press(person, "VDK 88")
    assert "for VDK 88" in person.waits_for("Total").words
    hold(person)


def test_a_vehicle_that_was_removed_in_the_app_meanwhile_is_offered_no_more(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    client, person = sign_up(car_park, "gone.chat@driver.example"), chats.person("Aina Demo")
    link(person, client)
    person.types("/vehicles")
    person.waits_for("Your vehicles.")
    press(person, "★ WXY 1234")
    person.waits_for("what shall become of it?")
    [vehicle] = client.get("/api/vehicles").json()["vehicles"]
    assert client.delete(f"/api/vehicles/{vehicle['id']}").status_code == 204
    press(person, "Remove")
    person.waits_for("could not find that vehicle")
    person.waits_for("You have no vehicles yet")


def test_vehicles_of_a_guest_need_an_account(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    guest.types("/vehicles")
    guest.waits_for("/link brings yours here")


def test_each_list_says_what_to_do_when_it_is_empty(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    for command, words in (
        ("/bookings", "You have no bookings now. /book makes one."),
        ("/extend", "no booking that could be longer now"),
        ("/cancel", "no booking that could be cancelled now"),
        ("/receipt", "there is no receipt"),
        ("/find", "no booked spot now"),
    ):
        guest.types(command)
        assert guest.waits_for(words).buttons == []


def test_several_bookings_are_listed_soonest_first_each_with_what_can_be_done(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    later = reference_in(book_and_pay(guest, when="lusa 9 pagi hingga 11 pagi"))
    look_over_again(guest, when="tomorrow 9am to 11am")
    sooner = reference_in(hold(guest))

    guest.types("/bookings")
    listed = guest.waits_for("Your bookings:")
    assert len(listed.buttons) == 2
    guest.taps(listed.buttons[0].text, of=listed)
    held = guest.waits_for(sooner)
    assert "Held, not paid yet" in held.words
    assert [button.text for button in held.buttons][:2] == ["Pay", "Let it go"]
    guest.taps(listed.buttons[1].text, of=listed)  # the list stays
    paid = guest.waits_for(later)
    assert [button.text for button in paid.buttons][:4] == [
        "Find my spot",
        "Receipt",
        "Stay longer",
        "Cancel",
    ]

    guest.types("/receipt")  # only what was paid for has one
    assert len(guest.waits_for("Which receipt?").buttons) == 1
    before = len(files_of(guest))
    press(guest, "")
    guest.waits_until(lambda: len(files_of(guest)) == before + 1)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files_of(guest)[-1].content)).pages)
    assert later in text
    assert files_of(guest)[-1].content.startswith(b"%PDF")

    guest.types("/find")
    guest.waits_for("Which spot?")
    press(guest, "")
    assert guest.waits_for("m from Lift").photo is not None
    place = guest.waits_for(lambda message: message.venue is not None)
    assert place.venue is not None
    assert (place.venue.title, place.venue.location.latitude) == ("Plaza Damai", 3.1642)


def look_over_again(guest: Person, **where: str) -> None:
    """As `look_over`, by somebody whose e-mail is known."""
    choose_spot(guest, **where)
    guest.types(f"VDK {guest.chat_id % 10_000}")
    guest.waits_for("Where shall the receipt go?")
    press(guest, f"driver-{guest.chat_id}@")
    guest.waits_for("Total")


def test_the_language_that_was_chosen_stays_in_questions_buttons_and_what_is_told(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo", language="en")
    look_over(guest)
    hold(guest)
    guest.types("/language")
    asked = guest.waits_for("Which language do you prefer? / Bahasa mana yang anda pilih?")
    assert [button.text for button in asked.buttons] == ["English", "Bahasa Melayu"]
    press(guest, "Bahasa Melayu")
    guest.waits_for("Selamat datang ke ParkPro")
    guest.types("/bookings")
    guest.waits_for("Tempahan anda")
    press(guest, "")
    shown = guest.waits_for("belum dibayar")
    assert "Bayar" in [button.text for button in shown.buttons]

    guest.types("/help")
    helped = guest.waits_for("Apa yang saya boleh buat")
    assert "/book – Tempah petak" in helped.words
    guest.types("/language")
    guest.waits_for("Bahasa mana yang anda pilih?")
    press(guest, "English")
    guest.waits_for("Welcome to ParkPro")
    guest.types("/help")
    guest.waits_for("What I can do")


def test_help_names_what_a_guest_and_a_linked_driver_may_send(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    person = chats.person("Aina Demo")
    person.types("/help")
    as_guest = person.waits_for("What I can do").words
    assert "/link –" in as_guest
    assert "/vehicles" not in as_guest
    link(person, sign_up(car_park, "help.chat@driver.example"))
    person.types("/help")
    as_driver = person.waits_for("What I can do").words
    assert "/vehicles –" in as_driver
    assert "/unlink –" in as_driver
    assert "/link –" not in as_driver
    person.types("/nonsense")
    person.waits_for("What I can do")
    press(person, "Book a spot")
    person.waits_for("Which car park?")
