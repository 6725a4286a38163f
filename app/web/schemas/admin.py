"""Staff, what they may do, and what was done, as received and sent."""

from __future__ import annotations

from typing import Any, Literal

from app.accounts.permissions import Permission, Role
from app.web.schemas.base import Moment, RowId, Schema


class StaffLotOut(Schema):
    """A lot, and what the caller may do on it.

    `refund_approval_sen`: above it a second person agrees to a refund beyond the policy; null: nobody has to.
    """

    slug: str
    name: str
    time_zone: str
    currency: str
    refund_approval_sen: int | None
    permissions: list[Permission]


class StaffMeOut(Schema):
    """The caller's lots, by name; `everywhere`: what they may do on all lots and with what is of none."""

    lots: list[StaffLotOut]
    everywhere: list[Permission]


class StaffMemberOut(Schema):
    """A role of somebody's. `everywhere`: it holds on all lots."""

    id: int
    name: str
    email: str
    role: Role
    everywhere: bool
    granted_at: Moment
    is_you: bool


class StaffOut(Schema):
    staff: list[StaffMemberOut]


class GrantIn(Schema):
    """`role`: owner, operator or attendant. `everywhere`: on all lots; only an owner of all gives that."""

    email: str
    role: str
    everywhere: bool = False


class AuditQuery(Schema):
    """`before`: the id to go on below. `by` staff: what they did by hand. `booking`: one booking's story."""

    before: RowId | None = None
    by: Literal["staff", "anyone"] = "staff"
    booking: str | None = None


class AuditEntryOut(Schema):
    """`actor`: the role that did it, or `driver`, `guest`, `program`, `gateway`, `clock`, `command_line`.

    `who`: their name, or None. `whom`: to whom it was done, such as who was given a role or was blocked; with
    null in `facts.lot_id` it holds at all lots.
    """

    id: int
    kind: str
    at: Moment
    actor: str
    who: str | None
    whom: str | None
    booking: str | None
    facts: dict[str, Any]


class AuditOut(Schema):
    """The newest first; `next` goes on below, None at the end."""

    entries: list[AuditEntryOut]
    next: int | None
