"""Pushes over real HTTP: what a browser's push service of other hands decrypts, and what services answer."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app.accounts.sessions import revoke_sessions
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.i18n import languages
from app.dev.preflight import free_port
from app.notifications.context import DeliveryContext
from app.notifications.models import ChannelName, Delivery, DeliveryStatus, MessageKind, PushSubscription
from app.notifications.pushes.endpoints import PushServices
from app.notifications.pushes.notices import write_notice
from app.notifications.recipients import push_recipient
from app.notifications.sender import send_due_deliveries
from app.notifications.topics import is_wanted
from tests.notifications.devices import a_browser, session_of, subscribe
from tests.notifications.occasions import (
    OCCASIONS,
    SOON_AFTER,
    Occasion,
    build_person,
    confirmed,
    confirmed_for_a_person,
    ending_soon,
    failed,
    outgoing,
    overstay,
    queue,
    refunded,
)
from tests.receipts.records import Park, build_booking, build_park
from tests.support.push_service import (
    VAPID,
    MoodyService,
    PushService,
    Subscribed,
    moody_service,
    push_service,
)

pytestmark = pytest.mark.usefixtures("db", "soon_after")

ACCOUNT = ("verify e-mail", "reset password", "password changed", "Telegram linked")
ABOUT_BOOKINGS = {
    name: occasion
    for name, occasion in OCCASIONS.items()
    if name not in ACCOUNT and not name.startswith("cancelled")
}

# Those that can happen side by side in one database.
GUESTS = {name: occasion for name, occasion in ABOUT_BOOKINGS.items() if "person" not in name}


@pytest.fixture
async def soon_after() -> AsyncIterator[None]:
    with clock.frozen(SOON_AFTER):
        yield


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    with push_service(tmp_path_factory.mktemp("push")) as running:
        yield running


@pytest.fixture
def moody() -> Iterator[MoodyService]:
    with moody_service() as running:
        yield running


@pytest.fixture
def pushing(context: DeliveryContext) -> DeliveryContext:
    return replace(context, vapid=VAPID, push_services=PushServices(allows_this_machine=True))


async def _queued(occasion: Occasion, browser: Subscribed, language: str = "en") -> Delivery:
    """A push to `browser` that is due."""
    kind, data = await occasion(await build_park())
    row = await subscribe(browser, follows=[await Booking.get(id=data["booking_id"])], language=language)
    assert row is not None
    return await queue(
        kind,
        data,
        channel=ChannelName.PUSH.value,
        recipient=push_recipient(row.id),
        language=language,
        next_attempt_at=SOON_AFTER,
    )


async def _sent(delivery: Delivery, context: DeliveryContext) -> Delivery:
    """The delivery after one try."""
    assert await send_due_deliveries(context) == 1
    await delivery.refresh_from_db()
    return delivery


def _at(moody: MoodyService) -> Subscribed:
    return replace(a_browser(), endpoint=f"{moody.url}/push/1")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("occasion", ABOUT_BOOKINGS.values(), ids=ABOUT_BOOKINGS.keys())
async def test_every_push_arrives_complete_in_every_language(
    service: PushService, pushing: DeliveryContext, occasion: Occasion, language: str
) -> None:
    """No placeholder is left, all addresses are the app's own, and nothing tells who drives which car."""
    browser = service.subscribe()
    delivery = await _sent(await _queued(occasion, browser, language), pushing)

    assert delivery.status is DeliveryStatus.SENT, delivery.last_error
    (notice,) = service.arrived(browser)
    booking = await Booking.get(id=delivery.data["booking_id"])
    text = json.dumps(notice, ensure_ascii=False)
    assert not re.search(r"\{\w+\}|WXY|Aisyah|@|#key", text)
    assert (notice["kind"], notice["id"], notice["language"]) == (delivery.kind, 1, language)
    assert notice["title"]
    assert notice["body"]
    assert notice["tag"].endswith(f":{booking.reference}")
    urls = [notice["url"], *(action["url"] for action in notice["actions"])]
    assert all(url.startswith(f"/bookings/{booking.reference}") for url in urls)


async def test_the_reminder_offers_more_time_and_the_way(
    service: PushService, pushing: DeliveryContext
) -> None:
    browser = service.subscribe()
    delivery = await _sent(await _queued(ending_soon, browser), pushing)

    booking = await Booking.get(id=delivery.data["booking_id"])
    (notice,) = service.arrived(browser)
    assert notice["title"] == "Your time on B4 ends at 12:18"
    assert notice["body"] == "Plaza Damai. Need longer? Extend it while the spot is free."
    assert notice["actions"] == [
        {"action": "extend", "title": "Extend", "url": f"/bookings/{booking.reference}?extend=1"},
        {"action": "directions", "title": "Find my spot", "url": f"/bookings/{booking.reference}?find=1"},
    ]


@pytest.mark.parametrize(
    ("occasion", "title", "body"),
    [
        (confirmed, "B4 milik anda", "Plaza Damai · Isn, 23 Nov 2026, 14:00 – 17:00"),
        (ending_soon, "Masa anda di B4 tamat pada 12:18", None),
        (overstay, "Masa anda di B4 telah tamat pada 12:00", None),
        (failed(), "Bayaran tidak berjaya", None),
        (refunded(), "Dibayar balik: RM 19.08", None),
    ],
)
async def test_a_malay_phone_is_spoken_to_in_malay(
    service: PushService, pushing: DeliveryContext, occasion: Occasion, title: str, body: str | None
) -> None:
    browser = service.subscribe()
    await _sent(await _queued(occasion, browser, "ms"), pushing)

    (notice,) = service.arrived(browser)
    assert notice["title"] == title
    assert body is None or notice["body"] == body


async def test_a_subscription_that_its_service_ended_goes_away(
    service: PushService, pushing: DeliveryContext
) -> None:
    gone, other = service.subscribe(), service.subscribe()
    delivery = await _queued(confirmed, gone)
    booking = await Booking.get(id=delivery.data["booking_id"])
    assert await subscribe(other, follows=[booking]) is not None
    service.expire(gone)

    delivery = await _sent(delivery, pushing)

    assert (delivery.status, delivery.last_error) == (
        DeliveryStatus.FAILED,
        "the subscription has ended: 410",
    )
    assert [row.endpoint for row in await PushSubscription.all()] == [other.endpoint]


async def test_another_installations_subscription_is_refused_and_logged(
    service: PushService, pushing: DeliveryContext
) -> None:
    """The service checks the signature: a browser that subscribed with another key hears nothing."""
    theirs = service.subscribe(a_browser().p256dh)
    with capture_logs() as logs:
        delivery = await _sent(await _queued(confirmed, theirs), pushing)

    assert delivery.status is DeliveryStatus.FAILED
    assert service.arrived(theirs) == []
    assert [log["status"] for log in logs if log["event"] == "push_refused"] == [400]


async def test_a_push_that_is_sent_again_takes_the_place_of_the_first(
    moody: MoodyService, pushing: DeliveryContext
) -> None:
    moody.answers += [(503, {}), (201, {})]
    delivery = await _sent(await _queued(ending_soon, _at(moody)), pushing)
    assert (delivery.status, delivery.next_attempt_at) == (
        DeliveryStatus.QUEUED,
        SOON_AFTER + timedelta(seconds=30),
    )
    clock.move(timedelta(seconds=30))
    delivery = await _sent(delivery, pushing)

    assert delivery.status is DeliveryStatus.SENT
    first, second = moody.received
    assert first["topic"] == second["topic"]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", first["topic"])
    assert (first["ttl"], second["ttl"]) == ("900", "870")  # it is of no use after the end
    assert first["urgency"] == "high"


@pytest.mark.parametrize(
    ("patience", "seconds"),
    [("120", 120), ("7", 30), ("999999", 3600), ("Wed, 21 Oct 2026 07:28:00 GMT", 30)],
)
async def test_a_service_that_asks_for_patience_gets_it(
    moody: MoodyService, pushing: DeliveryContext, patience: str, seconds: int
) -> None:
    moody.answers.append((429, {"Retry-After": patience}))
    delivery = await _sent(await _queued(refunded(), _at(moody)), pushing)

    assert delivery.status is DeliveryStatus.QUEUED
    assert delivery.next_attempt_at == SOON_AFTER + timedelta(seconds=seconds)
    assert moody.received[0]["urgency"] == "normal"


@pytest.mark.parametrize("status", [400, 401, 403, 413])
async def test_what_a_service_will_never_take_is_given_up_and_the_device_kept(
    moody: MoodyService, pushing: DeliveryContext, status: int
) -> None:
    moody.answers.append((status, {}))
    delivery = await _sent(await _queued(confirmed, _at(moody)), pushing)

    assert (delivery.status, delivery.last_error) == (
        DeliveryStatus.FAILED,
        f"the push service said {status}",
    )
    assert await PushSubscription.all().count() == 1


async def test_a_redirect_is_not_followed(moody: MoodyService, pushing: DeliveryContext) -> None:
    moody.answers += [(307, {"Location": f"{moody.url}/elsewhere"}), (201, {})]
    delivery = await _sent(await _queued(confirmed, _at(moody)), pushing)

    assert delivery.status is DeliveryStatus.FAILED
    assert len(moody.received) == 1


async def test_a_service_that_is_away_is_tried_again(pushing: DeliveryContext) -> None:
    nobody = replace(a_browser(), endpoint=f"http://127.0.0.1:{free_port()}/x")
    delivery = await _sent(await _queued(confirmed, nobody), pushing)

    assert delivery.status is DeliveryStatus.QUEUED
    assert delivery.last_error is not None
    assert "127.0.0.1" not in delivery.last_error


async def test_an_address_that_is_not_listed_any_more_is_not_asked(
    moody: MoodyService, pushing: DeliveryContext
) -> None:
    production = replace(pushing, push_services=PushServices())
    delivery = await _sent(await _queued(confirmed, _at(moody)), production)

    assert delivery.status is DeliveryStatus.FAILED
    assert moody.received == []


async def test_without_a_key_nothing_is_pushed(moody: MoodyService, pushing: DeliveryContext) -> None:
    delivery = await _sent(await _queued(confirmed, _at(moody)), replace(pushing, vapid=None))

    assert (delivery.status, delivery.last_error) == (DeliveryStatus.FAILED, "VAPID_PRIVATE_KEY is not set")
    assert moody.received == []


async def test_a_device_that_was_taken_back_since_is_told_nothing(
    moody: MoodyService, pushing: DeliveryContext
) -> None:
    delivery = await _queued(confirmed, _at(moody))
    await PushSubscription.all().delete()

    assert (await _sent(delivery, pushing)).status is DeliveryStatus.FAILED
    assert moody.received == []


async def test_a_push_that_waits_is_not_sent_to_a_browser_whose_session_has_ended(
    moody: MoodyService, pushing: DeliveryContext
) -> None:
    """Its phone may be lost, or somebody else's by now."""
    kind, data = await confirmed_for_a_person(await build_park())
    booking = await Booking.get(id=data["booking_id"]).prefetch_related("person")
    browser, stranger = _at(moody), await build_person(email="stranger@mail.example")
    assert booking.person is not None
    row = await subscribe(browser, session_id=await session_of(booking.person))
    assert row is not None
    delivery = await queue(
        kind,
        data,
        channel=ChannelName.PUSH.value,
        recipient=push_recipient(row.id),
        next_attempt_at=SOON_AFTER,
    )
    moody.answers.append((503, {}))
    assert (await _sent(delivery, pushing)).status is DeliveryStatus.QUEUED
    await revoke_sessions(booking.person.id)
    assert await subscribe(browser, session_id=await session_of(stranger)) == row
    clock.move(timedelta(seconds=30))

    assert (await _sent(delivery, pushing)).status is DeliveryStatus.DROPPED
    assert len(moody.received) == 1


@pytest.mark.parametrize(
    ("occasion", "change"),
    [
        (confirmed, {"status": BookingStatus.CANCELLED}),
        (failed(), {"status": BookingStatus.CONFIRMED}),
        (ending_soon, {"status": BookingStatus.CANCELLED}),
        (ending_soon, {"ends_at": SOON_AFTER + timedelta(hours=1)}),
        (overstay, {"ends_at": SOON_AFTER + timedelta(hours=1)}),
    ],
)
async def test_what_is_not_so_any_more_is_not_said(
    moody: MoodyService, pushing: DeliveryContext, occasion: Occasion, change: dict[str, object]
) -> None:
    delivery = await _queued(occasion, _at(moody))
    await Booking.all().update(**change)

    assert (await _sent(delivery, pushing)).status is DeliveryStatus.DROPPED
    assert moody.received == []


@pytest.mark.parametrize(("occasion", "minutes"), [(ending_soon, 16), (overstay, 31)])
async def test_after_the_jobs_were_down_nobody_hears_of_an_end_long_ago(
    moody: MoodyService, pushing: DeliveryContext, occasion: Occasion, minutes: int
) -> None:
    delivery = await _queued(occasion, _at(moody))
    clock.move(timedelta(minutes=minutes))

    assert (await _sent(delivery, pushing)).status is DeliveryStatus.DROPPED
    assert moody.received == []


@pytest.mark.parametrize("occasion", [ending_soon, overstay])
async def test_whoever_has_the_spot_for_the_time_after_as_well_is_left_in_peace(
    moody: MoodyService, pushing: DeliveryContext, occasion: Occasion
) -> None:
    delivery = await _queued(occasion, _at(moody))
    booking = await Booking.get(id=delivery.data["booking_id"]).prefetch_related("lot", "area", "space")
    following = await build_booking(
        Park(booking.lot, booking.area, booking.space),
        starts_at=booking.ends_at,
        ends_at=booking.ends_at + timedelta(hours=1),
    )

    assert (await _sent(delivery, pushing)).status is DeliveryStatus.DROPPED
    assert following.plate_number == booking.plate_number


async def test_the_longest_push_fits_into_what_every_service_takes(context: DeliveryContext) -> None:
    """A service has to take 4 KB, of which encryption needs a little."""
    for number, occasion in enumerate(GUESTS.values()):
        kind, data = await occasion(await _long_park(number))
        for language in languages():
            notice = await write_notice(outgoing(kind, data, language=language), context)
            assert len(notice.payload(outgoing(kind, data, language=language)).encode()) < 3000


async def test_each_kind_that_is_pushed_has_an_occasion_here() -> None:
    """A kind without one would never have been read by anybody."""
    kinds = [(await occasion(await _long_park(number)))[0] for number, occasion in enumerate(GUESTS.values())]

    assert set(kinds) == {kind for kind in MessageKind if is_wanted(kind, ChannelName.PUSH, {})}


async def _long_park(number: int) -> Park:
    park = await build_park(f"park-{number}", name="Ž" * 80)
    park.space.label = "W" * 12
    await park.space.save()
    return park
