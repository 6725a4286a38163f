"""Whatever is typed, the answer is a stay that can be booked or a reason; and what we write is understood."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.bookings.rules import PAST_GRACE
from app.core.i18n import languages
from app.core.local_time import period_words
from app.core.period import Period
from bot.times import NotUnderstood, Understood, understand_end, understand_period
from bot.times.vocabulary import vocabulary
from tests.properties.pricing_strategies import zones

KL = ZoneInfo("Asia/Kuala_Lumpur")
SENTENCES = [
    "tomorrow 9am to 6pm",
    "esok 9 pagi - 6 petang",
    "fri 8am-5pm",
    "Jumaat depan 8 pagi - 5 petang",
    "25 Disember 2026 10:00 hingga 14:00",
    "lusa 7.30 pagi selama 90 minit",
    "malam ini 8 hingga 11",
    "10pm to 2am",
    "setengah jam",
    "2h30",
    "9",
    "weekend",
]
instants = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
words = st.sampled_from([" ".join(phrase) for phrase in vocabulary()])
numbers = st.integers(0, 2500).map(str) | st.sampled_from(
    ["14:00", "7.30", "25/12", "29.2.28", "1.5", "0900"]
)
signs = st.sampled_from(["-", "–", ",", ".", "/", "@", "½", "😀", "٣"])
sentences = st.lists(words | numbers | signs, max_size=9).map(" ".join)


@given(st.text() | sentences, instants, zones)
def test_no_text_raises_and_a_stay_is_one_that_can_be_booked(
    text: str, now: datetime, zone: ZoneInfo
) -> None:
    answer = understand_period(text, now=now, zone=zone.key)

    if isinstance(answer, Understood):
        assert answer.period.starts_at >= now - PAST_GRACE
        assert answer.period.ends_at > now


@given(st.text() | sentences, instants, st.integers(-600, 600), zones)
def test_no_text_raises_and_an_end_comes_after_now(
    text: str, now: datetime, minutes: int, zone: ZoneInfo
) -> None:
    starts_at = now + timedelta(minutes=minutes)
    answer = understand_end(text, starts_at=starts_at, now=now, zone=zone.key)

    if isinstance(answer, Understood):
        assert answer.period.starts_at == starts_at
        assert answer.period.ends_at > now


@pytest.mark.parametrize("language", languages())
@given(instants, st.integers(0, 300 * 24 * 60), st.integers(1, 40 * 24 * 60), zones)
def test_what_we_write_is_understood_as_we_meant_it(
    language: str, now: datetime, ahead: int, length: int, zone: ZoneInfo
) -> None:
    starts_at = now + timedelta(minutes=ahead)
    period = Period(starts_at, starts_at + timedelta(minutes=length))
    assume(not any(_is_shown_twice(moment, zone) for moment in (period.starts_at, period.ends_at)))

    written = period_words(period, zone.key, language)

    assert understand_period(written, now=now, zone=zone.key) == Understood(period)


@given(st.sampled_from(SENTENCES), instants, st.data())
def test_how_it_is_typed_changes_nothing(sentence: str, now: datetime, data: st.DataObject) -> None:
    typed = data.draw(
        st.sampled_from(
            [
                sentence.upper(),
                sentence.title(),
                sentence.replace(" ", "   "),
                f"  {sentence}.",
                f"{sentence} !!",
                sentence.replace("-", " – "),
                sentence.replace("-", "—"),
                sentence.replace(" ", ", "),
                re.sub(r"(\d)([ap])m\b", r"\1 \2.m.", sentence),
            ]
        )
    )

    assert understand_period(typed, now=now, zone=KL.key) == understand_period(sentence, now=now, zone=KL.key)


def test_the_sentences_that_are_typed_in_many_ways_are_understood() -> None:
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)
    answers = {text: understand_period(text, now=now, zone=KL.key) for text in SENTENCES}

    assert [text for text, answer in answers.items() if isinstance(answer, NotUnderstood)] == ["9", "weekend"]


def _is_shown_twice(moment: datetime, zone: ZoneInfo) -> bool:
    wall = moment.astimezone(zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
