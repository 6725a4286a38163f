"""What happens to people, their sign-in and their vehicles. No e-mail, no plate, no secret."""

from __future__ import annotations

from app.core.events import DomainEvent


class AccountEvent(DomainEvent):
    """Base: whom it happened to."""

    person_id: int


class PersonSignedUp(AccountEvent):
    pass


class SignedIn(AccountEvent):
    session_id: int


class SignedOut(AccountEvent):
    session_id: int


class ProfileChanged(AccountEvent):
    fields: tuple[str, ...]


class EmailVerificationRequested(AccountEvent):
    """A link is to be mailed: `queries.find_mailed_link(token_id, …)` derives it."""

    token_id: int


class EmailVerified(AccountEvent):
    pass


class PasswordResetRequested(AccountEvent):
    """A link is to be mailed: `queries.find_mailed_link(token_id, …)` derives it."""

    token_id: int


class PasswordChanged(AccountEvent):
    """The old password, every session, every program's leave and every other reset link ended with it."""


class OutsideIdentityLinked(AccountEvent):
    """From now on they may sign in with the outside provider."""


class RoleGranted(AccountEvent):
    role: str
    lot_id: int | None = None


class RoleRevoked(AccountEvent):
    role: str
    lot_id: int | None = None


class VehicleAdded(AccountEvent):
    vehicle_id: int


class VehicleChanged(AccountEvent):
    vehicle_id: int


class VehicleRemoved(AccountEvent):
    vehicle_id: int


class DefaultVehicleChosen(AccountEvent):
    vehicle_id: int


class PersonBlocked(AccountEvent):
    """They hold no spots from now on. Why stands with the person."""


class PersonUnblocked(AccountEvent):
    pass
