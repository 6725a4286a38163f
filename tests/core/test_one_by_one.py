"""One that fails holds up no other."""

from __future__ import annotations

from structlog.testing import capture_logs

from app.core.one_by_one import one_by_one


async def test_one_that_fails_is_logged_and_the_others_have_their_turn() -> None:
    done: list[int] = []

    async def work(number: int) -> bool:
        if number == 2:
            raise ValueError("this one is broken")
        done.append(number)
        return number != 3  # there was nothing to do about it

    with capture_logs() as logs:
        assert await one_by_one([1, 2, 3, 4], work, name="count") == 2
    assert done == [1, 3, 4]
    assert [(log["event"], log["work"], log["subject"]) for log in logs] == [("one_failed", "count", "2")]
