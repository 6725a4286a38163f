"""What goes wrong with the next calls, as a test has asked for it."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

from tests.support.telegram.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection ends without an answer; with `after_acting` what was asked for is done first."""

    after_acting: bool


Fault = Refusal | Drop


class Faults:
    """Waiting faults by method; each is used once, in order."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int) -> None:
        self._waiting[method.lower()].extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        waiting = self._waiting[method.lower()]
        return waiting.popleft() if waiting else None


def patience(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def broken() -> Refusal:
    return Refusal(500, "Internal Server Error")
