"""A chat is answered so fast and no faster, and no other waits for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import clock
from bot.pacing import Pace

AINA, BAKAR, GROUP = 1001, 1002, -1003


@pytest.mark.parametrize(("chat_id", "at_once", "then_every"), [(AINA, 30, 1), (GROUP, 5, 5)])
def test_a_chat_that_never_ends_rests_between_its_updates(
    chat_id: int, at_once: int, then_every: int
) -> None:
    with clock.frozen(clock.now()):
        pace = Pace()
        for _ in range(at_once):
            assert pace.resting() == set()
            pace.note(chat_id)
        assert pace.resting() == {chat_id}
        pace.note(BAKAR)
        assert pace.resting() == {chat_id}

        for _ in range(3):
            clock.move(timedelta(seconds=then_every))
            assert pace.resting() == set()
            pace.note(chat_id)
            assert pace.resting() == {chat_id}


def test_who_was_quiet_for_a_while_may_be_quick_again() -> None:
    with clock.frozen(clock.now()):
        pace = Pace()
        for _ in range(30):
            pace.note(AINA)
        clock.move(timedelta(minutes=1))
        assert pace.resting() == set()
        pace.note(AINA)
        pace.note(None)
        assert pace.resting() == set()
