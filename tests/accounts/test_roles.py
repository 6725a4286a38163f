from __future__ import annotations

import asyncio

import pytest

from app.accounts import staff
from app.accounts.errors import (
    EmailNotVerified,
    LastOwner,
    PersonNotFound,
    RoleNotFound,
    RoleNotYoursToGrant,
    UnknownRole,
)
from app.accounts.events import RoleGranted, RoleRevoked
from app.accounts.models import Person, RoleGrant
from app.accounts.permissions import Grant, Permission, Role
from app.accounts.queries import list_roles
from app.core import clock
from app.core.actor import CLOCK, GATEWAY, GUEST, OPERATOR, Actor
from tests.accounts.people import events_of, sign_up
from tests.support.databases import Database
from tests.support.world import make_world

EMAIL = "aisyah@demo.example"
ALICE, BOB = "alice@demo.example", "bob@demo.example"


async def _verified(email: str) -> Person:
    person = (await sign_up(email)).person
    await Person.filter(id=person.id).update(email_verified_at=clock.now())
    return person


async def _staff(email: str, role: Role, lot_id: int | None = None) -> Actor:
    person = await _verified(email)
    await staff.grant_role(email, role, lot_id=lot_id, by=OPERATOR)
    return Actor(role.value, person.id)


async def test_the_command_line_gives_a_role_once(db: Database) -> None:
    person = (await sign_up(EMAIL)).person

    await staff.grant_role("AISYAH@demo.example", "owner", by=OPERATOR)
    await staff.grant_role(EMAIL, "owner", by=OPERATOR)
    await staff.grant_role(EMAIL, "attendant", by=OPERATOR)

    assert await list_roles(person.id) == ["attendant", "owner"]
    assert [event.role for event in await events_of(RoleGranted)] == ["owner", "attendant"]


async def test_a_role_given_by_many_at_once_is_given_once(db: Database) -> None:
    await sign_up(EMAIL)

    await asyncio.gather(*(staff.grant_role(EMAIL, "owner", by=OPERATOR) for _ in range(8)))

    assert await RoleGrant.all().count() == 1


@pytest.mark.parametrize(
    "by", [GUEST, GATEWAY, CLOCK, Actor("attendant", 1), Actor("owner", 1), Actor.driver(1)], ids=str
)
async def test_nobody_gives_roles_by_saying_who_they_are(db: Database, by: Actor) -> None:
    await sign_up(EMAIL)

    with pytest.raises(RoleNotYoursToGrant):
        await staff.grant_role(EMAIL, "owner", by=by)

    assert await RoleGrant.all().count() == 0


async def test_an_owner_of_one_lot_gives_roles_there_and_nowhere_else(db: Database) -> None:
    here, there = (await make_world()).lot, (await make_world()).lot
    alice = await _staff(ALICE, Role.OWNER, here.id)
    bob = await _verified(BOB)

    await staff.grant_role(BOB, "operator", lot_id=here.id, by=alice)
    for elsewhere in (there.id, None):
        with pytest.raises(RoleNotYoursToGrant):
            await staff.grant_role(BOB, "operator", lot_id=elsewhere, by=alice)

    standing = await staff.standing_of(bob.id)
    assert standing.grants == (Grant(Role.OPERATOR, here.id),)
    assert standing.may(Permission.SET_PRICES, here.id)
    assert not standing.may(Permission.SET_PRICES, there.id)
    assert not standing.may(Permission.SET_PRICES, None)


async def test_an_operator_gives_no_roles(db: Database) -> None:
    operator = await _staff(ALICE, Role.OPERATOR)
    await _verified(BOB)

    with pytest.raises(RoleNotYoursToGrant):
        await staff.grant_role(BOB, "attendant", by=operator)


async def test_an_owner_gives_no_role_to_an_address_that_nobody_verified(db: Database) -> None:
    owner = await _staff(ALICE, Role.OWNER)
    await sign_up(BOB)

    with pytest.raises(EmailNotVerified):
        await staff.grant_role(BOB, "attendant", by=owner)


async def test_a_role_is_taken_back_once(db: Database) -> None:
    owner = await _staff(ALICE, Role.OWNER)
    bob = await _staff(BOB, Role.ATTENDANT)
    grant = await RoleGrant.get(person_id=bob.person_id)

    await staff.revoke_role(grant.id, by=owner)
    with pytest.raises(RoleNotFound):
        await staff.revoke_role(grant.id, by=owner)

    assert bob.person_id is not None
    assert not (await staff.standing_of(bob.person_id)).is_staff
    assert [event.role for event in await events_of(RoleRevoked)] == ["attendant"]


async def test_two_owners_who_remove_each_other_leave_one(db: Database) -> None:
    alice, bob = await _staff(ALICE, Role.OWNER), await _staff(BOB, Role.OWNER)
    of_alice = await RoleGrant.get(person_id=alice.person_id)
    of_bob = await RoleGrant.get(person_id=bob.person_id)

    outcomes = await asyncio.gather(
        staff.revoke_role(of_bob.id, by=alice),
        staff.revoke_role(of_alice.id, by=bob),
        return_exceptions=True,
    )

    refusals = [outcome for outcome in outcomes if outcome is not None]
    assert len(refusals) == 1
    assert isinstance(refusals[0], LastOwner | RoleNotYoursToGrant)
    assert await RoleGrant.filter(role=Role.OWNER).count() == 1


async def test_only_roles_and_people_that_there_are(db: Database) -> None:
    await sign_up(EMAIL)

    with pytest.raises(UnknownRole):
        await staff.grant_role(EMAIL, "admin", by=OPERATOR)
    with pytest.raises(PersonNotFound):
        await staff.grant_role("nobody@demo.example", "owner", by=OPERATOR)
