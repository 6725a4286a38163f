"""What goes wrong in a chat: buttons pressed late or twice, two who want one spot, processes that end."""

from __future__ import annotations

from tests.bot.driving import choose_spot, hold, look_over, plate_of, press, reference_in
from tests.support.stack import Stack
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.stand_in import TelegramStandIn


def test_a_double_tap_holds_one_spot(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    review = look_over(guest)
    label = next(button.text for button in review.buttons if button.text.startswith("Hold and pay"))
    taps = [guest.taps(label, of=review) for _ in range(3)]
    guest.waits_for("is held for you", anywhere=True)

    assert [guest.waits_for_answer(tap).text for tap in taps[1:]] == ["That was answered already."] * 2
    assert len([message for message in guest.messages if "is held for you" in message.words]) == 1
    guest.types("/bookings")
    assert len(guest.waits_for("Your bookings").buttons) == 1


def test_a_button_of_an_earlier_question_changes_nothing(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    guest.types("/book")
    lots = guest.waits_for("Which car park?")
    guest.types("menara")
    guest.waits_for("When?")
    tap = guest.taps("Plaza Damai", of=lots)
    assert guest.waits_for_answer(tap).text == "That was answered already."
    guest.types("tomorrow 9am to 6pm")
    assert "Menara Suria" in guest.waits_for("What kind of spot?").words


def is_told_what_came_of_it(message: ChatMessage) -> bool:
    return "is held" in message.words or "was taken" in message.words


def test_of_two_people_one_gets_the_spot_and_the_other_the_nearest(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    first, second = chats.person("Siti Demo"), chats.person("Ravi Demo")
    look_over(first)
    look_over(second)
    for person in (first, second):
        press(person, "Hold and pay")
    said = [person.waits_for(is_told_what_came_of_it) for person in (first, second)]
    assert sorted("is held" in message.words for message in said) == [False, True]

    loser, taken = next(
        (person, message)
        for person, message in zip((first, second), said, strict=True)
        if "was taken" in message.words
    )
    loser.taps(taken.buttons[0].text, of=taken)
    loser.waits_for("Total")
    hold(loser)


def test_a_bot_that_is_killed_and_started_again_goes_on_where_it_was(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    choose_spot(guest)
    next(process for process in car_park.processes if process.name.startswith("bot")).kill()
    guest.types(plate_of(guest))
    car_park.start_bot()
    guest.waits_for("Where shall the receipt go?")
    guest.types("siti@demo.example")
    guest.waits_for("Total")
    hold(guest)


def test_two_bots_answer_each_message_once(car_park: Stack, chats: TelegramStandIn) -> None:
    car_park.start_bot()
    people = [chats.person(f"Driver {number} Demo") for number in range(4)]
    for person in people:
        person.types("/book")
    for person in people:
        person.waits_for("Which car park?")
        person.types("menara")
    for person in people:
        person.waits_for("When?")
    assert [len(person.messages) for person in people] == [2] * 4


def test_a_telegram_that_asks_for_patience_is_obeyed_and_one_that_breaks_is_tried_again(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    chats.asks_for_patience("sendMessage", 1)
    guest.types("/help")
    guest.waits_for("What I can do")
    chats.breaks("sendMessage", 1)
    guest.types("/book")
    guest.waits_for("Which car park?")


def test_patience_that_telegram_asks_for_in_one_chat_makes_no_other_wait(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    hasty, other = chats.person("Siti Demo"), chats.person("Ravi Demo")
    asked = len(chats.calls("sendMessage"))
    chats.asks_for_patience("sendMessage", 8)
    hasty.types("/help")
    chats.waits_for_call("sendMessage", asked + 1)
    other.types("/help")
    other.waits_for("What I can do", timeout=5)
    assert hasty.messages == []
    hasty.waits_for("What I can do")


def test_a_hold_of_one_chat_is_not_the_others_to_see(car_park: Stack, chats: TelegramStandIn) -> None:
    guest, stranger = chats.person("Siti Demo"), chats.person("Ravi Demo")
    look_over(guest)
    reference = reference_in(hold(guest))

    stranger.types(f"/start {reference}")
    stranger.waits_for("Welcome")
    stranger.types("/bookings")
    stranger.waits_for("You have no bookings")
