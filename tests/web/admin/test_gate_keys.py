"""What is told at the gates under a key happens once, of one car, at one lot."""

from __future__ import annotations

from datetime import timedelta

from quart import Quart

from app.arrivals.models import Departure, ParkingSession
from app.core import clock
from tests.arrivals.stays import open_lot
from tests.programs.known import ProgramOnline, a_reader, bearer
from tests.support.stays import book
from tests.support.world import World
from tests.web.admin.gates import move, path_at
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser


async def test_a_key_of_another_lot_says_nothing_of_its_car(
    app: Quart, attendant: Browser, world: World
) -> None:
    there = await open_lot()
    theirs = await staff_browser(app, "attendant", there.lot.id)
    await book(world.spaces[0], starts_in=0, plate="WXY 1234", name="Aina")
    await book(there.spaces[0], starts_in=0, plate="ABC 1")
    await move(attendant, world, "in", plate="WXY 1234", key="the-same-key")
    told = await move(theirs, there, "in", plate="ABC 1", key="the-same-key")
    assert (told["status"], told.get("plateNumber")) == (201, "ABC 1")
    assert await ParkingSession.filter(lot_id=there.lot.id).count() == 1


async def test_a_key_that_was_taken_elsewhere_keeps_no_doubtful_car_out(
    app: Quart, attendant: Browser, world: World
) -> None:
    there = await open_lot()
    theirs = await staff_browser(app, "attendant", there.lot.id)
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    await book(there.spaces[0], starts_in=0, plate="ABC 1")
    camera = ProgramOnline(app, await a_reader(there.lot))
    seen = {"plate": "ABC 1", "confidence": 0.1, "direction": "in", "key": "camera-0001"}
    token = bearer(await camera.token())
    await camera.http.post("/api/observations", {**seen, "observedAt": clock.now().isoformat()}, **token)
    (one,) = (await (await theirs.get(path_at(there, "observations"))).get_json())["observations"]
    await move(attendant, world, "in", plate="WXY 1234", key=f"observation-{one['id']}")
    accepted = await theirs.post(path_at(there, f"observations/{one['id']}/accept"), {"plate": "ABC 1"})
    assert accepted.status_code == 204
    assert await ParkingSession.filter(lot_id=there.lot.id).count() == 1


async def test_a_key_of_another_lot_stops_no_phone_from_telling_the_rest(
    app: Quart, attendant: Browser, world: World
) -> None:
    there = await open_lot()
    theirs = await staff_browser(app, "attendant", there.lot.id)
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    for spot, plate in enumerate(("ABC 1", "ABC 2")):
        await book(there.spaces[spot], starts_in=0, plate=plate)
        await move(theirs, there, "in", plate=plate)
    await move(attendant, world, "in", plate="WXY 1234")
    await move(attendant, world, "out", plate="WXY 1234", key="the-same-key")
    seen = [
        {"direction": "out", "plate": "ABC 1", "key": "the-same-key"},
        {"direction": "out", "plate": "ABC 2", "key": "another-key"},
    ]
    told = await theirs.post(path_at(there, "movements/sync"), {"movements": seen})
    assert told.status_code == 200
    assert not await ParkingSession.filter(lot_id=there.lot.id, exited_at=None).exists()


async def test_a_key_that_was_told_of_another_car_is_not_said_to_be_done(
    attendant: Browser, world: World
) -> None:
    for spot, plate in enumerate(("ABC 1", "ABC 2")):
        await book(world.spaces[spot], starts_in=0, plate=plate)
    await move(attendant, world, "in", plate="ABC 1", key="the-same-key")
    told = await move(attendant, world, "in", plate="ABC 2", key="the-same-key")
    assert (told["status"], told.get("plateNumber")) != (201, "ABC 1")


async def test_a_departure_under_the_key_of_another_car_is_refused(attendant: Browser, world: World) -> None:
    for spot, plate in enumerate(("ABC 1", "ABC 2", "ABC 3")):
        await book(world.spaces[spot], starts_in=0, hours=3, plate=plate)
    await move(attendant, world, "in", plate="ABC 3")
    at = clock.now()
    gone = {"leaveOwing": True, "key": "the-same-key"}
    with clock.frozen(at + timedelta(hours=1)):
        first = await move(attendant, world, "out", plate="ABC 1", **gone)
        again = await move(attendant, world, "out", plate="ABC 1", **gone)
        others = [await move(attendant, world, "out", plate=plate, **gone) for plate in ("ABC 2", "ABC 3")]
    entry = {"direction": "in", "plate": "ABC 1", "key": "entry-0001", "at": at.isoformat()}
    with clock.frozen(at + timedelta(hours=2)):
        told = await attendant.post(path_at(world, "movements/sync"), {"movements": [entry]})

    assert (first["status"], again["status"], again["plateNumber"]) == (201, 201, "ABC 1")
    assert [other["code"] for other in others] == ["idempotency_key_reused"] * 2
    assert await Departure.all().count() == 1
    assert len((await told.get_json())["done"]) == 1
    assert await ParkingSession.filter(exited_at=None, booking__plate_number="ABC3").exists()


async def test_a_departure_that_ended_a_stay_is_the_same_by_each_pass_of_its_car(
    attendant: Browser, world: World
) -> None:
    first = await book(world.spaces[0], starts_in=0, hours=2, plate="ABC 1")
    second = await book(world.spaces[1], starts_in=0, hours=3, plate="ABC 1")
    at = clock.now()
    left = {"reference": first.reference, "leaveOwing": True, "key": "the-same-key"}
    entry = {"direction": "in", "reference": second.reference, "key": "entry-0001", "at": at.isoformat()}
    with clock.frozen(at + timedelta(hours=1)):
        noted = await move(attendant, world, "out", **left)
        await attendant.post(path_at(world, "movements/sync"), {"movements": [entry]})
        again = await move(attendant, world, "out", **left)
    assert (noted["status"], noted.get("awaitsEntry")) == (201, True)
    assert (again["status"], again.get("awaitsEntry")) == (201, False)
    assert (await ParkingSession.get()).exited_at == at + timedelta(hours=1)
