"""Whose data is meant: an account, with what a guest did under its verified address; or a guest's address."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from tortoise.expressions import Q

from app.accounts.errors import EmailNotUnderstood, PlateNotUnderstood
from app.accounts.models import Person
from app.accounts.plates import normalise_plate
from app.accounts.queries import find_person_by_email
from app.accounts.rules import normalise_email
from app.bookings.models import Booking
from app.core.database.ids import ids_of
from app.core.fields import is_row_id
from app.privacy.errors import SubjectNotFound

FOUND = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """`email` is None where nothing but the account's own bookings is theirs: an address never verified."""

    person: Person | None
    email: str | None

    @property
    def bookings(self) -> Q:
        """Which bookings are theirs."""
        of_guest = Q(person_id__isnull=True, email=self.email)
        if self.person is None:
            return of_guest
        own = Q(person_id=self.person.id)
        return own | of_guest if self.email is not None else own

    async def booking_ids(self) -> list[int]:
        return await ids_of(Booking.filter(self.bookings).order_by("id"))


async def get_subject(*, person_id: int | None = None, email: str | None = None) -> Subject:
    """By account, or by the address of a guest. Raises SubjectNotFound.

    An address that an account has verified is that account's.
    """
    if person_id is not None:
        person = await Person.get_or_none(id=person_id) if is_row_id(person_id) else None
        if person is None or person.erased_at is not None:
            raise SubjectNotFound
        return Subject(person, person.email if person.email_verified_at else None)
    try:
        address = normalise_email(email or "")
    except EmailNotUnderstood:
        raise SubjectNotFound from None
    owner = await find_person_by_email(address)
    if owner is not None and owner.email_verified_at is not None:
        return Subject(owner, address)
    subject = Subject(None, address)
    if not await Booking.filter(subject.bookings).exists():
        raise SubjectNotFound
    return subject


async def find_people(text: str) -> list[Person]:
    """Accounts by part of name or e-mail, or by the plate of a vehicle or booking, by name.

    One more than `FOUND` at most.
    """
    wanted = text.strip()
    which = Q(name__icontains=wanted) | Q(email__icontains=wanted)
    try:
        plate = normalise_plate(wanted)
    except PlateNotUnderstood:
        plate = None
    if plate is not None:
        drivers = Booking.filter(plate_number=plate, person_id__isnull=False).limit(FOUND + 1)
        which |= Q(vehicles__plate_number=plate) | Q(id__in=await ids_of(drivers, "person_id"))
    people = Person.filter(which, erased_at__isnull=True).distinct()
    return await people.order_by("name", "id").limit(FOUND + 1)


async def find_guest_addresses(text: str) -> list[str]:
    """Addresses under which guests booked, by a part of name or address, or a plate.

    One more than `FOUND` at most.
    """
    wanted = text.strip()
    which = Q(name__icontains=wanted) | Q(email__icontains=wanted)
    with suppress(PlateNotUnderstood):
        which |= Q(plate_number=normalise_plate(wanted))
    rows = Booking.filter(which, person_id__isnull=True).exclude(email=ERASED_GUEST)
    found = rows.distinct().order_by("email").limit(FOUND + 1)
    return [str(each) for each in await found.values_list("email", flat=True)]


ERASED_GUEST = "erased@erased.invalid"
"""What stands in a booking in place of the address that was there."""
