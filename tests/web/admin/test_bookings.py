"""Bookings at the desk, over HTTP: found, made, paid, moved, ended; and who may."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from quart import Quart

from app.accounts.blocks import block_person, unblock_person
from app.accounts.models import Person
from app.bookings import search
from app.bookings.models import Booking, BookingMove, BookingStatus, Extension, MoveCause
from app.bookings.rules import MAX_UNPAID_HOLDS_PER_ORIGIN
from app.core import clock
from app.core.actor import OPERATOR
from app.lots.models import Lot, SpaceType
from app.notifications.models import Delivery
from app.notifications.planner import plan_deliveries
from app.payments.invariants import find_violations
from app.payments.models import Payment, Receipt, Refund
from tests.arrivals.stays import enter
from tests.support.stays import book
from tests.support.world import World, hold, in_hours, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


@pytest.fixture
async def operator(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "operator", world.lot.id)


def _path(world: World, rest: str = "") -> str:
    return f"/api/admin/lots/{world.lot.slug}/bookings{rest}"


def _wish(world: World, spot: int = 0, starts_in: float = 24, **more: Any) -> dict[str, Any]:
    return {
        "spaceId": world.spaces[spot].id,
        "startsAt": in_hours(starts_in).isoformat(),
        "endsAt": in_hours(starts_in + 3).isoformat(),
        "plateNumber": "wxy 1234",
        "email": "siti@mail.example",
        "name": "Siti Aminah",
        **more,
    }


async def _json(answer: Any, status: int = 200) -> dict[str, Any]:
    told: dict[str, Any] = await answer.get_json()
    assert answer.status_code == status, told
    return told


async def _book(browser: Browser, world: World, *args: Any, key: str = "", **more: Any) -> dict[str, Any]:
    answer = await browser.post(_path(world), _wish(world, *args, **more), Idempotency_Key=key or uuid4().hex)
    return await _json(answer, 201)


async def test_bookings_are_found_by_plate_reference_name_and_email(operator: Browser, world: World) -> None:
    siti = await hold(world.spaces[0], email="siti@mail.example", plate="WXY 1234", name="Siti Aminah")
    ali = await hold(world.spaces[1], email="ali@other.example", plate="VDK 88", name="Ali bin Abu")
    elsewhere = await make_world()
    await hold(elsewhere.spaces[0], email="siti@mail.example", plate="WXY 1234", name="Siti Aminah")
    for text, wanted in {
        "wxy-1234": [siti],
        "1234": [siti],
        siti.reference.lower(): [siti],
        "aminah": [siti],
        "SITI@": [siti],
        "other.example": [ali],
        "": [ali, siti],
        "100%": [],
    }.items():
        found = await _json(
            await operator.get(_path(world))
            if not text
            else await operator.get(_path(world, f"?q={text.replace('%', '%25')}"))
        )
        assert [each["reference"] for each in found["bookings"]] == [each.reference for each in wanted], text


async def test_pages_and_filters(operator: Browser, world: World) -> None:
    for number in range(53):
        await hold(world.spaces[0], starts_in=24 + 4 * number)
    await Booking.all().update(status=BookingStatus.CONFIRMED)
    first = await _json(await operator.get(_path(world)))
    second = await _json(await operator.get(_path(world, f"?before={first['next']}")))
    assert (len(first["bookings"]), len(second["bookings"]), second["next"]) == (50, 3, None)
    since, until = (in_hours(hours).isoformat().replace("+00:00", "Z") for hours in (23, 31))
    day = f"?from={since}&to={until}"
    assert len((await _json(await operator.get(_path(world, day))))["bookings"]) == 2
    assert (await _json(await operator.get(_path(world, "?status=cancelled"))))["bookings"] == []


async def test_who_comes_on_a_day_is_listed_by_the_start(
    operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    late = await hold(world.spaces[0], starts_in=40, plate="VDK 88", email="ali@mail.example")
    second = await hold(world.spaces[1], starts_in=30)
    first = await hold(world.spaces[0], starts_in=30)
    await hold(world.spaces[0], starts_in=90)
    since, until = (in_hours(hours).isoformat().replace("+00:00", "Z") for hours in (24, 48))
    day = f"?order=start&from={since}&to={until}"
    pages: list[str] = []
    more = ""
    while more is not None:
        found = await _json(await operator.get(_path(world, f"{day}{more and f'&before={more}'}")))
        pages += [each["reference"] for each in found["bookings"]]
        more = found["next"]
    assert pages == [second.reference, first.reference, late.reference]
    for text in (late.reference, "vdk88", "ali@"):
        found = await _json(await operator.get(_path(world, f"{day}&q={text}")))
        assert [each["reference"] for each in found["bookings"]] == [late.reference], text
    assert (await _json(await operator.get(_path(world, f"{day}&q=nobody"))))["bookings"] == []
    elsewhere = await hold((await make_world()).spaces[0])
    assert (await _json(await operator.get(_path(world, f"{day}&before={elsewhere.id}"))))["bookings"] == []
    assert (await operator.get(_path(world, f"?order=start&from={since}"))).status_code == 400


async def test_an_old_booking_among_many_of_a_name_is_found_by_its_day_and_status(
    operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_AT_ONCE", 3)
    monkeypatch.setattr(search, "PAGE", 2)
    first = await hold(world.spaces[1], starts_in=24, email="ali@mail.example", plate="VDK 88")
    await Booking.filter(id=first.id).update(status=BookingStatus.CANCELLED)
    many = [await hold(world.spaces[0], starts_in=48 + 4 * number) for number in range(7)]
    until = in_hours(30).isoformat().replace("+00:00", "Z")
    for wanted in (f"q=mail&to={until}", "q=mail&status=cancelled"):
        found = await _json(await operator.get(_path(world, f"?{wanted}")))
        assert [each["reference"] for each in found["bookings"]] == [first.reference], wanted
        assert found["next"] is None
    pages: list[str] = []
    more = ""
    while more is not None:
        found = await _json(await operator.get(_path(world, f"?q=mail{more and f'&before={more}'}")))
        pages += [each["reference"] for each in found["bookings"]]
        more = found["next"]
    assert pages == [each.reference for each in (*reversed(many), first)]


async def test_a_booking_is_shown_with_its_money_and_no_key_to_it(operator: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=0)
    await enter(booking)
    answer = await operator.get(_path(world, f"/{booking.reference}"))
    told = await _json(answer)
    assert [payment["status"] for payment in told["payments"]] == ["captured"]
    assert told["payments"][0]["leftSen"] == booking.amount.sen
    assert (len(told["stays"]), told["isBlocked"], told["paidSen"]) == (1, False, booking.amount.sen)
    assert not {"link", "accessKey", "pass", "linkGeneration"} & set(told)


async def test_a_booking_is_made_once_and_paid_at_the_counter(operator: Browser, world: World) -> None:
    made = await _book(operator, world, key="desk-key-1")
    again = await operator.post(_path(world), _wish(world, starts_in=30), Idempotency_Key="desk-key-1")
    assert await code_of(again) == (422, "idempotency_key_reused")
    assert (made["status"], made["channel"]) == ("held", "desk")
    path = _path(world, f"/{made['reference']}")
    assert "/pay/" in (await _json(await operator.post(f"{path}/link"), 201))["url"]
    paid = await _json(await operator.post(f"{path}/counter", {"tender": "cash"}))
    assert paid["status"] == "confirmed"
    assert await code_of(await operator.post(f"{path}/counter", {"tender": "cash"})) == (
        409,
        "nothing_to_pay",
    )
    payment = await Payment.get(channel="counter")
    assert await Receipt.filter(payment_id=payment.id).count() == 1
    assert await find_violations() == []


async def test_more_time_is_asked_for_at_the_desk_and_paid_at_the_counter(
    app: Quart, operator: Browser, world: World
) -> None:
    booking = await book(world.spaces[0], starts_in=24)
    path = _path(world, f"/{booking.reference}/extensions")
    longer = {"endsAt": (booking.ends_at + timedelta(hours=2)).isoformat()}
    asked = await _json(await operator.post(f"{path}/quote", longer))
    assert asked["available"]
    held = await _json(await operator.post(path, longer), 201)
    assert [one["status"] for one in held["extensions"]] == ["held"]
    extension = held["extensions"][0]["id"]
    link = await _json(await operator.post(f"{path}/{extension}/link"), 201)
    assert "/pay/" in link["url"]

    attendant = await staff_browser(app, "attendant", world.lot.id)
    paid = await _json(await attendant.post(f"{path}/{extension}/counter", {"tender": "terminal"}))
    assert paid["endsAt"] == asked["endsAt"]
    assert paid["paidSen"] == booking.amount.sen + asked["amountSen"]
    again = await operator.post(f"{path}/{extension}/counter", {"tender": "cash"})
    assert await code_of(again) == (409, "nothing_to_pay")
    assert await find_violations() == []


async def test_more_time_at_the_desk_is_not_for_everybody_nor_for_anothers_booking(
    app: Quart, operator: Browser, world: World
) -> None:
    booking, other = await book(world.spaces[0], starts_in=24), await book(world.spaces[1], starts_in=24)
    longer = {"endsAt": (booking.ends_at + timedelta(hours=2)).isoformat()}
    path = _path(world, f"/{booking.reference}/extensions")
    attendant = await staff_browser(app, "attendant", world.lot.id)
    assert await code_of(await attendant.post(path, longer)) == (403, "not_permitted")
    assert await Extension.all().count() == 0
    held = await _json(await operator.post(path, longer), 201)
    extension = held["extensions"][0]["id"]
    elsewhere = _path(world, f"/{other.reference}/extensions/{extension}/counter")
    assert await code_of(await operator.post(elsewhere, {"tender": "cash"})) == (404, "extension_not_found")
    far = _path(world, f"/{booking.reference}/extensions/{10**40}/counter")
    assert (await operator.post(far, {"tender": "cash"})).status_code == 404
    let_go = await _json(await operator.post(f"{path}/{extension}/cancel"))
    assert [one["status"] for one in let_go["extensions"]] == ["cancelled"]
    taken = await operator.post(f"{path}/{extension}/counter", {"tender": "cash"})
    assert await code_of(taken) == (409, "hold_expired")
    assert not await Payment.filter(channel="counter").exists()


async def test_two_at_the_counter_take_the_money_for_more_time_once(operator: Browser, world: World) -> None:
    booking = await book(world.spaces[0], starts_in=24)
    path = _path(world, f"/{booking.reference}/extensions")
    longer = {"endsAt": (booking.ends_at + timedelta(hours=2)).isoformat()}
    held = await _json(await operator.post(path, longer), 201)
    counter = f"{path}/{held['extensions'][0]['id']}/counter"
    answers = await asyncio.gather(*(operator.post(counter, {"tender": "cash"}) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert await Payment.filter(channel="counter").count() == 1
    assert await find_violations() == []


async def test_a_lapsed_hold_takes_no_money_at_the_counter(operator: Browser, world: World) -> None:
    made = await _book(operator, world)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        answer = await operator.post(_path(world, f"/{made['reference']}/counter"), {"tender": "cash"})
    assert await code_of(answer) == (409, "hold_expired")
    assert not await Payment.exists()


async def test_the_drivers_holds_do_not_lock_the_desk_out_nor_can_the_desk_hold_everything(
    app: Quart, operator: Browser
) -> None:
    large = await make_world(MAX_UNPAID_HOLDS_PER_ORIGIN + 5)
    desk = await staff_browser(app, "operator", large.lot.id, email="desk@operator.example")
    for number in range(3):
        await hold(large.spaces[number], email="siti@mail.example", plate="WXY 1234")
    for number in range(MAX_UNPAID_HOLDS_PER_ORIGIN):
        await _book(desk, large, number + 3)
    answer = await desk.post(
        _path(large), _wish(large, MAX_UNPAID_HOLDS_PER_ORIGIN + 3), Idempotency_Key=uuid4().hex
    )
    assert await code_of(answer) == (429, "too_many_holds")


async def test_a_blocked_persons_address_holds_no_spot_until_they_are_let_in_again(
    app: Quart, operator: Browser, world: World
) -> None:
    await Browser(app).sign_up("siti@mail.example")
    await Person.filter(email="siti@mail.example").update(email_verified_at=clock.now())
    person = await Person.get(email="siti@mail.example")
    await block_person(person.id, "Left without paying", by=OPERATOR)
    answer = await operator.post(_path(world), _wish(world), Idempotency_Key=uuid4().hex)
    assert await code_of(answer) == (403, "account_blocked")
    await unblock_person(person.id, by=OPERATOR)
    assert (await _book(operator, world))["isBlocked"] is False


async def test_a_booking_moves_to_any_free_spot_and_the_driver_is_told(
    operator: Browser, world: World
) -> None:
    booking = await book(world.spaces[0])
    taken = await book(world.spaces[1])
    vip = world.spaces[2]
    vip.type = SpaceType.OKU
    await vip.save()
    path = _path(world, f"/{booking.reference}/move")
    answer = await operator.post(path, {"spaceId": taken.space_id, "reason": "Closer to the lift"})
    assert await code_of(answer) == (409, "space_already_taken")
    moved = await _json(await operator.post(path, {"spaceId": vip.id, "reason": "Closer to the lift"}))
    assert (moved["space"]["label"], moved["moves"][0]["cause"]) == ("A3", "staff")
    assert moved["amountSen"] == booking.amount.sen
    assert (await BookingMove.get()).cause is MoveCause.STAFF
    await plan_deliveries()
    assert await Delivery.filter(kind="booking_moved", channel="email").exists()
    elsewhere = (await make_world()).spaces[0]
    answer = await operator.post(path, {"spaceId": elsewhere.id, "reason": "x"})
    assert await code_of(answer) == (404, "space_not_found")
    assert await find_violations() == []


async def test_staff_cancel_by_policy_or_give_another_share_also_after_the_start(
    operator: Browser, world: World
) -> None:
    by_policy, begun = await book(world.spaces[0], starts_in=48), await book(world.spaces[1], starts_in=1)
    told = await _json(
        await operator.post(_path(world, f"/{by_policy.reference}/cancel"), {"reason": "Asked by telephone"})
    )
    assert told["status"] == "cancelled"
    with clock.frozen(begun.starts_at + timedelta(minutes=10)):
        await _json(
            await operator.post(
                _path(world, f"/{begun.reference}/cancel"), {"reason": "Flooded", "refundPercent": 75}
            )
        )
    refunds = {refund.booking_id: refund.amount.sen for refund in await Refund.all()}
    assert refunds == {by_policy.id: by_policy.amount.sen, begun.id: begun.amount.sen * 3 // 4}
    await plan_deliveries()
    assert await Delivery.filter(kind="booking_called_off").count() == 2
    assert await find_violations() == []


async def test_a_car_that_is_in_and_more_than_one_may_decide_stand_in_the_way(
    operator: Browser, world: World
) -> None:
    inside, other = await book(world.spaces[0], starts_in=0), await book(world.spaces[1], starts_in=1)
    await enter(inside)
    answer = await operator.post(_path(world, f"/{inside.reference}/cancel"), {"reason": "x"})
    assert await code_of(answer) == (409, "car_is_in")
    await Lot.filter(id=world.lot.id).update(refund_approval_sen=100)
    wish = {"reason": "x", "refundPercent": 100}
    answer = await operator.post(_path(world, f"/{other.reference}/cancel"), wish)
    assert await code_of(answer) == (409, "refund_needs_approval")
    assert not await Refund.exists()


async def test_who_may_not_changes_nothing(app: Quart, world: World) -> None:
    booking = await book(world.spaces[0])
    attendant = await staff_browser(app, "attendant", world.lot.id)
    stranger = await staff_browser(app, "owner", (await make_world()).lot.id)
    assert (await attendant.get(_path(world, f"/{booking.reference}"))).status_code == 200
    move = {"spaceId": world.spaces[1].id, "reason": "x"}
    for browser in (attendant, stranger):
        for path, body in (
            ("", _wish(world)),
            (f"/{booking.reference}/move", move),
            (f"/{booking.reference}/cancel", {"reason": "x"}),
        ):
            answer = await browser.post(_path(world, path), body, Idempotency_Key=uuid4().hex)
            assert await code_of(answer) == (403, "not_permitted")
    assert await code_of(await stranger.get(_path(world))) == (403, "not_permitted")


async def test_a_refund_above_the_amount_is_asked_for_by_one_and_granted_by_another(
    app: Quart, operator: Browser, world: World
) -> None:
    await Lot.filter(id=world.lot.id).update(refund_approval_sen=100)
    booking = await book(world.spaces[0])
    payment = await Payment.get(charge__booking_id=booking.id)
    base = f"/api/admin/lots/{world.lot.slug}"
    owner = await staff_browser(app, "owner", world.lot.id)
    attendant = await staff_browser(app, "attendant", world.lot.id)
    wish = {"amountSen": 300, "reason": "Water on the spot"}
    path, key = f"{base}/payments/{payment.id}/refunds", {"Idempotency_Key": uuid4().hex}
    assert await code_of(await attendant.post(path, wish, **key)) == (403, "not_permitted")
    assert await code_of(await operator.post(path, wish)) == (400, "idempotency_key_missing")
    asked = await _json(await operator.post(path, wish, **key), 201)
    again = await _json(await operator.post(path, wish, **key), 201)
    assert again["id"] == asked["id"]
    assert (asked["status"], asked["isYours"]) == ("waiting", True)
    (waiting,) = (await _json(await owner.get(f"{base}/refund-proposals")))["proposals"]
    assert (waiting["askedBy"], waiting["isYours"]) == ("Aisyah binti Rahman", False)
    approve = f"{base}/refund-proposals/{asked['id']}/approve"
    assert await code_of(await operator.post(approve)) == (403, "not_permitted")
    assert (await _json(await owner.post(approve)))["status"] == "granted"
    (manual,) = (await _json(await operator.get(f"{base}/manual-refunds")))["refunds"]
    assert (manual["refund"]["cause"], manual["refund"]["amountSen"]) == ("goodwill", 300)
    path = f"{base}/manual-refunds/{manual['refund']['id']}"
    done = await _json(await operator.post(path, {"reference": "PORTAL-7"}))
    assert (done["refund"]["status"], done["refund"]["reference"]) == ("succeeded", "PORTAL-7")
    assert await code_of(await operator.post(path, {"reference": "x"})) == (409, "refund_already_done")
    there = await make_world()
    stranger = await staff_browser(app, "owner", there.lot.id)
    answer = await stranger.post(
        f"/api/admin/lots/{there.lot.slug}/manual-refunds/{manual['refund']['id']}", {"reference": "x"}
    )
    assert await code_of(answer) == (404, "refund_not_found")
    assert await find_violations() == []


async def test_who_closed_the_spot_that_a_booking_had_needs_a_second_person_all_the_same(
    operator: Browser, world: World
) -> None:
    await Lot.filter(id=world.lot.id).update(refund_approval_sen=0, refund_policy=[])
    booking = await book(world.spaces[0], starts_in=1, hours=3)
    closing = {"spaceIds": [world.spaces[0].id], "reason": "Paint"}
    await _json(await operator.post(f"/api/admin/lots/{world.lot.slug}/closures", closing), 201)
    refused = await operator.post(_path(world, f"/{booking.reference}/cancel"), {"reason": "x"})
    assert await code_of(refused) == (409, "refund_needs_approval")
    assert not await Refund.exists()
