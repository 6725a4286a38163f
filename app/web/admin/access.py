"""Who of the staff may call a route, on which lot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from app.accounts.models import Person
from app.accounts.permissions import Permission, Standing
from app.accounts.sessions import find_session_id
from app.accounts.staff import standing_of
from app.core.actor import Actor
from app.core.errors import DomainError
from app.lots.models import Lot
from app.lots.queries import get_lot
from app.programs.scopes import PERMISSION_OF, Scope
from app.web.access import callers, require_person
from app.web.bearer import present_bearer
from app.web.sign_in import session_token

P = ParamSpec("P")
T = TypeVar("T")

_ATTRIBUTE = "parkpro_permission"


class NotPermitted(DomainError):
    """The signed-in person's roles do not allow this here."""

    code = "not_permitted"
    status = 403


@dataclass(frozen=True, slots=True)
class Staff:
    """Who calls, with all that their roles come to."""

    person: Person
    standing: Standing
    by: Actor
    session_token: str


@dataclass(frozen=True, slots=True)
class StaffAt(Staff):
    """Who calls, on the lot that the address names."""

    lot: Lot


@dataclass(frozen=True, slots=True)
class ReaderAt:
    """Who reads what staff see of the lot that the address names: one of them, or a program."""

    lot: Lot


@dataclass(frozen=True, slots=True)
class StaffOf(Staff):
    """Who calls, with the lots on which they may do it, by name."""

    lots: list[Lot]


def staff_at(
    permission: Permission,
) -> Callable[[Callable[Concatenate[StaffAt, P], Awaitable[T]]], Callable[..., Awaitable[T]]]:
    """For addresses below `/api/admin/lots/<slug>`: the view gets who calls, on which lot, as first argument.

    Raises NotSignedIn, LotNotFound, NotPermitted. Put it below the rate limit.
    """

    def decorate(view: Callable[Concatenate[StaffAt, P], Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        @wraps(view)
        async def checked(slug: str, *args: Any, **kwargs: Any) -> T:
            person = await require_person()
            lot = await get_lot(slug)
            standing = await standing_of(person.id)
            _require(standing, permission, lot.id)
            here = StaffAt(person, standing, actor_of(standing, lot.id), session_token() or "", lot)
            return await view(here, *args, **kwargs)

        return _declared(checked, permission)

    return decorate


def readers_at(
    scope: Scope,
) -> Callable[[Callable[Concatenate[ReaderAt, P], Awaitable[T]]], Callable[..., Awaitable[T]]]:
    """As `staff_at`, for staff with the permission of that scope, and for programs with the scope.

    Raises NotSignedIn, LotNotFound, NotPermitted.
    """
    permission = PERMISSION_OF[scope]

    def decorate(view: Callable[Concatenate[ReaderAt, P], Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        @wraps(view)
        async def checked(slug: str, *args: Any, **kwargs: Any) -> T:
            bearer = present_bearer()
            if bearer is None:
                standing, lot = await standing_of((await require_person()).id), await get_lot(slug)
                _require(standing, permission, lot.id)
            else:
                lot = await get_lot(slug)
                if not bearer.covers(lot.id):
                    raise NotPermitted
            return await view(ReaderAt(lot), *args, **kwargs)

        return _declared(checked, permission, scope)

    return decorate


def staff_everywhere(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Staff, P], Awaitable[T]]], Callable[..., Awaitable[T]]]:
    """For what is of no single lot: the permission is needed on all of them."""

    def decorate(view: Callable[Concatenate[Staff, P], Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        @wraps(view)
        async def checked(*args: Any, **kwargs: Any) -> T:
            person = await require_person()
            standing = await standing_of(person.id)
            _require(standing, permission, None)
            caller = Staff(person, standing, actor_of(standing, None), session_token() or "")
            return await view(caller, *args, **kwargs)

        return _declared(checked, permission)

    return decorate


def staff_somewhere(
    permission: Permission,
) -> Callable[[Callable[Concatenate[StaffOf, P], Awaitable[T]]], Callable[..., Awaitable[T]]]:
    """For what is told of several lots together: of those where the caller has the permission.

    Raises NotSignedIn, and NotPermitted when there is none.
    """

    def decorate(view: Callable[Concatenate[StaffOf, P], Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        @wraps(view)
        async def checked(*args: Any, **kwargs: Any) -> T:
            person = await require_person()
            standing = await standing_of(person.id)
            lots = [lot for lot in await Lot.all().order_by("name") if standing.may(permission, lot.id)]
            if not lots:
                raise NotPermitted
            by = actor_of(standing, lots[0].id)
            return await view(StaffOf(person, standing, by, session_token() or "", lots), *args, **kwargs)

        return _declared(checked, permission)

    return decorate


async def still_may(here: StaffAt, permission: Permission) -> bool:
    """For what lives longer than a request: the session may have ended since, or the role been taken back."""
    if await find_session_id(here.session_token) is None:
        return False
    return (await standing_of(here.person.id)).may(permission, here.lot.id)


def declared_permission(view: Callable[..., Any]) -> Permission | None:
    """The permission that a view asks for; None if it asks for none."""
    return getattr(view, _ATTRIBUTE, None)


def actor_of(standing: Standing, lot_id: int | None) -> Actor:
    """As whom staff act there: by the highest of their roles."""
    return Actor(standing.roles_on(lot_id)[0].value, standing.person_id)


def _require(standing: Standing, permission: Permission, lot_id: int | None) -> None:
    if not standing.may(permission, lot_id):
        raise NotPermitted


def _declared(
    view: Callable[..., Awaitable[T]], permission: Permission, scope: Scope | None = None
) -> Callable[..., Awaitable[T]]:
    setattr(view, _ATTRIBUTE, permission)
    return callers("staff", scope=scope)(view)
