"""A driver's vehicles. Somebody else's are not there."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts import vehicles
from app.accounts.models import Vehicle
from app.accounts.plates import display_plate
from app.accounts.queries import list_vehicles
from app.accounts.vehicles import VehicleDetails
from app.programs.scopes import Scope
from app.web.access import callers, current_actor, require_person
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.accounts import VehicleChangeIn, VehicleIn, VehicleOut, VehiclesOut

blueprint = Blueprint("vehicles", __name__)


@blueprint.get("/api/vehicles")
@limited(300)
@callers("driver", scope=Scope.PROFILE_READ)
@validate_response(VehiclesOut)
async def my_vehicles() -> VehiclesOut:
    """The driver's vehicles, the default first."""
    person = await require_person()
    return VehiclesOut(vehicles=[_present(vehicle) for vehicle in await list_vehicles(person.id)])


@blueprint.post("/api/vehicles")
@limited(60)
@callers("driver")
@validate_request(VehicleIn)
@validate_response(VehicleOut, 201)
async def add_vehicle(data: VehicleIn) -> tuple[VehicleOut, int]:
    """Adds a vehicle."""
    person = await require_person()
    vehicle = await vehicles.add_vehicle(
        person.id, _details(data), is_default=data.is_default, by=await current_actor()
    )
    return _present(vehicle), 201


@blueprint.patch("/api/vehicles/<int:id>")
@limited(60)
@callers("driver")
@validate_request(VehicleChangeIn)
@validate_response(VehicleOut)
async def change_vehicle(id: int, data: VehicleChangeIn) -> VehicleOut:
    """Changes a vehicle, or makes it the default."""
    person = await require_person()
    vehicle = await vehicles.change_vehicle(
        person.id, id, _details(data), make_default=bool(data.is_default), by=await current_actor()
    )
    return _present(vehicle)


@blueprint.delete("/api/vehicles/<int:id>")
@limited(60)
@callers("driver")
@answers_nothing(204)
async def remove_vehicle(id: int) -> tuple[str, int]:
    """Removes a vehicle; bookings keep its plate."""
    person = await require_person()
    await vehicles.remove_vehicle(person.id, id, by=await current_actor())
    return "", 204


def _details(data: VehicleIn | VehicleChangeIn) -> VehicleDetails:
    return VehicleDetails(data.plate_number, data.make, data.model, data.colour)


def _present(vehicle: Vehicle) -> VehicleOut:
    return VehicleOut(
        id=vehicle.id,
        plate_number=display_plate(vehicle.plate_number),
        make=vehicle.make,
        model=vehicle.model,
        colour=vehicle.colour,
        is_default=vehicle.default_for_id is not None,
    )
