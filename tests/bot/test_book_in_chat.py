"""From the first message to the pass and the receipt, over real processes, with the sandbox paying."""

from __future__ import annotations

import io

from PIL import Image
from pypdf import PdfReader

from tests.bot.driving import choose_spot, hold, look_over, payment_address, plate_of, press, reference_in
from tests.bot.paying import pay
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn


def test_a_guest_books_pays_and_finds_the_spot_in_the_chat(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    guest.starts()
    guest.waits_for("Welcome to ParkPro")

    review = look_over(guest)
    assert f"Spot E1 for {plate_of(guest)}" in review.words
    held = hold(guest)
    reference = reference_in(held)

    page = pay(payment_address(guest))
    assert "Your payment is in" in page.text
    assert reference not in page.text

    passed = guest.waits_for(lambda message: message.photo is not None, anywhere=True)
    assert reference in passed.words
    receipt = guest.waits_for(lambda message: message.document is not None, anywhere=True)
    assert receipt.document is not None
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(receipt.document.content)).pages)
    assert reference in text

    guest.types("/find")
    guest.waits_for("Which spot?")
    press(guest, "E1 · ")
    way = guest.waits_for("Lift 1")
    assert way.photo is not None
    assert Image.open(io.BytesIO(way.photo.content)).width > 1000


def test_the_floor_comes_as_a_picture_and_further_spots_in_its_place(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    picture = choose_spot(guest)
    assert picture.photo is not None
    assert guest.opens("Open the map", of=picture) == f"{car_park.url}/lots/plaza-damai"
    press(guest, "‹ Back")
    again = guest.waits_for("Which spot?")
    press(guest, "Further")
    second = guest.waits_for("Picture 2")
    assert second.id == again.id
    assert second.photo is not None
    assert again.photo is not None
    assert second.photo.content != again.photo.content

    guest.types("no such spot")
    guest.waits_for("No free spot of that name")
    guest.types("d 5")
    assert "Which vehicle?" in guest.waits_for("Which vehicle?").words


def test_a_payment_that_failed_is_told_and_tried_again(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest)
    hold(guest)

    page = pay(payment_address(guest), bank="SBI-B")
    assert "did not go through" in page.text
    guest.waits_for(lambda message: any("again" in b.text for b in message.buttons), anywhere=True)
    press(guest, "Try again")
    guest.waits_for("is held for you")
    pay(payment_address(guest))
    guest.waits_for(lambda message: message.photo is not None, anywhere=True)


def test_a_hold_that_is_let_go_frees_the_spot_and_asks_nothing(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest)
    hold(guest)
    press(guest, "Let it go")
    guest.waits_for("is let go")
    press(guest, "Let it go")  # the button is still there
    guest.waits_for("is let go")
    guest.types("/bookings")
    guest.waits_for("You have no bookings")


def test_it_is_spoken_malay_to_a_phone_that_is_set_so(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo", language="ms")
    guest.starts()
    guest.waits_for("Selamat datang")
    guest.types("/book")
    guest.waits_for("Tempat letak kereta yang mana?")
    guest.types("menara")
    guest.waits_for("Bila?")
    guest.types("esok 9 pagi hingga 6 petang")
    guest.waits_for("Petak jenis apa?")
    guest.types("/language")
    guest.waits_for("Which language")
    press(guest, "English")
    guest.waits_for("Welcome to ParkPro")
