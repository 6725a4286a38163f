"""Looks for what must never be, and raises the alarm."""

from __future__ import annotations

import structlog

from app.payments.invariants import find_violations

log = structlog.get_logger()


async def check_invariants() -> int:
    violations = await find_violations()
    for violation in violations:
        log.critical("invariant_violated", rule=violation.rule, subject=violation.subject)
    return len(violations)
