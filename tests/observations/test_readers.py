"""Plate readers over HTTP: believed, doubted, doubled, late; and what a person decides."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart

from app.arrivals.models import ExitFee, ParkingSession
from app.core import clock
from app.core.actor import OPERATOR
from app.lots.settings import change_lot
from app.observations.events import ObservationAccepted, ObservationDoubted
from app.observations.models import Observation, Outcome
from app.observations.service import forget_observations
from app.privacy.erasure import erase_subject
from app.privacy.export import export_subject
from app.privacy.subjects import get_subject
from app.programs.models import Program
from jobs.complete_bookings import complete_bookings
from tests.accounts.people import events_of
from tests.arrivals.stays import open_lot
from tests.observations.readers import Reader, path_of, queue_of
from tests.programs.known import ProgramOnline, a_partner, a_reader
from tests.support.stays import book
from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


async def test_a_booked_car_comes_and_goes_by_itself(reader: Reader, world: World) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    came = await reader.see("wxy-1234")
    session = await ParkingSession.get()
    assert (came["outcome"], came["opens"], came["spot"]) == ("moved", True, "B1 A1")
    assert (session.entry_method, session.entered_by) == ("reader", f"program:{(await Program.get()).id}")
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        left = await reader.see("WXY1234", "out")
    await session.refresh_from_db()
    assert (left["outcome"], session.exit_method) == ("moved", "reader")


async def test_a_reader_that_is_not_sure_asks_a_person(
    reader: Reader, world: World, attendant: Browser
) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    seen = await reader.see("WXY 1234", confidence=0.84, key="doubtful-1")
    assert (seen["outcome"], seen["doubt"], seen["opens"]) == ("waiting", "unsure", False)
    assert not await ParkingSession.exists()
    (one,) = await queue_of(attendant, world)
    assert (one["gate"], one["plateNumber"], one["confidence"]) == ("Main gate", "WXY 1234", 0.84)
    assert [each["plateNumber"] for each in one["candidates"]] == ["WXY 1234"]

    answer = await attendant.post(path_of(world, f"/{one['id']}/accept"), {"plate": "WXY 1234"})
    assert answer.status_code == 204
    assert await queue_of(attendant, world) == []
    told = await (await reader.ask("doubtful-1")).get_json()
    assert (told["outcome"], told["opens"], told["spot"]) == ("accepted", True, "B1 A1")
    session = await ParkingSession.get()
    assert session.entered_by.startswith("attendant:")
    assert len(await events_of(ObservationDoubted)) == len(await events_of(ObservationAccepted)) == 1
    again = await attendant.post(path_of(world, f"/{one['id']}/accept"), {"plate": "WXY 1234"})
    assert await code_of(again) == (409, "observation_decided")


async def test_doubtful_readings_are_listed_to_the_last(
    reader: Reader, world: World, attendant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.observations.queries.PAGE", 2)
    for plate in ("QAB 1", "RCD 22", "TEF 333"):
        await reader.see(plate, confidence=0.1)
    first = await (await attendant.get(path_of(world))).get_json()
    rest = await (await attendant.get(path_of(world, f"?before={first['next']}"))).get_json()
    plates = [[one["plateNumber"] for one in page["observations"]] for page in (first, rest)]
    assert plates == [["TEF 333", "RCD 22"], ["QAB 1"]]
    assert (first["count"], rest["count"], rest["next"]) == (3, 3, None)


async def test_the_lot_says_how_sure_is_sure(reader: Reader, world: World) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    await change_lot(world.lot.id, {"reader_confidence_percent": 60}, by=OPERATOR)
    assert (await reader.see("WXY 1234", confidence=0.6))["outcome"] == "moved"


async def test_a_plate_that_only_looks_like_an_expected_one_is_doubted(
    reader: Reader, world: World, attendant: Browser
) -> None:
    await book(world.spaces[0], starts_in=0, plate="WBO 1234")
    seen = await reader.see("W80 1234", confidence=0.99)
    assert (seen["outcome"], seen["doubt"]) == ("waiting", "similar")
    (one,) = await queue_of(attendant, world)
    (candidate,) = one["candidates"]
    assert candidate["plateNumber"] == "WBO 1234"
    await attendant.post(path_of(world, f"/{one['id']}/accept"), {"reference": candidate["reference"]})
    assert await ParkingSession.all().count() == 1


async def test_who_is_not_expected_waits_and_is_dismissed_with_a_reason(
    reader: Reader, world: World, attendant: Browser
) -> None:
    seen = await reader.see("ABC 1", confidence=0.99)
    assert (seen["outcome"], seen["doubt"]) == ("waiting", "unknown")
    (one,) = await queue_of(attendant, world)
    dismiss = path_of(world, f"/{one['id']}/dismiss")
    assert await code_of(await attendant.post(dismiss, {"reason": " "})) == (422, "dismissal_reason_missing")
    wrong = await attendant.post(path_of(world, f"/{one['id']}/accept"), {"plate": "ABC 1"})
    assert await code_of(wrong) == (404, "booking_not_found")
    assert (await attendant.post(dismiss, {"reason": "A delivery van"})).status_code == 204
    assert await queue_of(attendant, world) == []
    row = await Observation.get()
    assert (row.outcome, row.reason) == (Outcome.DISMISSED, "A delivery van")


async def test_what_the_gate_would_refuse_is_for_a_person(
    reader: Reader, world: World, attendant: Browser
) -> None:
    booking = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    await reader.see("WXY 1234")
    with clock.frozen(booking.starts_at + timedelta(minutes=20)):
        twice = await reader.see("WXY 1234")
    assert (twice["doubt"], twice["refusal"]) == ("refused", "car_is_in")
    with clock.frozen(booking.ends_at + timedelta(minutes=40)):
        owing = await reader.see("WXY 1234", "out")
        assert (owing["doubt"], owing["refusal"], owing["opens"]) == ("refused", "exit_fee_owed", False)
        one = (await queue_of(attendant, world))[0]
        accept = path_of(world, f"/{one['id']}/accept")
        refused = await attendant.post(accept, {"plate": "WXY 1234"})
        assert await code_of(refused) == (402, "exit_fee_owed")
        assert (await attendant.post(accept, {"plate": "WXY 1234", "leaveOwing": True})).status_code == 204
    assert (await ExitFee.get()).status == "owed"


async def test_two_bookings_of_one_plate_are_for_a_person(
    reader: Reader, world: World, attendant: Browser
) -> None:
    for space in world.spaces[:2]:
        await book(space, starts_in=0, plate="WXY 1234")
    assert (await reader.see("WXY 1234"))["doubt"] == "several"
    (one,) = await queue_of(attendant, world)
    assert len({each["reference"] for each in one["candidates"]}) == 2


async def test_a_car_that_is_read_again_and_again_comes_once(reader: Reader, world: World) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    start = clock.now()
    outcomes = []
    for seconds, plate, confidence in [
        (0, "WXY 1234", 0.95),
        (5, "WXY 1234", 0.99),
        (20, "WXV 1234", 0.97),  # read wrongly, and nobody of that plate is expected
        (45, "WXY 1234", 0.5),  # half a minute after the last one, not the first
    ]:
        at = start + timedelta(seconds=seconds)
        with clock.frozen(at):
            seen = await reader.see(plate, confidence=confidence)
        outcomes.append(seen["outcome"])
        assert seen["opens"]
    assert outcomes == ["moved", "repeated", "repeated", "repeated"]
    assert await ParkingSession.all().count() == 1


async def test_two_cars_with_plates_alike_both_come(reader: Reader, world: World) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    await book(world.spaces[1], starts_in=0, plate="WXY 1235")
    outcomes = [(await reader.see(plate))["outcome"] for plate in ("WXY 1234", "WXY 1235")]
    assert outcomes == ["moved", "moved"]


async def test_a_better_second_look_settles_the_first(
    reader: Reader, world: World, attendant: Browser
) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    start = clock.now()
    with clock.frozen(start):
        assert (await reader.see("WXY 123", confidence=0.4, key="first-look"))["outcome"] == "waiting"
    with clock.frozen(start + timedelta(seconds=2)):
        assert (await reader.see("WXY 1Z3", confidence=0.5))["outcome"] == "repeated"
        assert len(await queue_of(attendant, world)) == 1
        assert (await reader.see("WXY 1234", confidence=0.98))["outcome"] == "moved"
    assert await queue_of(attendant, world) == []
    told = await (await reader.ask("first-look")).get_json()
    assert (told["outcome"], told["opens"]) == ("repeated", True)


async def test_told_again_the_same_comes_of_it(reader: Reader, world: World) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    first = await reader.see("WXY 1234", key="the-same-key")
    later = clock.now() + timedelta(hours=1)
    with clock.frozen(later):
        assert await reader.see("WXY 1234", key="the-same-key") == first
    assert await Observation.all().count() == 1


async def test_told_at_once_by_several_it_happens_once(reader: Reader, world: World) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    now = clock.now()
    same = await asyncio.gather(*(reader.see("WXY 1234", key="the-same-key", at=now) for _ in range(4)))
    others = await asyncio.gather(*(reader.see("WXY 1234", at=now) for _ in range(4)))
    assert {seen["outcome"] for seen in same} == {"moved"}
    assert {seen["outcome"] for seen in others} == {"repeated"}
    assert await ParkingSession.all().count() == 1


async def test_two_people_decide_once(reader: Reader, world: World, attendant: Browser) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    await reader.see("WXY 1234", confidence=0.1)
    (one,) = await queue_of(attendant, world)
    answers = await asyncio.gather(
        attendant.post(path_of(world, f"/{one['id']}/accept"), {"plate": "WXY 1234"}),
        attendant.post(path_of(world, f"/{one['id']}/accept"), {"plate": "WXY 1234"}),
        attendant.post(path_of(world, f"/{one['id']}/dismiss"), {"reason": "Nothing"}),
    )
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409]
    row = await Observation.get()
    assert (row.outcome is Outcome.ACCEPTED) == await ParkingSession.exists()


async def test_late_news_count_when_they_were_seen_and_future_ones_never(
    reader: Reader, world: World
) -> None:
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    at = clock.now()
    with clock.frozen(at + timedelta(hours=1)):
        assert (await reader.see("WXY 1234", at=at))["outcome"] == "moved"
    assert (await ParkingSession.get()).entered_at == at
    with clock.frozen(at):
        slightly = await reader.see("WXY 1234", "out", at=at + timedelta(seconds=90))
        assert slightly["outcome"] == "moved"
        assert (await ParkingSession.get()).exited_at == at
        future = await reader.send("WXY 1234", at=at + timedelta(minutes=5))
        assert await code_of(future) == (422, "observation_from_future")
        old = await reader.send("WXY 1234", at=at - timedelta(days=4))
        assert await code_of(old) == (422, "movement_too_old")


async def test_a_reader_sees_what_it_is_bound_to(app: Quart, world: World) -> None:
    entry = Reader(ProgramOnline(app, await a_reader(world.lot, direction="in")))
    await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    assert await code_of(await entry.send("WXY 1234", "out")) == (422, "direction_not_possible")
    assert (await entry.see("WXY 1234", None))["outcome"] == "moved"
    both = Reader(ProgramOnline(app, await a_reader(world.lot)))
    answer = await both.send("WXY 1234", None)
    assert await code_of(answer) == (422, "direction_not_possible")
    there = await open_lot()
    elsewhere = Reader(ProgramOnline(app, await a_reader(there.lot)))
    seen = await elsewhere.see("WXY 1234", "out")
    assert seen["doubt"] == "unknown"
    refused = await Reader(ProgramOnline(app, await a_partner(world.lot))).send("WXY 1234")
    assert await code_of(refused) == (403, "scope_missing")


@pytest.mark.parametrize(
    "wrong",
    [
        {"confidence": 1.1},
        {"confidence": -0.1},
        {"confidence": "nan"},
        {"confidence": None},
        {"plate": ""},
        {"plate": "A" * 41},
        {"direction": "sideways"},
        {"observedAt": "2026-01-01T00:00:00"},
        {"observedAt": "soon"},
        {"key": "short"},
        {"key": "k" * 65},
        {"key": "with spaces"},
        {"lot": "another"},
        {"photo": "x" * 60_000},
    ],
)
async def test_what_no_reader_says_is_refused(reader: Reader, wrong: dict[str, Any]) -> None:
    answer = await reader.send(**{"plate": "WXY 1234", **wrong})
    assert await code_of(answer) == (400, "invalid_request")
    assert not await Observation.exists()


async def test_signs_that_are_no_plate_wait_for_a_person(reader: Reader) -> None:
    assert (await reader.see("W?Y 12#4", confidence=0.99))["doubt"] == "unknown"
    assert (await Observation.get()).plate == "WY124"
    assert await code_of(await reader.send("???")) == (422, "plate_not_understood")


async def test_the_queue_is_for_the_gate_of_this_lot(
    app: Quart, reader: Reader, world: World, attendant: Browser
) -> None:
    await reader.see("ABC 1")
    (one,) = await queue_of(attendant, world)
    there = await open_lot()
    stranger = await staff_browser(app, "operator", there.lot.id)
    assert await code_of(await stranger.get(path_of(world))) == (403, "not_permitted")
    for id_ in (one["id"], 0, 2**63):
        answer = await stranger.post(path_of(there, f"/{id_}/dismiss"), {"reason": "Nothing"})
        assert await code_of(answer) == (404, "observation_not_found")
    for wrong in ({}, {"plate": "A1", "reference": "PK-1"}, {"plate": "A" * 50}):
        answer = await attendant.post(path_of(world, f"/{one['id']}/accept"), wrong)
        assert await code_of(answer) == (400, "invalid_request")
    gone = await reader.ask("nobody-told-this")
    assert await code_of(gone) == (404, "observation_not_found")


async def test_readings_are_forgotten_after_a_month_and_erased_with_the_person(
    reader: Reader, world: World, attendant: Browser
) -> None:
    booking = await book(world.spaces[0], starts_in=0, plate="WXY 1234", email="guest@mail.example")
    await reader.see("WXY 1234")
    await reader.see("WXY 1234", "out")
    await reader.see("ABC 1")
    subject = await get_subject(email="guest@mail.example")
    told = await export_subject(subject, by=OPERATOR)
    assert [row["plate"] for row in told["plate_readings"]] == ["WXY1234", "WXY1234"]
    with clock.frozen(booking.ends_at + timedelta(hours=1)):
        await complete_bookings()
        await erase_subject(email="guest@mail.example", by=OPERATOR)
    assert [row.plate for row in await Observation.all()] == ["ABC1"]
    with clock.frozen(clock.now() + timedelta(days=29)):
        assert await forget_observations() == 0
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert await forget_observations() == 1
