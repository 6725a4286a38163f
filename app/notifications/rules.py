"""When a message is tried again, and how many are too many. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LEASE = timedelta(minutes=2)
"""How long a process that took a message has it for itself; another one takes it over afterwards."""

ATTEMPT_SECONDS = 90.0
"""An attempt that takes longer is given up, well before its lease is over."""

_GAPS = (
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=3),
    timedelta(minutes=8),
    timedelta(minutes=20),
    timedelta(minutes=45),
    timedelta(hours=1, minutes=30),
    timedelta(hours=3),
    timedelta(hours=6),
)

MAX_ATTEMPTS = len(_GAPS) + 1

FAILURE_MAILS_PER_HOUR = 3
"""Failed payments told to one address. It may be a stranger's, typed in to have him flooded; and who pays
sees it on the page."""


OVERSTAY_TOLD_WITHIN = timedelta(minutes=30)
"""After that nobody is told that their time is over: they know, or have left long ago."""

LONGEST_WAIT = timedelta(hours=1)
"""Nobody who asks for patience is given more."""


def next_attempt_at(attempts: int, now: datetime, wait: timedelta = timedelta(0)) -> datetime | None:
    """When to try again after `attempts` tries that failed for the time being; None: not any more.

    `wait`: how much patience the other side asked for.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    return now + max(_GAPS[attempts - 1], min(wait, LONGEST_WAIT))
