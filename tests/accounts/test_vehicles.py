from __future__ import annotations

import asyncio

import pytest

from app.accounts.errors import (
    PlateNotUnderstood,
    TooManyVehicles,
    VehicleAlreadyListed,
    VehicleDetailNotUnderstood,
    VehicleNotFound,
)
from app.accounts.events import DefaultVehicleChosen, VehicleAdded, VehicleChanged, VehicleRemoved
from app.accounts.models import Vehicle
from app.accounts.queries import get_vehicle, list_vehicles
from app.accounts.vehicles import (
    VEHICLES_PER_PERSON,
    VehicleDetails,
    add_vehicle,
    change_vehicle,
    remove_vehicle,
)
from app.core.actor import Actor
from tests.accounts.people import events_of, sign_up
from tests.support.databases import Database


async def _person(email: str = "aisyah@demo.example") -> int:
    return int((await sign_up(email)).person.id)


async def _add(person_id: int, plate: str, *, is_default: bool = False) -> Vehicle:
    details = VehicleDetails(plate, "Perodua", "Myvi", "silver")
    return await add_vehicle(person_id, details, is_default=is_default, by=Actor.driver(person_id))


async def _remove(person_id: int, vehicle_id: int) -> None:
    await remove_vehicle(person_id, vehicle_id, by=Actor.driver(person_id))


async def _plates(person_id: int) -> list[tuple[str, bool]]:
    """Plates in the order of the list, and which is the default."""
    return [(it.plate_number, it.default_for_id == person_id) for it in await list_vehicles(person_id)]


async def test_the_first_vehicle_is_the_default_and_the_next_are_not(db: Database) -> None:
    person_id = await _person()

    first = await _add(person_id, "wxy 1234")
    second = await _add(person_id, "vaa 9")
    await _add(person_id, "SAB 1 A")

    assert (first.make, first.model, first.colour) == ("Perodua", "Myvi", "silver")
    assert await _plates(person_id) == [("WXY1234", True), ("SAB1A", False), ("VAA9", False)]
    assert [event.vehicle_id for event in await events_of(DefaultVehicleChosen)] == [first.id]
    assert len(await events_of(VehicleAdded)) == 3
    assert (await get_vehicle(person_id, second.id)).plate_number == "VAA9"


async def test_another_vehicle_can_be_made_the_default(db: Database) -> None:
    person_id = await _person()
    first, second = await _add(person_id, "WXY 1234"), await _add(person_id, "VAA 9", is_default=True)
    assert await _plates(person_id) == [("VAA9", True), ("WXY1234", False)]

    by = Actor.driver(person_id)
    await change_vehicle(person_id, first.id, VehicleDetails(), make_default=True, by=by)
    await change_vehicle(person_id, second.id, VehicleDetails(), make_default=False, by=by)

    assert await _plates(person_id) == [("WXY1234", True), ("VAA9", False)]


async def test_the_newest_of_the_others_follows_a_default_that_is_removed(db: Database) -> None:
    person_id = await _person()
    first, second, third = [await _add(person_id, plate) for plate in ("WXY 1", "WXY 2", "WXY 3")]

    await _remove(person_id, first.id)
    assert await _plates(person_id) == [("WXY3", True), ("WXY2", False)]
    await _remove(person_id, second.id)
    assert await _plates(person_id) == [("WXY3", True)]
    await _remove(person_id, third.id)
    assert await _plates(person_id) == []
    assert len(await events_of(VehicleRemoved)) == 3

    await _add(person_id, "WXY 4")
    assert await _plates(person_id) == [("WXY4", True)]


async def test_many_changes_at_once_leave_one_default(db: Database) -> None:
    person_id = await _person()
    vehicles = await asyncio.gather(*(_add(person_id, f"WXY {number}") for number in range(1, 7)))
    assert sum(is_default for _, is_default in await _plates(person_id)) == 1

    by = Actor.driver(person_id)
    await asyncio.gather(
        *(
            change_vehicle(person_id, vehicle.id, VehicleDetails(), make_default=True, by=by)
            for vehicle in vehicles[:4]
        ),
        *(_remove(person_id, vehicle.id) for vehicle in vehicles[4:]),
    )

    assert len(await _plates(person_id)) == 4
    assert sum(is_default for _, is_default in await _plates(person_id)) == 1


async def test_what_is_said_of_a_vehicle_can_be_changed_and_taken_back(db: Database) -> None:
    person_id = await _person()
    vehicle = await _add(person_id, "WXY 1234")
    by = Actor.driver(person_id)

    details = VehicleDetails(plate_number="wxy-4321", colour="")
    changed = await change_vehicle(person_id, vehicle.id, details, by=by)
    await change_vehicle(person_id, vehicle.id, VehicleDetails(plate_number="WXY 4321"), by=by)

    assert (changed.plate_number, changed.make, changed.colour) == ("WXY4321", "Perodua", "")
    assert len(await events_of(VehicleChanged)) == 1


async def test_a_plate_is_listed_once_by_a_person_however_it_is_written(db: Database) -> None:
    person_id, other_id = await _person(), await _person("ben@demo.example")
    await _add(person_id, "WXY 1234")
    second = await _add(person_id, "VAA 9")

    with pytest.raises(VehicleAlreadyListed):
        await _add(person_id, "wxy-1234")
    same = VehicleDetails(plate_number="wxy1234")
    with pytest.raises(VehicleAlreadyListed):
        await change_vehicle(person_id, second.id, same, by=Actor.driver(person_id))
    await _add(other_id, "WXY 1234")

    assert len(await _plates(person_id)) == 2
    assert await _plates(other_id) == [("WXY1234", True)]


async def test_a_plate_listed_by_many_at_once_is_listed_once(db: Database) -> None:
    person_id = await _person()

    tries = await asyncio.gather(*(_add(person_id, "WXY 1234") for _ in range(8)), return_exceptions=True)

    assert sum(isinstance(outcome, VehicleAlreadyListed) for outcome in tries) == 7
    assert await _plates(person_id) == [("WXY1234", True)]


async def test_a_vehicle_needs_a_plate_and_short_words(db: Database) -> None:
    person_id = await _person()
    by = Actor.driver(person_id)

    with pytest.raises(PlateNotUnderstood):
        await add_vehicle(person_id, VehicleDetails(make="Proton"), by=by)
    with pytest.raises(VehicleDetailNotUnderstood):
        await add_vehicle(person_id, VehicleDetails("WXY 1234", make="x" * 41), by=by)

    assert await _plates(person_id) == []


async def test_a_person_keeps_so_many_vehicles_and_no_more(db: Database) -> None:
    person_id = await _person()
    for number in range(1, VEHICLES_PER_PERSON + 1):
        await _add(person_id, f"WXY {number}")

    with pytest.raises(TooManyVehicles):
        await _add(person_id, "VAA 1")

    assert len(await _plates(person_id)) == VEHICLES_PER_PERSON


@pytest.mark.parametrize("vehicle_id", [0, -1, 999_999, 2**63, 10**40])
async def test_a_vehicle_that_is_not_there_is_not_found(db: Database, vehicle_id: int) -> None:
    with pytest.raises(VehicleNotFound):
        await get_vehicle(await _person(), vehicle_id)


async def test_ben_can_neither_see_nor_change_nor_remove_aisyahs_vehicle(db: Database) -> None:
    aisyah, ben = await _person(), await _person("ben@demo.example")
    vehicle = await _add(aisyah, "WXY 1234")

    with pytest.raises(VehicleNotFound):
        await get_vehicle(ben, vehicle.id)
    with pytest.raises(VehicleNotFound):
        await change_vehicle(
            ben, vehicle.id, VehicleDetails("VAA 9"), make_default=True, by=Actor.driver(ben)
        )
    with pytest.raises(VehicleNotFound):
        await _remove(ben, vehicle.id)

    assert await _plates(aisyah) == [("WXY1234", True)]
    assert await _plates(ben) == []
