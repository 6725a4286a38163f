"""The audit trail, over HTTP: who did what on a lot."""

from __future__ import annotations

import pytest
from quart import Quart

from app.accounts.models import Person
from app.bookings.closures import close_space
from app.bookings.service import claim_guest_bookings
from app.core import clock
from app.core.actor import OPERATOR, Actor
from tests.support.databases import Database
from tests.support.stays import book
from tests.support.world import hold, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, application, code_of


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url)


async def the_owner() -> Actor:
    return Actor("owner", (await Person.get()).id)


async def test_what_staff_did_is_told_with_their_names(app: Quart, db: Database) -> None:
    world = await make_world()
    owner = await staff_browser(app, "owner")
    staff = await (await owner.get(f"/api/admin/lots/{world.lot.slug}/staff")).get_json()
    assert staff["staff"][0]["isYou"]
    await hold(world.spaces[0])
    await close_space(
        world.spaces[1].id, starts_at=clock.now(), ends_at=None, reason="paint", by=await the_owner()
    )

    told = await (await owner.get(f"/api/admin/lots/{world.lot.slug}/audit")).get_json()

    entry = next(entry for entry in told["entries"] if entry["kind"] == "SpaceClosed")
    assert (entry["actor"], entry["who"]) == ("owner", "Aisyah binti Rahman")
    assert entry["facts"]["reason"] == "paint"
    assert "BookingHeld" not in {entry["kind"] for entry in told["entries"]}


async def test_a_booking_has_its_story_on_its_own_lot_only(app: Quart, db: Database) -> None:
    world, elsewhere = await make_world(), await make_world()
    owner = await staff_browser(app, "owner")
    booking = await hold(world.spaces[0])

    story = f"?by=anyone&booking={booking.reference}"
    told = await (await owner.get(f"/api/admin/lots/{world.lot.slug}/audit{story}")).get_json()
    answer = await owner.get(f"/api/admin/lots/{elsewhere.lot.slug}/audit{story}")

    assert [entry["kind"] for entry in told["entries"]] == ["BookingHeld"]
    assert told["entries"][0]["booking"] == booking.reference
    assert await code_of(answer) == (404, "booking_not_found")


async def test_the_trail_goes_on_page_by_page(app: Quart, db: Database) -> None:
    world = await make_world(spaces=60)
    owner = await staff_browser(app, "owner")
    for space in world.spaces:
        await close_space(space.id, starts_at=clock.now(), ends_at=None, reason="paint", by=await the_owner())
    path = f"/api/admin/lots/{world.lot.slug}/audit"

    first = await (await owner.get(path)).get_json()
    second = await (await owner.get(f"{path}?before={first['next']}")).get_json()

    ids = [entry["id"] for page in (first, second) for entry in page["entries"]]
    assert len(first["entries"]) == 50
    assert ids == sorted(set(ids), reverse=True)
    assert second["next"] is None
    assert sum(entry["kind"] == "SpaceClosed" for page in (first, second) for entry in page["entries"]) == 60


async def test_roles_say_to_whom_and_those_of_all_lots_stand_in_each_trail(app: Quart, db: Database) -> None:
    world, elsewhere = await make_world(), await make_world()
    owner = await staff_browser(app, "owner")
    await staff_browser(app, "attendant", elsewhere.lot.id)

    trails = [
        (await (await owner.get(f"/api/admin/lots/{lot.slug}/audit")).get_json())["entries"]
        for lot in (world.lot, elsewhere.lot)
    ]

    told = [
        [(each["facts"]["role"], each["whom"]) for each in entries if "role" in each["facts"]]
        for entries in trails
    ]
    assert told == [
        [("owner", "Aisyah binti Rahman")],
        [("attendant", "Aisyah binti Rahman"), ("owner", "Aisyah binti Rahman")],
    ]


async def test_what_is_of_no_lot_is_told_to_those_who_run_all_of_them(app: Quart, db: Database) -> None:
    world = await make_world()
    owner, of_lot = await staff_browser(app, "owner"), await staff_browser(app, "owner", world.lot.id)
    await Browser(app).sign_up("siti@mail.example")
    here = f"/api/admin/lots/{world.lot.slug}"
    await owner.post(f"{here}/programs", {"kind": "partner", "name": "Ujian Fleet", "everywhere": True})
    siti = await Person.get(email="siti@mail.example")
    await owner.post(f"/api/admin/people/{siti.id}/block", {"reason": "Left owing"})
    await owner.post(f"/api/admin/people/{siti.id}/unblock")
    await owner.post("/api/admin/people/export", {"personId": siti.id})
    await owner.post("/api/admin/people/erase", {"personId": siti.id})

    told, told_there = [
        (await (await browser.get(f"{here}/audit")).get_json())["entries"] for browser in (owner, of_lot)
    ]

    of_people = {"PersonBlocked", "PersonUnblocked", "PersonalDataExported", "PersonalDataErased"}
    assert of_people | {"ProgramRegistered"} <= {entry["kind"] for entry in told}
    await siti.refresh_from_db()
    assert {entry["whom"] for entry in told if entry["kind"] in of_people} == {siti.name}
    kinds_there = {entry["kind"] for entry in told_there}
    assert "ProgramRegistered" in kinds_there
    assert not of_people & kinds_there


async def test_the_command_line_is_no_role(app: Quart, db: Database) -> None:
    world = await make_world()
    owner = await staff_browser(app, "owner")
    operator = Actor("operator", (await Person.get()).id)
    for space, by in zip(world.spaces, (OPERATOR, operator), strict=False):
        await close_space(space.id, starts_at=clock.now(), ends_at=None, reason="paint", by=by)

    told = await (await owner.get(f"/api/admin/lots/{world.lot.slug}/audit")).get_json()

    told_by = [(entry["actor"], entry["who"]) for entry in told["entries"] if entry["kind"] == "SpaceClosed"]
    assert told_by == [("operator", "Aisyah binti Rahman"), ("command_line", None)]


async def test_a_bookings_story_tells_also_what_is_of_no_lot_by_itself(app: Quart, db: Database) -> None:
    world = await make_world()
    owner = await staff_browser(app, "owner")
    booking = await book(world.spaces[0], email="owner-all@operator.example")
    person = await Person.get()
    await claim_guest_bookings(person.id, person.email, by=Actor.driver(person.id))

    path = f"/api/admin/lots/{world.lot.slug}/audit?by=anyone&booking={booking.reference}"
    told = await (await owner.get(path)).get_json()

    assert told["entries"][0]["kind"] == "GuestBookingClaimed"
