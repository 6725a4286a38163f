"""What a program may do, and which permission of staff that comes to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.accounts.permissions import Permission
from app.programs.errors import InvalidScope


class Scope(StrEnum):
    """One thing that a program may. Every route that programs may call names the one it needs."""

    OBSERVATIONS_WRITE = "observations:write"  # tell which plates a camera read
    FLOORS_READ = "floors:read"
    PROFILE_READ = "profile:read"  # a person's name, address and vehicles
    BOOKINGS_READ = "bookings:read"
    BOOKINGS_WRITE = "bookings:write"
    REPORTS_READ = "reports:read"


class ProgramKind(StrEnum):
    """`device` and `partner` have a secret and act for themselves; an `app` has none and acts for people."""

    DEVICE = "device"
    PARTNER = "partner"
    APP = "app"


SCOPES_OF: dict[ProgramKind, frozenset[Scope]] = {
    ProgramKind.DEVICE: frozenset({Scope.OBSERVATIONS_WRITE}),
    ProgramKind.PARTNER: frozenset({Scope.FLOORS_READ, Scope.BOOKINGS_READ, Scope.REPORTS_READ}),
    ProgramKind.APP: frozenset({Scope.PROFILE_READ, Scope.BOOKINGS_READ, Scope.BOOKINGS_WRITE}),
}
"""What a program of each kind can be given at all."""

PERMISSION_OF: dict[Scope, Permission] = {
    Scope.FLOORS_READ: Permission.SEE_FLOORS,
    Scope.BOOKINGS_READ: Permission.SEE_BOOKINGS,
    Scope.REPORTS_READ: Permission.SEE_REPORTS,
}
"""With which scope a program that acts for itself reads what staff with that permission see."""


def in_order(scopes: Iterable[str]) -> list[Scope]:
    """As they are declared, so that answers do not change from one to the next."""
    wanted = set(scopes)
    return [scope for scope in Scope if scope in wanted]


def choose_scopes(asked: str | None, allowed: Iterable[str]) -> list[Scope]:
    """Those of `allowed` that are asked for by a text with spaces; without one, all. Raises InvalidScope."""
    permitted = in_order(allowed)
    if asked is None or not asked.strip():
        return permitted
    words = set(asked.split())
    if not words <= set(permitted):
        raise InvalidScope
    return in_order(words)
