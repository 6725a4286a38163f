from __future__ import annotations

import asyncio

import pytest

from app.accounts import service
from app.accounts.errors import PersonNotFound, RoleNotYoursToGrant, UnknownRole
from app.accounts.events import RoleGranted
from app.accounts.models import RoleGrant
from app.accounts.queries import list_roles
from app.core.actor import CLOCK, GATEWAY, GUEST, Actor
from tests.accounts.people import events_of, sign_up
from tests.support.databases import Database

OPERATOR = Actor("operator")
EMAIL = "aisyah@demo.example"


async def test_an_operator_gives_a_role_once(db: Database) -> None:
    person = (await sign_up(EMAIL)).person

    await service.grant_role("AISYAH@demo.example", "owner", by=OPERATOR)
    await service.grant_role(EMAIL, "owner", by=OPERATOR)
    await service.grant_role(EMAIL, "attendant", by=OPERATOR)

    assert await list_roles(person.id) == ["attendant", "owner"]
    assert [event.role for event in await events_of(RoleGranted)] == ["owner", "attendant"]


async def test_a_role_given_by_many_at_once_is_given_once(db: Database) -> None:
    await sign_up(EMAIL)

    await asyncio.gather(*(service.grant_role(EMAIL, "owner", by=OPERATOR) for _ in range(8)))

    assert await RoleGrant.all().count() == 1


@pytest.mark.parametrize("by", [GUEST, GATEWAY, CLOCK, Actor("attendant", 1), Actor.driver(1)], ids=str)
async def test_nobody_else_gives_roles(db: Database, by: Actor) -> None:
    await sign_up(EMAIL)

    with pytest.raises(RoleNotYoursToGrant):
        await service.grant_role(EMAIL, "owner", by=by)

    assert await RoleGrant.all().count() == 0


async def test_only_roles_and_people_that_there_are(db: Database) -> None:
    await sign_up(EMAIL)

    with pytest.raises(UnknownRole):
        await service.grant_role(EMAIL, "admin", by=OPERATOR)
    with pytest.raises(PersonNotFound):
        await service.grant_role("nobody@demo.example", "owner", by=OPERATOR)
