"""What the verbs of accounts need to know of the installation. The adapter that calls them makes one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

SESSION_LIFE = timedelta(days=30)
"""A session ends this long after its last use."""


@dataclass(frozen=True, slots=True)
class AccountPolicy:
    """`secret_key` derives the tokens of mailed links; the rest are limits with sensible values."""

    secret_key: str = field(repr=False)
    reset_link_life: timedelta = timedelta(hours=1)
    verification_link_life: timedelta = timedelta(hours=24)
    mails_per_hour: int = 5  # to one person, for each purpose
