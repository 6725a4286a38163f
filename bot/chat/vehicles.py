"""The vehicles of the account."""

from __future__ import annotations

from app.accounts.errors import VehicleNotFound
from app.accounts.plates import display_plate
from app.accounts.queries import get_vehicle, list_vehicles
from app.accounts.vehicles import VehicleDetails, add_vehicle, change_vehicle, remove_vehicle
from bot.conversation import Done, Draft, NotAnAnswer, Outcome, Place, Step
from bot.screen import Button, Screen
from bot.talk import Talk

_STOP = "stop"


class OfVehicle(Draft):
    """Which vehicle a question is about."""

    vehicle_id: int


class VehiclesStep(Step[Draft]):
    """The list; each is a button. A plate that is typed is added."""

    draft_type = Draft

    async def show(self, talk: Talk, draft: Draft) -> Screen | Outcome:
        if talk.person is None:
            return Done([Screen(talk.plain("vehicles_need_account"))])
        vehicles = await list_vehicles(talk.person.id)
        rows = [
            [
                Button(
                    talk.word(
                        "vehicle_default" if vehicle.default_for_id is not None else "vehicle_other",
                        plate=display_plate(vehicle.plate_number),
                    ),
                    choice=str(vehicle.id),
                )
            ]
            for vehicle in vehicles
        ]
        text = talk.plain("vehicles" if vehicles else "vehicles_none")
        return Screen(text, [*rows, [Button(talk.word("done"), choice=_STOP)]])

    async def choose(self, talk: Talk, draft: Draft, choice: str) -> Outcome:
        if choice == _STOP:
            return Done([Screen(talk.plain("done"))])
        if not choice.isdigit():
            raise NotAnAnswer
        return Place("vehicle_one", OfVehicle(vehicle_id=int(choice)))

    async def hear(self, talk: Talk, draft: Draft, text: str) -> Outcome:
        if talk.person is None:
            raise NotAnAnswer
        await add_vehicle(talk.person.id, VehicleDetails(plate_number=text), by=talk.actor)
        return Place("vehicles")


class VehicleStep(Step[OfVehicle]):
    """One vehicle: make it the usual one, or remove it. One that is gone leads back to the list."""

    draft_type = OfVehicle

    async def show(self, talk: Talk, draft: OfVehicle) -> Screen | Outcome:
        try:
            vehicle = await get_vehicle(talk.chat.person_id or 0, draft.vehicle_id)
        except VehicleNotFound:
            return Place("vehicles")
        buttons = [
            Button(talk.word("vehicle_make_default"), choice="default"),
            Button(talk.word("vehicle_remove"), choice="remove"),
        ]
        text = talk.plain("vehicle_one", plate=display_plate(vehicle.plate_number))
        return Screen(text, [buttons, [Button(talk.word("back"), choice=_STOP)]])

    async def choose(self, talk: Talk, draft: OfVehicle, choice: str) -> Outcome:
        if talk.person is not None and choice == "default":
            await change_vehicle(
                talk.person.id, draft.vehicle_id, VehicleDetails(), make_default=True, by=talk.actor
            )
        elif talk.person is not None and choice == "remove":
            await remove_vehicle(talk.person.id, draft.vehicle_id, by=talk.actor)
        return Place("vehicles")
