"""The log of messages over HTTP, and sending one again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from quart import Quart, Response

from app.core import clock
from app.core.models import EventRecord
from app.notifications.models import Delivery, DeliveryStatus
from app.notifications.planner import plan_deliveries
from tests.support.stays import book
from tests.support.world import World, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


async def test_a_message_that_did_not_arrive_says_why_and_is_sent_again(app: Quart, world: World) -> None:
    booking = await book(world.spaces[0], email="siti@mail.example")
    other = await book(world.spaces[1])
    await plan_deliveries()
    event_ids = await EventRecord.filter(booking_id=booking.id).values_list("id", flat=True)
    await Delivery.filter(event_id__in=list(event_ids)).update(
        status=DeliveryStatus.FAILED, attempts=10, last_error="the mail server refused the address"
    )
    operator = await staff_browser(app, "operator", world.lot.id)
    attendant = await staff_browser(app, "attendant", world.lot.id)
    base = f"/api/admin/lots/{world.lot.slug}/bookings"
    told: dict[str, Any] = await (await operator.get(f"{base}/{booking.reference}/messages")).get_json()
    (message,) = told["messages"]
    assert (message["kind"], message["recipient"]) == ("booking_confirmed", "s•••@mail.example")
    assert (message["status"], message["error"]) == ("failed", "the mail server refused the address")

    path = f"{base}/{booking.reference}/messages/{message['id']}/again"
    assert await code_of(await attendant.post(path)) == (403, "not_permitted")
    elsewhere = f"{base}/{other.reference}/messages/{message['id']}/again"
    assert await code_of(await operator.post(elsewhere)) == (404, "message_not_found")
    assert (await (await operator.post(path)).get_json())["status"] == "queued"
    assert await code_of(await operator.post(path)) == (409, "message_on_its_way")
    delivery = await Delivery.get(id=message["id"])
    assert (delivery.attempts, delivery.last_error) == (0, None)
    event = await EventRecord.get(kind="MessageSentAgain")
    assert (event.booking_id, event.actor.partition(":")[0]) == (booking.id, "operator")


async def test_a_message_is_sent_again_a_few_times_an_hour(app: Quart, world: World) -> None:
    booking = await book(world.spaces[0], email="siti@mail.example")
    await plan_deliveries()
    delivery = await Delivery.get(kind="booking_confirmed")
    operator = await staff_browser(app, "operator", world.lot.id)
    path = f"/api/admin/lots/{world.lot.slug}/bookings/{booking.reference}/messages/{delivery.id}/again"

    async def send() -> Response:
        await Delivery.filter(id=delivery.id).update(status=DeliveryStatus.SENT)
        return await operator.post(path)

    assert [(await send()).status_code for _ in range(3)] == [200] * 3
    assert await code_of(await send()) == (429, "too_many_messages_again")
    await delivery.refresh_from_db()
    assert delivery.status is DeliveryStatus.SENT
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert (await send()).status_code == 200


async def _numbers(browser: Browser, world: World, query: str) -> list[int]:
    answer = await browser.get(f"/api/admin/lots/{world.lot.slug}/messages{query}")
    assert answer.status_code == 200, await answer.get_json()
    told: dict[str, Any] = await answer.get_json()
    return [one["id"] for one in told["messages"]]


async def test_all_messages_of_a_lot_are_listed_as_asked(app: Quart, world: World) -> None:
    booking, elsewhere = await book(world.spaces[0]), await book((await make_world()).spaces[0])
    await book(world.spaces[1])
    await plan_deliveries()
    attendant = await staff_browser(app, "attendant", world.lot.id)
    path = f"/api/admin/lots/{world.lot.slug}/messages"
    told: dict[str, Any] = await (await attendant.get(path)).get_json()
    assert {one["kind"] for one in told["messages"]} == {"booking_confirmed"}
    assert [one["booking"] for one in told["messages"]][1] == booking.reference
    assert elsewhere.reference not in str(told)
    assert told["next"] is None

    newer, older = [one["id"] for one in told["messages"]]
    await Delivery.filter(id=older).update(status=DeliveryStatus.FAILED)
    assert await _numbers(attendant, world, "?status=failed") == [older]
    assert await _numbers(attendant, world, "?status=queued&channel=email&kind=booking_confirmed") == [newer]
    assert await _numbers(attendant, world, "?channel=push") == []
    assert await _numbers(attendant, world, f"?before={newer}") == [older]
    assert await code_of(await attendant.get(f"{path}?status=lost")) == (400, "invalid_request")
    stranger = await staff_browser(app, "owner", (await make_world()).lot.id)
    assert await code_of(await stranger.get(path)) == (403, "not_permitted")


async def test_messages_go_on_page_by_page(app: Quart, world: World) -> None:
    booking = await book(world.spaces[0])
    event = await EventRecord.filter(booking_id=booking.id).order_by("-id").first()
    assert event is not None
    for number in range(60):
        await Delivery.create(
            event_id=event.id,
            kind="ending_soon",
            channel="push",
            recipient=f"push:{number}",
            language="en",
            data={},
            status=DeliveryStatus.SENT,
            created_at=clock.now(),
        )
    operator = await staff_browser(app, "operator", world.lot.id)
    path = f"/api/admin/lots/{world.lot.slug}/messages"
    first: dict[str, Any] = await (await operator.get(path)).get_json()
    assert (len(first["messages"]), first["messages"][0]["recipient"]) == (50, None)
    assert len(await _numbers(operator, world, f"?before={first['next']}")) == 10
