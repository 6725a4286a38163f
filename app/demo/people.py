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


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An account of the demo, and what it is for. The password is printed by `make run`."""

    email: str
    password: str
    name: str
    purpose: str
    role: Role | None = None
    vehicles: tuple[VehicleDetails, ...] = ()


DEMO_LOGINS = (
    DemoLogin(
        "aina@driver.example",
        "senja-di-bumbung",
        "Aina Rahman",
        "a driver with two vehicles",
        vehicles=(
            VehicleDetails("WXY 1234", "Perodua", "Myvi", "Blue"),
            VehicleDetails("VDK 88", "Proton", "e.MAS 7", "White"),
        ),
    ),
    DemoLogin(
        "owner@operator.example",
        "kunci-semua-pintu",
        "Farid Ismail",
        "the owner of all car parks, who works from the command line",
        role=Role.OWNER,
    ),
)


async def ensure_person(login: DemoLogin, policy: AccountPolicy) -> bool:
    """Opens the account with its role and vehicles. Returns False when it is there already."""
    if await find_person_by_email(login.email) is not None:
        return False
    signed_in = await sign_up(login.email, login.password, login.name, "en", policy=policy)
    await sign_out(signed_in.session_token)
    person = signed_in.person
    by = Actor.driver(person.id)
    await verify_email(person.id, await _mailed_token(person, policy), by=by)
    for vehicle in login.vehicles:
        await add_vehicle(person.id, vehicle, by=by)
    if login.role is not None:
        await grant_role(login.email, login.role, by=OPERATOR)
    return True


async def _mailed_token(person: Person, policy: AccountPolicy) -> str:
    """What stands in the link of the verification mail."""
    row = await EmailToken.filter(person_id=person.id, purpose=Purpose.VERIFY_EMAIL).order_by("-id").first()
    if row is None:
        raise LookupError(f"{person.email} was mailed no link")
    return raw_token(policy.secret_key, Purpose.VERIFY_EMAIL, row.nonce)
