"""People over HTTP: found, blocked, handed out, erased; and who may."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from tortoise import Tortoise

from app.accounts.models import Person, Session, Vehicle
from app.accounts.vehicles import VehicleDetails, add_vehicle
from app.arrivals.exit_fees import waive_exit_fee
from app.arrivals.models import ExitFee
from app.bookings.models import Booking
from app.bookings.service import HoldRequest, hold_space
from app.core import clock
from app.core.actor import OPERATOR, Actor
from app.core.models import EventRecord
from app.core.money import Money
from app.notifications.models import Delivery
from app.notifications.planner import plan_deliveries
from app.payments.goodwill import propose_refund
from app.payments.invariants import find_violations
from app.payments.models import LedgerEntry, Payment, Receipt, Refund
from app.payments.refunds import record_manual_refund
from app.privacy import subjects
from app.web.admin import people as desk
from jobs.complete_bookings import complete_bookings
from tests.arrivals.stays import enter, leave
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.stays import book
from tests.support.world import World, in_hours
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of

SITI = "siti@mail.example"
PEOPLE = "/api/admin/people"


@pytest.fixture
async def owner(app: Quart) -> Browser:
    return await staff_browser(app, "owner")


async def _json(answer: Any, status: int = 200) -> dict[str, Any]:
    told: dict[str, Any] = await answer.get_json()
    assert answer.status_code == status, told
    return told


async def _siti(app: Quart) -> tuple[Browser, Person]:
    browser = Browser(app)
    await browser.sign_up(SITI, name="Siti Aminah")
    await Person.filter(email=SITI).update(email_verified_at=clock.now())
    person = await Person.get(email=SITI)
    await add_vehicle(person.id, VehicleDetails("WXY 1234"), by=Actor.driver(person.id))
    return browser, person


async def _booked_by(person: Person, world: World) -> Booking:
    by = Actor.driver(person.id)
    vehicle = await Vehicle.get(person_id=person.id)
    request = HoldRequest(world.spaces[0].id, in_hours(1), in_hours(3), vehicle_id=vehicle.id)
    booking = await hold_space(
        request, person=person, idempotency_key="key-of-siti", language="en", channel="web", by=by
    )
    assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    return booking


async def _everything_in_the_tables() -> str:
    rows: list[str] = []
    for model in Tortoise.apps["models"].values():
        names = list(model._meta.fields_db_projection)
        rows += [repr([getattr(row, name) for name in names]) for row in await model.all()]
    return "\n".join(rows)


async def test_people_are_found_by_name_email_and_plate(app: Quart, owner: Browser, world: World) -> None:
    _, siti = await _siti(app)
    await book(world.spaces[1], email="ali@other.example", plate="VDK 88", name="Ali bin Abu")
    for text, people, guests in (
        ("aminah", [siti.id], []),
        ("siti@", [siti.id], []),
        ("wxy1234", [siti.id], []),
        ("VDK 88", [], ["ali@other.example"]),
        ("bin abu", [], ["ali@other.example"]),
    ):
        found = await _json(await owner.get(f"{PEOPLE}?q={text.replace(' ', '%20')}"))
        assert ([each["id"] for each in found["people"]], found["guests"]) == (people, guests), text


async def test_that_more_people_fit_than_are_listed_is_said(
    app: Quart, owner: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for space, name in zip(world.spaces, ("ali", "bala"), strict=False):
        await book(space, email=f"{name}@other.example")
    assert (await _json(await owner.get(f"{PEOPLE}?q=other.example")))["hasMore"] is False
    monkeypatch.setattr(subjects, "FOUND", 1)
    monkeypatch.setattr(desk, "FOUND", 1)
    found = await _json(await owner.get(f"{PEOPLE}?q=other.example"))
    assert (found["guests"], found["hasMore"]) == (["ali@other.example"], True)


async def test_who_is_blocked_keeps_bookings_and_holds_no_more(
    app: Quart, owner: Browser, world: World
) -> None:
    browser, siti = await _siti(app)
    booking = await _booked_by(siti, world)
    blocked = await _json(await owner.post(f"{PEOPLE}/{siti.id}/block", {"reason": "Left without paying"}))
    assert (blocked["blockReason"], blocked["blockedBy"]) == ("Left without paying", "Aisyah binti Rahman")
    wish = {
        "spaceId": world.spaces[1].id,
        "startsAt": in_hours(24).isoformat(),
        "endsAt": in_hours(26).isoformat(),
        "plateNumber": "WXY 1234",
    }
    answer = await browser.post("/api/bookings", wish, Idempotency_Key="key-of-siti-2")
    assert await code_of(answer) == (403, "account_blocked")
    answer = await Browser(app).post(
        "/api/bookings", {**wish, "email": SITI.upper()}, Idempotency_Key="key-of-guest"
    )
    assert await code_of(answer) == (403, "account_blocked")
    assert (await Booking.get(id=booking.id)).status == "confirmed"
    event = await EventRecord.get(kind="PersonBlocked")
    assert event.data == {"person_id": siti.id}
    await _json(await owner.post(f"{PEOPLE}/{siti.id}/unblock"))
    assert (await browser.post("/api/bookings", wish, Idempotency_Key="key-of-siti-3")).status_code == 201


async def test_an_export_holds_all_of_theirs_and_nothing_of_others_nor_secrets(
    app: Quart, owner: Browser, world: World
) -> None:
    _, siti = await _siti(app)
    booking = await _booked_by(siti, world)
    other = await book(world.spaces[1], email="ali@other.example", plate="VDK 88")
    await plan_deliveries()
    answer = await owner.post(f"{PEOPLE}/export", {"personId": siti.id})
    assert answer.status_code == 200
    text = await answer.get_data(as_text=True)
    told = json.loads(text)
    assert told["account"]["email"] == SITI
    assert [vehicle["plate_number"] for vehicle in told["account"]["vehicles"]] == ["WXY1234"]
    assert [each["reference"] for each in told["bookings"]] == [booking.reference]
    for part in ("charges", "payments", "receipts", "messages", "what_happened", "messages_of_the_gateway"):
        assert told[part], part
    assert siti.password_hash not in text
    assert other.reference not in text
    assert "ali@other.example" not in text
    guest = await _json(await owner.post(f"{PEOPLE}/export", {"email": "ALI@other.example"}))
    assert (guest["account"], [each["reference"] for each in guest["bookings"]]) == (None, [other.reference])


async def test_erased_is_everything_but_the_books(app: Quart, owner: Browser, world: World) -> None:
    browser, siti = await _siti(app)
    booking = await _booked_by(siti, world)
    await plan_deliveries()
    with clock.frozen(booking.starts_at):
        session = await enter(booking)
        await leave(session)
    answer = await owner.post(f"{PEOPLE}/erase", {"personId": siti.id})
    assert (await _json(answer, 409))["reasons"] == ["booking_current"]
    books = [(entry.account, entry.amount) for entry in await LedgerEntry.all().order_by("id")]
    with clock.frozen(booking.ends_at + timedelta(hours=1)):
        await complete_bookings()
        payment = await Payment.get()
        await propose_refund(
            payment.id, Money(100), "Sorry", lot_id=world.lot.id, gateway=GATEWAY, by=OPERATOR
        )
        answer = await owner.post(f"{PEOPLE}/erase", {"personId": siti.id})
        assert (await _json(answer, 409))["reasons"] == ["refund_open"]
        await record_manual_refund((await Refund.get()).id, reference="PORTAL-1", by=OPERATOR)
        assert (await _json(await owner.post(f"{PEOPLE}/erase", {"personId": siti.id})))["bookings"] == 1

    left = await _everything_in_the_tables()
    for trace in (SITI, "Siti Aminah", "WXY1234", siti.password_hash):
        assert trace not in left, trace
    assert not await Session.filter(person_id=siti.id).exists()
    assert not await Delivery.filter(recipient=SITI).exists()
    assert await Receipt.all().count() == 1
    assert [(entry.account, entry.amount) for entry in await LedgerEntry.all().order_by("id")][
        : len(books)
    ] == books
    assert await code_of(await browser.get("/api/vehicles")) == (401, "not_signed_in")
    assert await code_of(await owner.post(f"{PEOPLE}/erase", {"personId": siti.id})) == (
        404,
        "subject_not_found",
    )
    event = await EventRecord.get(kind="PersonalDataErased")
    assert event.data == {"person_id": siti.id, "bookings": 1}
    assert await find_violations() == []


async def test_a_guest_who_left_owing_is_erased_once_that_is_settled(owner: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=1, email=SITI, plate="WXY 1234", name="Siti")
    session = await enter(booking)
    with clock.frozen(booking.ends_at + timedelta(minutes=40)):
        await leave(session, owing=True)
        await complete_bookings()
        answer = await owner.post(f"{PEOPLE}/erase", {"email": SITI})
        assert (await _json(answer, 409))["reasons"] == ["fee_owed"]
        await waive_exit_fee((await ExitFee.get()).id, lot_id=world.lot.id, reason="x", by=OPERATOR)
        assert (await _json(await owner.post(f"{PEOPLE}/erase", {"email": SITI})))["bookings"] == 1
    assert SITI not in await _everything_in_the_tables()
    assert await find_violations() == []


async def test_staff_are_not_erased_and_only_owners_of_all_handle_people(
    app: Quart, owner: Browser, world: World
) -> None:
    _, siti = await _siti(app)
    (me,) = (await _json(await owner.get(f"{PEOPLE}?q=owner-all")))["people"]
    answer = await owner.post(f"{PEOPLE}/erase", {"personId": me["id"]})
    assert (await _json(answer, 409))["reasons"] == ["has_role"]
    for role, lot_id in (("operator", None), ("owner", world.lot.id), ("attendant", world.lot.id)):
        browser = await staff_browser(app, role, lot_id)
        assert await code_of(await browser.get(f"{PEOPLE}?q=siti")) == (403, "not_permitted")
        for path, body in (
            (f"{siti.id}/block", {"reason": "x"}),
            (f"{siti.id}/unblock", None),
            ("export", {"personId": siti.id}),
            ("erase", {"personId": siti.id}),
        ):
            assert await code_of(await browser.post(f"{PEOPLE}/{path}", body)) == (403, "not_permitted")
    answer = await owner.post(f"{PEOPLE}/erase", {"personId": siti.id, "email": SITI})
    assert await code_of(answer) == (400, "invalid_request")
