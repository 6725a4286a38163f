"""Which vehicle: one of the account's, or a number plate that is typed."""

from __future__ import annotations

from app.accounts.plates import display_plate, normalise_plate
from app.accounts.queries import get_vehicle, list_vehicles
from bot.booking.draft import BookingDraft, next_place
from bot.booking.step import BookingStep, so_far
from bot.conversation import NotAnAnswer, Outcome, number_in
from bot.screen import Button, Screen
from bot.talk import Talk


class VehicleStep(BookingStep):
    question = "vehicle"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen:
        vehicles = await list_vehicles(talk.person.id) if talk.person else []
        rows = [[Button(display_plate(vehicle.plate_number), choice=str(vehicle.id))] for vehicle in vehicles]
        text = talk.text("book_vehicle", known=await so_far(talk, draft), has_vehicles=bool(vehicles))
        return Screen(text, [*rows, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if talk.person is None:
            raise NotAnAnswer
        vehicle = await get_vehicle(talk.person.id, number_in(choice))
        return next_place(draft.but(vehicle_id=vehicle.id, plate=vehicle.plate_number))

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        return next_place(draft.but(plate=normalise_plate(text), vehicle_id=None))
