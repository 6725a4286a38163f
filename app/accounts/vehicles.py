"""The verbs about a person's vehicles. Whoever has any has exactly one default.

The person's row is locked first, so that the changes of one person queue.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.errors import PersonNotFound, TooManyVehicles, VehicleAlreadyListed
from app.accounts.events import DefaultVehicleChosen, VehicleAdded, VehicleChanged, VehicleRemoved
from app.accounts.models import Person, Vehicle
from app.accounts.plates import normalise_plate
from app.accounts.queries import get_vehicle
from app.accounts.rules import normalise_vehicle_detail
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional

VEHICLES_PER_PERSON = 20


@dataclass(frozen=True, slots=True)
class VehicleDetails:
    """What somebody says of a vehicle, as typed. None: nothing said; an empty text takes back."""

    plate_number: str | None = None
    make: str | None = None
    model: str | None = None
    colour: str | None = None

    def columns(self) -> dict[str, str]:
        """What was said, in the form in which it is stored. Raises the errors of `rules`."""
        said: dict[str, str] = {}
        if self.plate_number is not None:
            said["plate_number"] = normalise_plate(self.plate_number)
        for field, text in (("make", self.make), ("model", self.model), ("colour", self.colour)):
            if text is not None:
                said[field] = normalise_vehicle_detail(field, text)
        return said


@transactional
async def add_vehicle(
    person_id: int, details: VehicleDetails, *, is_default: bool = False, by: Actor
) -> Vehicle:
    """Adds a vehicle; a person's first becomes the default.

    Raises PlateNotUnderstood, VehicleAlreadyListed or TooManyVehicles.
    """
    columns = VehicleDetails(
        details.plate_number or "", details.make, details.model, details.colour
    ).columns()
    await _lock_person(person_id)
    count = await Vehicle.filter(person_id=person_id).count()
    await _refuse_second(person_id, columns["plate_number"])
    if count >= VEHICLES_PER_PERSON:
        raise TooManyVehicles(limit=VEHICLES_PER_PERSON)
    vehicle = Vehicle(person_id=person_id, created_at=clock.now()).update_from_dict(columns)
    await vehicle.save()
    record(VehicleAdded(person_id=person_id, vehicle_id=vehicle.id), by=by)
    if is_default or count == 0:
        await _choose_default(vehicle, by)
    return vehicle


@transactional
async def change_vehicle(
    person_id: int, vehicle_id: int, details: VehicleDetails, *, make_default: bool = False, by: Actor
) -> Vehicle:
    """Changes what is said of a vehicle, and makes it the default if asked.

    A default ends only by choosing another. Bookings keep the plate they were made with.
    Raises VehicleNotFound, PlateNotUnderstood or VehicleAlreadyListed.
    """
    columns = details.columns()
    await _lock_person(person_id)
    vehicle = await get_vehicle(person_id, vehicle_id)
    changed = {name: value for name, value in columns.items() if getattr(vehicle, name) != value}
    if "plate_number" in changed:
        await _refuse_second(person_id, changed["plate_number"])
    if changed:
        await vehicle.update_from_dict(changed).save(update_fields=list(changed))
        record(VehicleChanged(person_id=person_id, vehicle_id=vehicle_id), by=by)
    if make_default and vehicle.default_for_id is None:
        await _choose_default(vehicle, by)
    return vehicle


@transactional
async def remove_vehicle(person_id: int, vehicle_id: int, *, by: Actor) -> None:
    """Removes a vehicle; after the default, the newest of the others becomes it. Raises VehicleNotFound."""
    await _lock_person(person_id)
    vehicle = await get_vehicle(person_id, vehicle_id)
    await vehicle.delete()
    record(VehicleRemoved(person_id=person_id, vehicle_id=vehicle_id), by=by)
    if vehicle.default_for_id is not None:
        newest = await Vehicle.filter(person_id=person_id).order_by("-id").first()
        if newest is not None:
            await _choose_default(newest, by)


async def _choose_default(vehicle: Vehicle, by: Actor) -> None:
    await Vehicle.filter(default_for_id=vehicle.person_id).update(default_for_id=None)
    vehicle.default_for_id = vehicle.person_id
    await vehicle.save(update_fields=["default_for_id"])
    record(DefaultVehicleChosen(person_id=vehicle.person_id, vehicle_id=vehicle.id), by=by)


async def _refuse_second(person_id: int, plate_number: str) -> None:
    if await Vehicle.filter(person_id=person_id, plate_number=plate_number).exists():
        raise VehicleAlreadyListed


async def _lock_person(person_id: int) -> None:
    if await Person.filter(id=person_id).select_for_update().first() is None:
        raise PersonNotFound
