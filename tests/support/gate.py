"""A gate in a browser: cars of the demo's car park, and a camera that sees what a test holds up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import segno
from playwright.sync_api import BrowserContext, Page, expect

from app.arrivals.models import ParkingSession
from app.arrivals.queries import stood_on
from app.arrivals.service import give_up_no_show
from app.bookings.models import Booking
from app.bookings.queries import get_booking
from app.core import clock
from app.core.database.connection import close_database, open_database
from app.lots.models import Closure, Lot, Space, SpaceType
from app.receipts.queries import pass_of
from tests.arrivals.stays import enter
from tests.support import driving
from tests.support.driving import LOT
from tests.support.settings import SECRETS
from tests.support.stack import Stack
from tests.support.stays import book

T = TypeVar("T")

_CAMERA = """
  const picture = document.createElement("canvas");
  picture.width = picture.height = 640;
  const pen = picture.getContext("2d");
  window.heldUp = [];
  window.cameraRefuses = null;
  setInterval(() => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 640, 640);
    pen.fillStyle = "#000";
    const side = Math.floor(560 / (window.heldUp.length || 1));
    window.heldUp.forEach((row, y) => [...row].forEach((module, x) => {
      if (module === "1") pen.fillRect(40 + x * side, 40 + y * side, side, side);
    }));
  }, 60);
  // An empty page has no cameras.
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => window.cameraRefuses
    ? Promise.reject(new DOMException("no", window.cameraRefuses))
    : Promise.resolve(picture.captureStream(15));
"""


@dataclass(frozen=True)
class Car:
    """A booking of the demo's car park, as its driver knows it."""

    booking_id: int
    reference: str
    plate: str
    floor: str
    spot: str
    code: str


def give_camera(context: BrowserContext) -> None:
    """Every page of this browser from now on has a camera; nothing is held up."""
    context.add_init_script(_CAMERA)


def hold_up(page: Page, code: str | None) -> None:
    """Before the camera of the page, until something else is."""
    rows = (
        []
        if code is None
        else ["".join(map(str, row)) for row in segno.make(code, error="m", micro=False).matrix]
    )
    page.evaluate("rows => { window.heldUp = rows }", rows)


def coming_car(stack: Stack) -> Car:
    """A car whose paid booking begins now."""
    return _in(stack, lambda: _book(hours=2))


def elsewhere(stack: Stack) -> Car:
    """A car that is booked at another car park."""
    return _in(stack, lambda: _book(hours=2, lot="menara-suria"))


def overstaying_car(stack: Stack, *, late: timedelta = timedelta(minutes=40)) -> Car:
    """A car that came in time and should have left an hour's booking so long ago."""

    async def come() -> Car:
        with clock.frozen(clock.now() - late - timedelta(hours=1)):
            car = await _book(hours=1)
            await enter(await Booking.get(id=car.booking_id))
        return car

    return _in(stack, come)


def absent_car(stack: Stack, *, late: timedelta = timedelta(minutes=40)) -> Car:
    """A car whose paid booking began so long ago, and that nobody has seen."""

    async def book_then() -> Car:
        with clock.frozen(clock.now() - late):
            return await _book(hours=2)

    return _in(stack, book_then)


def give_up(stack: Stack, car: Car, *, after_minutes: int) -> None:
    """The lot's rule for cars that do not come holds until this one has lost its spot."""

    async def apply() -> None:
        await Lot.filter(slug=LOT).update(no_show_minutes=after_minutes)
        try:
            assert await give_up_no_show(car.booking_id)
        finally:
            await Lot.filter(slug=LOT).update(no_show_minutes=None)

    _in(stack, apply)


def booked_spot(stack: Stack) -> Car:
    """A spot that somebody has booked for later today."""
    return _in(stack, lambda: _book(hours=1, starts_in=5))


def stays_of(stack: Stack, car: Car) -> list[ParkingSession]:
    async def read() -> list[ParkingSession]:
        return await ParkingSession.filter(booking_id=car.booking_id).order_by("id")

    return _in(stack, read)


def closures_of(stack: Stack, reason: str) -> list[Closure]:
    async def read() -> list[Closure]:
        return await Closure.filter(reason=reason).order_by("id").prefetch_related("space")

    return _in(stack, read)


def now_at(stack: Stack, car: Car) -> str:
    """The spot that the booking has now."""

    async def read() -> str:
        booking = await Booking.get(id=car.booking_id).prefetch_related("space")
        return booking.space.label

    return _in(stack, read)


def open_gate(page: Page, stack: Stack, login: tuple[str, str], path: str = "arrivals") -> None:
    page.goto(f"{stack.url}/admin/{LOT}/{path}")
    driving.sign_in(page, *login)
    expect(page.get_by_test_id("gate" if path == "arrivals" else "closures-running")).to_be_visible()


async def _book(*, hours: float, starts_in: float = 0, lot: str = LOT) -> Car:
    place = await Lot.get(slug=lot)
    free = Space.filter(
        area__lot_id=place.id,
        area__code__not="B1",
        type=SpaceType.STANDARD,
        claims__id__isnull=True,
        closures__id__isnull=True,
    )
    stood_on_now = await stood_on(place.id)
    space = next(
        one for one in await free.order_by("-id").prefetch_related("area") if one.id not in stood_on_now
    )
    booking = await book(space, starts_in=starts_in, hours=hours)
    code = pass_of(await get_booking(booking.reference), SECRETS["SECRET_KEY"])
    assert code is not None
    return Car(booking.id, booking.reference, booking.plate_number, space.area.code, space.label, code)


def _in(stack: Stack, work: Callable[[], Awaitable[T]]) -> T:
    async def run() -> T:
        database = await open_database(stack.database.url)
        try:
            return await work()
        finally:
            await close_database(database)

    # Playwright has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(lambda: asyncio.run(run())).result()
