"""Sentences about a stay; it is Monday, 23 November 2026, 9:30 in Kuala Lumpur where nothing else is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.i18n import catalogue, languages, translate
from app.core.period import Period
from bot.times import USUAL_STAY, Assumed, NotUnderstood, Understood, Why, understand_period

KL = "Asia/Kuala_Lumpur"
LONDON = "Europe/London"
DAY, START, END = Assumed.DAY, Assumed.START, Assumed.END


def at(text: str, zone: str = KL, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


MORNING = at("2026-11-23T09:30")
FRIDAY_EVENING = at("2026-11-27T17:30")


def between(starts_at: str, ends_at: str, *assumed: Assumed, zone: str = KL) -> Understood:
    """What is to be understood; an end such as `18:00` is on the day of the start."""
    ends_at = ends_at if "T" in ends_at else f"{starts_at[:10]}T{ends_at}"
    return Understood(Period(at(starts_at, zone), at(ends_at, zone)), frozenset(assumed))


def understood(text: str, now: datetime = MORNING, zone: str = KL) -> Understood | NotUnderstood:
    return understand_period(text, now=now, zone=zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow 9am to 6pm", between("2026-11-24T09:00", "18:00")),
        ("today 14:00-17:30", between("2026-11-23T14:00", "17:30")),
        ("fri 8am-5pm", between("2026-11-27T08:00", "17:00")),
        ("next monday 9-5", between("2026-11-30T09:00", "17:00")),
        ("next week monday 9 to 5", between("2026-11-30T09:00", "17:00")),
        ("25 dec 10am 4 hours", between("2026-12-25T10:00", "14:00")),
        ("dec 25th, 10am for 4 hours", between("2026-12-25T10:00", "14:00")),
        ("25/12 1000-1400", between("2026-12-25T10:00", "14:00")),
        ("25/12/26 10.00-14.00", between("2026-12-25T10:00", "14:00")),
        ("2026-12-25T10:00 to 14:00", between("2026-12-25T10:00", "14:00")),
        ("tomorrow at 1400 hours for 2 hours", between("2026-11-24T14:00", "16:00")),
        ("tonight 8 to 11", between("2026-11-23T20:00", "23:00")),
        ("9 to 11 tonight", between("2026-11-23T21:00", "23:00")),
        ("tomorrow noon to 5", between("2026-11-24T12:00", "17:00")),
        ("9pm to midnight tomorrow", between("2026-11-24T21:00", "2026-11-25T00:00")),
        ("tomorrow, half past 9 in the morning, an hour and a half", between("2026-11-24T09:30", "11:00")),
        ("between 9am and 5pm tomorrow", between("2026-11-24T09:00", "17:00")),
        ("the day after tomorrow from 3pm for 2 hours and 30 minutes", between("2026-11-25T15:00", "17:30")),
        ("sat 9pm to sun 2am", between("2026-11-28T21:00", "2026-11-29T02:00")),
        ("25 dec 9am to 26 dec 5pm", between("2026-12-25T09:00", "2026-12-26T17:00")),
        ("I'd like to park tomorrow 9 to 6, please!", between("2026-11-24T09:00", "18:00")),
    ],
)
def test_english_is_understood(text: str, expected: Understood) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("esok 9 pagi", between("2026-11-24T09:00", "11:00", END)),
        ("esok 9 pagi sampai 6 petang", between("2026-11-24T09:00", "18:00")),
        ("sekarang 3 jam", between("2026-11-23T09:30", "12:30")),
        ("hari ini pukul 2 petang hingga 5", between("2026-11-23T14:00", "17:00")),
        ("Jumaat depan 8 pagi - 5 petang", between("2026-12-04T08:00", "17:00")),
        ("Isnin minggu depan 8 pagi - 5 petang", between("2026-11-30T08:00", "17:00")),
        ("9-5 hari Jumaat", between("2026-11-27T09:00", "17:00")),
        ("25 Disember 2026 10:00 hingga 14:00", between("2026-12-25T10:00", "14:00")),
        ("25hb 9 pagi hingga 11 pagi", between("2026-11-25T09:00", "11:00")),
        ("lusa 7.30 pagi selama 90 minit", between("2026-11-25T07:30", "09:00")),
        ("malam ini 8 hingga 11", between("2026-11-23T20:00", "23:00")),
        ("malam esok 8-12", between("2026-11-24T20:00", "2026-11-25T00:00")),
        ("esok 8 pagi hingga 12 tengah hari", between("2026-11-24T08:00", "12:00")),
        ("esok 7 malam sampai tengah malam", between("2026-11-24T19:00", "2026-11-25T00:00")),
        ("esok 11 malam hingga 1 pagi", between("2026-11-24T23:00", "2026-11-25T01:00")),
        ("esok pukul sembilan setengah pagi sejam setengah", between("2026-11-24T09:30", "11:00")),
        ("tengah hari ini dua jam", between("2026-11-23T12:00", "14:00")),
        ("saya nak letak kereta esok jam 9 pagi 2 jam setengah", between("2026-11-24T09:00", "11:30")),
    ],
)
def test_malay_is_understood(text: str, expected: Understood) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow 9 pagi sampai 6pm", between("2026-11-24T09:00", "18:00")),
        ("esok from 9am for 2 jam", between("2026-11-24T09:00", "11:00")),
        ("Friday pukul 8 pagi to 5 petang", between("2026-11-27T08:00", "17:00")),
    ],
)
def test_languages_may_be_mixed(text: str, expected: Understood) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("for an hour", 60),
        ("sejam", 60),
        ("setengah jam", 30),
        ("2j", 120),
        ("2h30", 150),
        ("2h 30m", 150),
        ("1.5 hours", 90),
        ("one and a half hours", 90),
        ("dua jam setengah", 150),
        ("1 jam 30 minit", 90),
        ("until 11", 90),
        ("sampai 11 pagi", 90),
    ],
)
def test_without_a_start_it_is_now_and_told_so(text: str, minutes: int) -> None:
    assert understood(text) == Understood(
        Period(MORNING, MORNING + timedelta(minutes=minutes)), frozenset({START})
    )


@pytest.mark.parametrize("text", ["now", "sekarang", "from now"])
def test_now_is_the_minute_that_has_begun(text: str) -> None:
    answer = understood(text, MORNING + timedelta(seconds=59))

    assert answer == Understood(Period(MORNING, MORNING + USUAL_STAY), frozenset({END}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 30 minutes for 2 hours", between("2026-11-23T10:00", "12:00")),
        ("dalam setengah jam selama 2 jam", between("2026-11-23T10:00", "12:00")),
        ("sejam lagi", between("2026-11-23T10:30", "12:30", END)),
        ("now until tomorrow 9am", between("2026-11-23T09:30", "2026-11-24T09:00")),
        ("now until 9am", between("2026-11-23T09:30", "2026-11-24T09:00", DAY)),
    ],
)
def test_a_start_may_be_told_from_now(text: str, expected: Understood) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("2 to 5", MORNING, between("2026-11-23T14:00", "17:00", DAY)),
        ("2 to 5", FRIDAY_EVENING, between("2026-11-28T14:00", "17:00", DAY)),
        ("9 to 6", MORNING, between("2026-11-24T09:00", "18:00", DAY)),
        ("9am", FRIDAY_EVENING, between("2026-11-28T09:00", "11:00", DAY, END)),
        ("10pm to 2am", MORNING, between("2026-11-23T22:00", "2026-11-24T02:00", DAY)),
        ("1 malam", at("2026-11-24T00:30"), between("2026-11-24T01:00", "03:00", DAY, END)),
        ("fri 8am-5pm", FRIDAY_EVENING, between("2026-12-04T08:00", "17:00")),
    ],
)
def test_a_start_that_has_gone_by_is_the_next_day_s(text: str, now: datetime, expected: Understood) -> None:
    """Only when no day was said, which is told; or on the next day of that name."""
    assert understood(text, now) == expected


@pytest.mark.parametrize("text", ["today 9am to 6pm", "hari ini 8 pagi", "yesterday 9am", "23 nov 8am"])
def test_a_day_that_was_said_is_not_moved(text: str) -> None:
    assert understood(text) == NotUnderstood(Why.PAST)


def test_a_start_a_few_minutes_ago_is_still_now() -> None:
    assert understood("today 9:27am to 6pm") == between("2026-11-23T09:27", "18:00")
    assert understood("today 9:24am to 6pm") == NotUnderstood(Why.PAST)
    assert understood("today 9:27am to 9:29am") == NotUnderstood(Why.PAST)


@pytest.mark.parametrize(
    ("text", "starts_at", "ends_at"),
    [
        ("tomorrow 9 to 6", "2026-11-24T09:00", "18:00"),
        ("tomorrow 10 to 2", "2026-11-24T10:00", "14:00"),
        ("tomorrow 6 to 6", "2026-11-24T06:00", "18:00"),
        ("tomorrow 2 to 5", "2026-11-24T14:00", "17:00"),
        ("tomorrow 9 to 11am", "2026-11-24T09:00", "11:00"),
        ("tomorrow 9 to 11pm", "2026-11-24T21:00", "23:00"),
        ("tomorrow 11-1pm", "2026-11-24T11:00", "13:00"),
        ("tomorrow 10 to 2am", "2026-11-24T22:00", "2026-11-25T02:00"),
        ("tomorrow 9am to 9am", "2026-11-24T09:00", "2026-11-25T09:00"),
        ("tomorrow 00:00 to 24:00", "2026-11-24T00:00", "2026-11-25T00:00"),
        ("tomorrow 12am to 2", "2026-11-24T00:00", "02:00"),
        ("9 to 6 tomorrow", "2026-11-24T09:00", "18:00"),
        ("10pm to 2am tomorrow", "2026-11-23T22:00", "2026-11-24T02:00"),
        ("tonight 10pm to 8am tomorrow", "2026-11-23T22:00", "2026-11-24T08:00"),
    ],
)
def test_before_or_after_noon_is_inferred(text: str, starts_at: str, ends_at: str) -> None:
    assert understood(text) == between(starts_at, ends_at)


def test_in_the_afternoon_eight_is_this_evening() -> None:
    answer = understood("8 to 11", at("2026-11-23T15:00"))

    assert answer == between("2026-11-23T20:00", "23:00", DAY)


@pytest.mark.parametrize(
    ("text", "why", "words"),
    [
        ("", Why.NO_TIME, ()),
        ("hello", Why.NO_TIME, ()),
        ("weekend", Why.NO_TIME, ("weekend",)),
        ("weekend 9 to 5", Why.UNKNOWN_WORDS, ("weekend",)),
        ("every monday 9-5", Why.UNKNOWN_WORDS, ("every",)),
        ("WXY 1234", Why.UNKNOWN_WORDS, ("wxy",)),
        ("tomorrow", Why.NO_START, ()),
        ("esok pagi", Why.NO_START, ()),
        ("esok 2 jam", Why.NO_START, ()),
        ("mon to fri", Why.NO_START, ()),
        ("9am to", Why.NO_END, ()),
        ("next week 9am", Why.NO_DAY, ()),
        ("december 9am", Why.NO_DAY, ()),
        ("9", Why.TWO_MEANINGS, ()),
        ("9am to 6pm for 2 hours", Why.CONTRADICTORY, ()),
        ("9am 10am", Why.CONTRADICTORY, ()),
        ("9 to 5 to 6", Why.CONTRADICTORY, ()),
        ("2 to 3 hours", Why.CONTRADICTORY, ()),
        ("now 9am", Why.CONTRADICTORY, ()),
        ("tomorrow in 2 hours", Why.CONTRADICTORY, ()),
        ("14 pagi", Why.CONTRADICTORY, ()),
        ("0 hours", Why.CONTRADICTORY, ()),
        ("25 dec 9am to 24 dec 9am", Why.CONTRADICTORY, ()),
        ("25:00", Why.NO_SUCH_TIME, ()),
        ("9:75am", Why.NO_SUCH_TIME, ()),
        ("30 feb 9am", Why.NO_SUCH_TIME, ()),
        ("31/12/9999 23:00", Why.NO_SUCH_TIME, ()),
        ("Tue, 23 Nov 2026, 14:00", Why.NO_SUCH_TIME, ()),
        ("monday tuesday 9am", Why.NO_SUCH_TIME, ()),
    ],
)
def test_what_is_missing_or_wrong_is_told(text: str, why: Why, words: tuple[str, ...]) -> None:
    assert understood(text) == NotUnderstood(why, words)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("tomorrow", "9am to 6pm", between("2026-11-24T09:00", "18:00")),
        ("esok 2 jam", "9 pagi", between("2026-11-24T09:00", "11:00")),
        ("today 2pm to", "6pm", between("2026-11-23T14:00", "18:00")),
        ("next week 9am", "tuesday", between("2026-12-01T09:00", "11:00", END)),
        ("9", "pm", between("2026-11-23T21:00", "23:00", DAY, END)),
    ],
)
def test_the_rest_may_come_in_a_second_message(text: str, answer: str, expected: Understood) -> None:
    assert isinstance(understood(text), NotUnderstood)
    assert understood(f"{text} {answer}") == expected


@pytest.mark.parametrize("language", languages())
def test_each_reason_has_its_sentence_and_no_other_is_written(language: str) -> None:
    written = {key.removeprefix("times.") for key in catalogue(language) if key.startswith("times.")}

    assert written == set(Why)


@pytest.mark.parametrize("language", languages())
def test_the_examples_that_we_give_are_understood(language: str) -> None:
    example = translate("times.no_time", language).rsplit(": ", 1)[-1]

    assert understood(example) == between("2026-11-24T09:00", "18:00")


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert understood("tomorrow 9am to 6pm".ljust(200) + "weekend") == between("2026-11-24T09:00", "18:00")


def test_a_time_that_clocks_leave_out_is_an_hour_later() -> None:
    """In London they go from 01:00 to 02:00 on 28 March 2027."""
    answer = understood("28 march 2027 1:30am to 4am", at("2027-03-01T09:00", LONDON), LONDON)

    assert answer == between("2027-03-28T02:30", "04:00", zone=LONDON)


def test_an_end_just_after_a_time_that_clocks_leave_out_is_not_moved_to_the_next_day() -> None:
    answer = understood("28 march 2027 1:30am to 2:15am", at("2027-03-01T09:00", LONDON), LONDON)

    assert answer == NotUnderstood(Why.CONTRADICTORY)


def test_a_time_that_clocks_show_twice_is_the_first_that_is_not_over() -> None:
    """In London they go back from 02:00 to 01:00 on 25 October 2026."""
    first, second = (at("2026-10-25T01:30", LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))

    assert understood("25 oct 1:30am 1 hour", at("2026-10-24T09:00", LONDON), LONDON) == Understood(
        Period(first, first + timedelta(hours=1))
    )
    assert understood("today 1:30am 1 hour", second - timedelta(minutes=10), LONDON) == Understood(
        Period(second, second + timedelta(hours=1))
    )
    assert understood("now until 1:30am", second - timedelta(minutes=10), LONDON) == Understood(
        Period(second - timedelta(minutes=10), second)
    )
