"""What staff may do, and on which car parks: pure rules over the roles that somebody has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What staff may be. Drivers have no role."""

    OWNER = "owner"
    OPERATOR = "operator"
    ATTENDANT = "attendant"


class Permission(StrEnum):
    """One thing that staff do. Every route of the dashboard names the one it needs."""

    SEE_FLOORS = "see_floors"
    RUN_GATE = "run_gate"  # let cars in and out, take what is owed at the counter
    CLOSE_SPOTS = "close_spots"
    SEE_BOOKINGS = "see_bookings"
    CHANGE_BOOKINGS = "change_bookings"
    SEE_REPORTS = "see_reports"
    HANDLE_MONEY = "handle_money"
    APPROVE_MONEY = "approve_money"
    DRAW_FLOORS = "draw_floors"
    SET_PRICES = "set_prices"
    SET_LOT = "set_lot"
    SEE_AUDIT = "see_audit"
    MANAGE_STAFF = "manage_staff"
    MANAGE_PEOPLE = "manage_people"  # block a person, hand out or erase what is kept of one
    MANAGE_PROGRAMS = "manage_programs"


_AT_THE_GATE = frozenset(
    {Permission.SEE_FLOORS, Permission.RUN_GATE, Permission.CLOSE_SPOTS, Permission.SEE_BOOKINGS}
)
_OF_THE_OWNER = frozenset(
    {
        Permission.APPROVE_MONEY,
        Permission.MANAGE_STAFF,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_PROGRAMS,
    }
)
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.OPERATOR: frozenset(Permission) - _OF_THE_OWNER,
    Role.ATTENDANT: _AT_THE_GATE,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one lot or (`lot_id` None) for all."""

    role: Role
    lot_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a person's roles come to."""

    person_id: int
    grants: tuple[Grant, ...]

    @property
    def is_staff(self) -> bool:
        return bool(self.grants)

    def roles_on(self, lot_id: int | None) -> list[Role]:
        """The roles that hold on a lot, the highest first; `None` asks for those that hold on all."""
        held = {grant.role for grant in self.grants if grant.lot_id in (None, lot_id)}
        return [role for role in Role if role in held]

    def permissions_on(self, lot_id: int | None) -> frozenset[Permission]:
        return frozenset().union(*(PERMISSIONS[role] for role in self.roles_on(lot_id)))

    def may(self, permission: Permission, lot_id: int | None) -> bool:
        """Whether they may do it on this lot; with `lot_id` None, on all of them."""
        return permission in self.permissions_on(lot_id)

    def lots_where(self, permission: Permission, lot_ids: Iterable[int]) -> list[int]:
        return [lot_id for lot_id in lot_ids if self.may(permission, lot_id)]

    def may_give(self, grant: Grant) -> bool:
        """Whether they may give a role, or take it back: owners, where they own."""
        return self.may(Permission.MANAGE_STAFF, grant.lot_id)


def list_in_order(permissions: Collection[Permission]) -> list[Permission]:
    """As they are declared, so that answers do not change from one to the next."""
    return [permission for permission in Permission if permission in permissions]
