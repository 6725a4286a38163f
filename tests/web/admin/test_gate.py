"""The gates over HTTP: scanned, typed, sent late, sent twice; and what is owed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from quart import Quart

from app.arrivals.models import ExitFee, ParkingSession
from app.bookings.models import Booking
from app.bookings.queries import get_booking
from app.core import clock
from app.lots.models import Lot
from app.payments.invariants import find_violations
from app.receipts.queries import pass_of
from jobs.complete_bookings import complete_bookings
from jobs.give_up_no_shows import give_up_no_shows
from jobs.watch_overstays import watch_overstays
from tests.accounts.people import POLICY
from tests.arrivals.stays import open_lot
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import World
from tests.web.admin.gates import move, path_at, stays_at
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


async def _pass(booking: Booking) -> str:
    text = pass_of(await get_booking(booking.reference), POLICY.secret_key)
    assert text is not None
    return text


async def test_a_scanned_pass_lets_in_and_a_typed_plate_lets_out(attendant: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=0, plate="WXY 1234", name="Aina")

    came = await move(attendant, world, "in", scan=await _pass(booking))
    inside = (await (await attendant.get(path_at(world, "stays"))).get_json())["inside"]
    left = await move(attendant, world, "out", plate="wxy1234")

    assert (came["status"], came["spaceLabel"], came["plateNumber"]) == (201, "A1", "WXY 1234")
    assert [stay["reference"] for stay in inside] == [booking.reference]
    assert (left["status"], left["owedSen"]) == (201, 0)
    session = await ParkingSession.get()
    assert (session.entry_method, session.exit_method) == ("scan", "plate")
    assert session.entered_by.startswith("attendant:")


async def test_a_pass_that_was_changed_or_is_of_another_lot_opens_nothing(
    attendant: Browser, world: World
) -> None:
    genuine = await _pass(await book(world.spaces[0], starts_in=0))
    elsewhere = await _pass(await book((await open_lot()).spaces[0], starts_in=0))
    for text in (genuine[:-2] + ("AA" if genuine[-2:] != "AA" else "BB"), elsewhere, "HELLO", "ü" * 1000):
        told = await move(attendant, world, "in", scan=text)
        assert (told["status"], told["code"]) == (422, "pass_not_genuine")
    assert not await ParkingSession.exists()


async def test_one_thing_says_which_car_it_is(attendant: Browser, world: World) -> None:
    for how in ({}, {"plate": "WXY 1234", "reference": "PK-1234567"}):
        assert (await move(attendant, world, "in", **how))["code"] == "movement_not_understood"


async def test_what_a_phone_saw_offline_is_taken_later_each_for_itself(
    attendant: Browser, world: World
) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    scan = await _pass(booking)
    at = clock.now()
    later = at + timedelta(minutes=50)
    seen = [
        {"direction": "in", "scan": scan, "key": "scan-0001", "at": at.isoformat()},
        {"direction": "in", "plate": "ABC 1", "key": "scan-0002", "at": at.isoformat()},
        {
            "direction": "out",
            "scan": scan,
            "key": "scan-0003",
            "at": (at + timedelta(minutes=50)).isoformat(),
        },
    ]
    with clock.frozen(at + timedelta(hours=5)):
        await complete_bookings()
        first = await (await attendant.post(path_at(world, "movements/sync"), {"movements": seen})).get_json()
        again = await (await attendant.post(path_at(world, "movements/sync"), {"movements": seen})).get_json()

    assert [done["key"] for done in first["done"]] == ["scan-0001", "scan-0003"]
    assert [(each["key"], each["code"]) for each in first["refused"]] == [("scan-0002", "booking_not_found")]
    assert again == first
    session = await ParkingSession.get()
    assert (session.entered_at, session.exited_at) == (at, later)
    assert not await ExitFee.exists()


async def test_a_car_that_left_is_not_let_in_by_a_phone_that_tells_later(
    attendant: Browser, world: World
) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=2, plate="WXY 1234")
    at = clock.now()
    with clock.frozen(at + timedelta(hours=1)):
        refused = await move(attendant, world, "out", plate="WXY 1234")
        insisted = await move(attendant, world, "out", plate="WXY 1234", leaveOwing=True)
    entry = {"direction": "in", "reference": booking.reference, "key": "entry-0001", "at": at.isoformat()}
    with clock.frozen(at + timedelta(hours=4)):
        await complete_bookings()
        told = await attendant.post(path_at(world, "movements/sync"), {"movements": [entry]})
        stays = await stays_at(attendant, world)

    assert (refused["status"], refused["code"]) == (404, "car_not_in")
    assert (insisted["status"], insisted["awaitsEntry"], insisted["owedSen"]) == (201, True, 0)
    (done,) = (await told.get_json())["done"]
    assert (done["key"], done["awaitsEntry"]) == ("entry-0001", False)
    assert (stays["inside"], stays["leftOwing"]) == ([], [])
    session = await ParkingSession.get()
    assert (session.entered_at, session.exited_at) == (at, at + timedelta(hours=1))


async def test_a_phone_whose_clock_is_ahead_saw_it_now_and_old_news_are_refused(
    attendant: Browser, world: World
) -> None:
    booking = await book(world.spaces[0], starts_in=0)
    now = clock.now()
    with clock.frozen(now):
        entry = {"direction": "in", "reference": booking.reference}
        times = {"old-00001": now - timedelta(days=4), "ahead-001": now + timedelta(hours=9)}
        seen = [{**entry, "key": key, "at": at.isoformat()} for key, at in times.items()]
        answer = await attendant.post(path_at(world, "movements/sync"), {"movements": seen})
        told = await answer.get_json()
    assert [(one["key"], one["code"]) for one in told["refused"]] == [("old-00001", "movement_too_old")]
    assert [one["key"] for one in told["done"]] == ["ahead-001"]
    assert (await ParkingSession.get()).entered_at == now


async def test_who_overstays_pays_at_the_counter_and_leaves(attendant: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    await move(attendant, world, "in", plate="WXY 1234")
    with clock.frozen(booking.ends_at + timedelta(minutes=40)):
        refused = await move(attendant, world, "out", plate="WXY 1234")
        session = await ParkingSession.get()
        fee = await (await attendant.post(path_at(world, f"stays/{session.id}/fee"))).get_json()
        link = await (await attendant.post(path_at(world, f"fees/{fee['id']}/link"))).get_json()
        paid = await attendant.post(path_at(world, f"fees/{fee['id']}/counter"), {"tender": "cash"})
        left = await move(attendant, world, "out", plate="WXY 1234")

    assert (refused["status"], refused["code"], refused["amountSen"]) == (402, "exit_fee_owed", 636)
    assert refused["reference"] == booking.reference
    assert [line["label"] for line in fee["lines"]] == ["Overstay: 1 h × RM 6.00", "Service tax 6 %"]
    assert "/pay/" in link["url"]
    assert ((await paid.get_json())["status"], left["status"]) == ("paid", 201)
    assert await find_violations() == []


async def test_an_attendant_waives_nothing_an_operator_may_with_a_reason(
    app: Quart, attendant: Browser, world: World
) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    booking = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    await move(attendant, world, "in", plate="WXY 1234")
    with clock.frozen(booking.ends_at + timedelta(minutes=40)):
        left = await move(attendant, world, "out", plate="WXY 1234", leaveOwing=True)
        stays = await (await attendant.get(path_at(world, "stays"))).get_json()
        (owing,) = stays["leftOwing"]
        assert stays["leftOwingCount"] == 1
        path = path_at(world, f"fees/{owing['id']}/waive")
        refused = await attendant.post(path, {"reason": "The barrier was stuck"})
        missing = await operator.post(path, {"reason": "  "})
        waived = await operator.post(path, {"reason": "The barrier was stuck"})
        twice = await operator.post(path, {"reason": "The barrier was stuck"})

    assert (left["owedSen"], owing["amountSen"]) == (636, 636)
    assert (owing["areaCode"], owing["spaceLabel"], owing["leftAt"]) == ("B1", "A1", left["at"])
    assert await code_of(refused) == (403, "not_permitted")
    assert await code_of(missing) == (422, "reason_missing")
    assert (await waived.get_json())["status"] == "waived"
    assert await code_of(twice) == (409, "exit_fee_settled")


async def test_what_cars_left_owing_is_listed_to_the_last(
    attendant: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.arrivals.queries.OWING_PAGE", 2)
    monkeypatch.setattr("app.web.admin.present_stays.OWING_PAGE", 2)
    bookings = [
        await book(spot, starts_in=0, hours=1, plate=f"ABC {number}")
        for number, spot in enumerate(world.spaces[:3], 1)
    ]
    for booking in bookings:
        await move(attendant, world, "in", reference=booking.reference)
    with clock.frozen(bookings[0].ends_at + timedelta(minutes=40)):
        for booking in bookings:
            await move(attendant, world, "out", reference=booking.reference, leaveOwing=True)
        stays = await stays_at(attendant, world)
        first = await _left_owing(attendant, world)
        second = await _left_owing(attendant, world, before=first["next"])
        one = await _left_owing(attendant, world, booking=bookings[0].reference)

    assert stays["leftOwingCount"] == 3
    assert stays["leftOwing"] == first["fees"]
    assert [fee["plateNumber"] for fee in first["fees"]] == ["ABC 3", "ABC 2"]
    assert ([fee["plateNumber"] for fee in second["fees"]], second["next"]) == (["ABC 1"], None)
    assert one == second


async def _left_owing(browser: Browser, world: World, **query: object) -> dict[str, Any]:
    path = path_at(world, f"left-owing?{urlencode(query)}")
    told: dict[str, Any] = await (await browser.get(path)).get_json()
    return told


async def test_the_fees_of_another_lot_are_out_of_reach(app: Quart, attendant: Browser, world: World) -> None:
    there = await open_lot()
    booking = await book(there.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    theirs = await staff_browser(app, "operator", there.lot.id)
    await move(theirs, there, "in", plate="WXY 1234")
    with clock.frozen(booking.ends_at + timedelta(minutes=40)):
        await move(theirs, there, "out", plate="WXY 1234", leaveOwing=True)
        fee, session = await ExitFee.get(), await ParkingSession.get()
        for path in (f"fees/{fee.id}/counter", f"fees/{fee.id}/link"):
            answer = await attendant.post(path_at(world, path), {"tender": "cash"})
            assert await code_of(answer) == (404, "exit_fee_not_found")
        answer = await attendant.post(path_at(world, f"stays/{session.id}/fee"))
        assert await code_of(answer) == (404, "car_not_in")


async def test_who_is_expected_is_listed_until_they_come(attendant: Browser, world: World) -> None:
    soon = await book(world.spaces[0], starts_in=0.5)
    await book(world.spaces[1], starts_in=3)
    with clock.frozen(soon.starts_at - timedelta(minutes=10)):
        stays = await (await attendant.get(path_at(world, "stays"))).get_json()
        assert [each["reference"] for each in stays["expected"]] == [soon.reference]
        await move(attendant, world, "in", reference=soon.reference)
        stays = await (await attendant.get(path_at(world, "stays"))).get_json()
    assert (stays["expected"], len(stays["inside"])) == ([], 1)


async def test_who_did_not_come_is_listed_for_the_day(attendant: Browser, world: World) -> None:
    await Lot.filter(id=world.lot.id).update(no_show_minutes=30)
    absent = await book(world.spaces[0], starts_in=0.5, hours=4)
    with clock.frozen(absent.starts_at + timedelta(minutes=31)):
        await give_up_no_shows()
        told = await stays_at(attendant, world)
    with clock.frozen(absent.starts_at + timedelta(days=2)):
        later = await stays_at(attendant, world)

    assert [each["reference"] for each in told["noShows"]] == [absent.reference]
    assert (told["expected"], told["rules"]["noShowMinutes"], later["noShows"]) == ([], 30, [])


async def test_a_car_that_overstays_says_whom_it_cost_the_spot(attendant: Browser, world: World) -> None:
    late = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    coming = await book(world.spaces[0], starts_in=2.2, hours=1)
    await move(attendant, world, "in", plate="WXY 1234")
    with clock.frozen(late.ends_at + timedelta(minutes=50)):
        await watch_overstays(GATEWAY)
        (stay,) = (await stays_at(attendant, world))["inside"]

    assert (stay["owedSen"], stay["nextStartsAt"]) == (636, None)
    assert [(each["reference"], each["wentTo"]) for each in stay["nextDrivers"]] == [
        (coming.reference, "B1 · A2")
    ]


async def test_a_car_that_leaves_now_does_not_leave_before_it_owed(attendant: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    await move(attendant, world, "in", plate="WXY 1234")
    with clock.frozen(booking.ends_at + timedelta(hours=40)):
        assert (await move(attendant, world, "out", plate="WXY 1234"))["amountSen"] == 8480
        told = await move(attendant, world, "out", plate="WXY 1234", at=booking.ends_at.isoformat())
    assert (told["status"], told.get("owedSen")) != (201, 0)


async def test_no_car_comes_again_before_it_left(attendant: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=3, plate="WXY 1234")
    await move(attendant, world, "in", plate="WXY 1234")
    with clock.frozen(booking.starts_at + timedelta(hours=2)):
        await move(attendant, world, "out", plate="WXY 1234")
        between = (booking.starts_at + timedelta(hours=1)).isoformat()
        await move(attendant, world, "in", plate="WXY 1234", at=between)
    first, *others = await ParkingSession.all().order_by("id")
    assert all(first.exited_at is not None and other.entered_at >= first.exited_at for other in others)
