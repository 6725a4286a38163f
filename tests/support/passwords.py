"""Passwords of tests, which nobody wants to guess."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords

INSTALLED = passwords._hasher
_QUICK = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)


@contextmanager
def quickly_hashed() -> Iterator[None]:
    """In this process a password is hashed in a thousandth of the time that it takes as installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", _QUICK)
        yield
