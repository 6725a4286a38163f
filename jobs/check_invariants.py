"""Looks for what must never be, and raises the alarm."""

from __future__ import annotations

import structlog

from app.payments.invariants import find_violations

log = structlog.get_logger()


async def check_invariants() -> int:
    """Of the present everything, of the past what is recent; returns how many breaches there are."""
    return await _check(only_recent=True)


async def check_all_history() -> int:
    """The books from the first day on; returns how many breaches there are."""
    return await _check(only_recent=False)


async def _check(*, only_recent: bool) -> int:
    violations = await find_violations(only_recent=only_recent)
    for violation in violations:
        log.critical("invariant_violated", rule=violation.rule, subject=violation.subject)
    return len(violations)
