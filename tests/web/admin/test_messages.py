"""The log of messages over HTTP, and sending one again."""

from __future__ import annotations

from typing import Any

from quart import Quart

from app.core.models import EventRecord
from app.notifications.models import Delivery, DeliveryStatus
from app.notifications.planner import plan_deliveries
from tests.support.stays import book
from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import code_of


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
