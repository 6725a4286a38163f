"""What happens to programs, and to what they were allowed. No secrets."""

from __future__ import annotations

from app.core.events import DomainEvent


class ProgramEvent(DomainEvent):
    """Base: `lot_id` None for a program of all lots."""

    program_id: int
    lot_id: int | None = None
    name: str


class ProgramRegistered(ProgramEvent):
    program_kind: str
    scopes: tuple[str, ...]


class ProgramSecretChanged(ProgramEvent):
    """The old secret, and every token that was had with it, ended."""


class ProgramDisabled(ProgramEvent):
    """It is out of use, with every token of it."""


class ProgramEnabled(ProgramEvent):
    pass


class ProgramAllowed(DomainEvent):
    """A person let an app act for them."""

    program_id: int
    person_id: int
    scopes: tuple[str, ...]


class ProgramLeaveEnded(DomainEvent):
    """An app may act for a person no more.

    `because`: revoked, replayed (something of it was used twice), disabled (the app was put out of use).
    """

    program_id: int
    person_id: int
    because: str
