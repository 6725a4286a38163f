"""Who can sign in to the demo."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.models import EmailToken, Person
from app.accounts.permissions import Role
from app.accounts.policy import AccountPolicy
from app.accounts.queries import find_person_by_email
from app.accounts.service import sign_out, sign_up, verify_email
from app.accounts.staff import grant_role
from app.accounts.tokens import Purpose, raw_token
from app.accounts.vehicles import VehicleDetails, add_vehicle
from app.core.actor import OPERATOR, Actor
from app.lots.queries import get_lot


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An account of the demo, and what it is for. The password is printed by `make run`."""

    email: str
    password: str
    name: str
    purpose: str
    role: Role | None = None
    lot: str | None = None  # where the role holds; None for everywhere
    vehicles: tuple[VehicleDetails, ...] = ()
    parks_at: str | None = None  # the lot whose past they have bookings in


DEMO_LOGINS = (
    DemoLogin(
        "aina@driver.example",
        "senja-di-bumbung",
        "Aina Rahman",
        "a driver with two vehicles, who has often parked at Plaza Damai",
        parks_at="plaza-damai",
        vehicles=(
            VehicleDetails("WXY 1234", "Perodua", "Myvi", "Blue"),
            VehicleDetails("VDK 88", "Proton", "e.MAS 7", "White"),
        ),
    ),
    DemoLogin(
        "owner@operator.example",
        "kunci-semua-pintu",
        "Farid Ismail",
        "the owner of all car parks: the dashboard is at /admin",
        role=Role.OWNER,
    ),
    DemoLogin(
        "operator@operator.example",
        "meja-kerja-pagi",
        "Priya Nair",
        "an operator of Plaza Damai: all of it but staff, people, programs and a second word on money",
        role=Role.OPERATOR,
        lot="plaza-damai",
    ),
    DemoLogin(
        "attendant@operator.example",
        "pagi-di-pintu-masuk",
        "Siti Aminah",
        "an attendant of Plaza Damai, who sees no staff and no audit trail",
        role=Role.ATTENDANT,
        lot="plaza-damai",
    ),
)


async def ensure_person(login: DemoLogin, policy: AccountPolicy) -> bool:
    """Opens the account with its vehicles. Returns False when it is there already."""
    if await find_person_by_email(login.email) is not None:
        return False
    signed_in = await sign_up(login.email, login.password, login.name, "en", policy=policy)
    await sign_out(signed_in.session_token)
    person = signed_in.person
    by = Actor.driver(person.id)
    await verify_email(person.id, await _mailed_token(person, policy), by=by)
    for vehicle in login.vehicles:
        await add_vehicle(person.id, vehicle, by=by)
    return True


async def give_role(login: DemoLogin) -> None:
    """Makes them staff where they work, if they are; the lot is there by now."""
    if login.role is None:
        return
    lot_id = (await get_lot(login.lot)).id if login.lot else None
    await grant_role(login.email, login.role, lot_id=lot_id, by=OPERATOR)


async def _mailed_token(person: Person, policy: AccountPolicy) -> str:
    """What stands in the link of the verification mail."""
    row = await EmailToken.filter(person_id=person.id, purpose=Purpose.VERIFY_EMAIL).order_by("-id").first()
    if row is None:
        raise LookupError(f"{person.email} was mailed no link")
    return raw_token(policy.secret_key, Purpose.VERIFY_EMAIL, row.nonce)
