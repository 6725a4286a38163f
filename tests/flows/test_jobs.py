"""The jobs process: two side by side do nothing twice, one that dies loses nothing."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest

from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.core import clock
from app.core.models import EventRecord, JobRun
from app.notifications.models import Delivery, DeliveryStatus
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.payments.inbox import Message, keep_message
from app.payments.invariants import find_violations
from app.payments.models import GatewayEvent, Payment, PaymentStatus, Refund, RefundStatus
from jobs.clockwork import Cron, close_slot, take_slot
from tests.flows.conftest import credentials_of
from tests.support.databases import Database
from tests.support.desk import SandboxDesk
from tests.support.drivers import PATIENCE_SECONDS, Driver
from tests.support.processes import Process
from tests.support.stack import Stack
from tests.support.ways import BANK_APPROVES
from tests.support.world import hold, in_hours, make_world

SLOT = clock.now().replace(minute=0, second=0, microsecond=0)


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(2 * PATIENCE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.05)


async def _events_of(kind: str) -> Counter[int | None]:
    """How often `kind` happened to each booking."""
    return Counter(await EventRecord.filter(kind=kind).values_list("booking_id", flat=True))  # type: ignore[arg-type]


def _start_two(stack: Stack) -> list[Process]:
    """Two jobs processes that begin at the same time."""
    both = [stack.start_module("jobs"), stack.start_module("jobs")]
    for process in both:
        process.wait_for_words("jobs_started")
    return both


@asynccontextmanager
async def _watching(url: str, area_id: int) -> AsyncIterator[list[tuple[int, str]]]:
    """What a driver who has the floor's map open is told, as it comes: spot and state."""
    told: list[tuple[int, str]] = []
    is_open = asyncio.Event()
    period = {"from": in_hours(24).isoformat(), "to": in_hours(26).isoformat()}

    async def listen() -> None:
        async with (
            httpx.AsyncClient(base_url=url, timeout=60) as http,
            http.stream("GET", "/api/events", params={"area": area_id, **period}) as stream,
        ):
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    is_open.set()
                    changes = json.loads(line.removeprefix("data: ")).get("changes", [])
                    told.extend((change["spaceId"], change["state"]) for change in changes)

    listening = asyncio.create_task(listen())
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await is_open.wait()
        yield told
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_two_jobs_processes_side_by_side_do_nothing_twice(bare_stack: Stack, db: Database) -> None:
    stack = bare_stack
    desk = SandboxDesk(stack.sandbox_url)
    paying, lapsing = await make_world(3), await make_world(3, hold_seconds=2)
    web = stack.start_web()
    stack.start_sandbox()

    async with AsyncExitStack() as browsers:
        told = await browsers.enter_async_context(_watching(web.url, lapsing.area.id))
        orders = []
        for space in paying.spaces:
            driver = await browsers.enter_async_context(Driver(web.url))
            await driver.book(space)
            attempt = await driver.start_paying()
            await driver.take(BANK_APPROVES, attempt)
            await driver.sees("confirmed", "captured")
            await driver.cancel()
            orders.append(attempt.order_id)
        for space in lapsing.spaces:
            driver = await browsers.enter_async_context(Driver(web.url))
            await driver.book(space, starts_in=24, hours=2)

        jobs = _start_two(stack)

        async def is_all_done() -> bool:
            return (
                await Booking.filter(status=BookingStatus.EXPIRED).count() == 3
                and await Refund.filter(status=RefundStatus.SUCCEEDED).count() == 3
                # for each that was cancelled: confirmed (unless overtaken), cancelled, refunded
                and await Delivery.filter(status__in=["sent", "dropped"]).count() == 9
                and all((space.id, "free") in told for space in lapsing.spaces)
            )

        await _until(is_all_done)
    assert [process.stop() for process in jobs] == [0, 0]

    expired = await Booking.filter(status=BookingStatus.EXPIRED).values_list("id", flat=True)
    assert await _events_of("BookingExpired") == dict.fromkeys(expired, 1)
    assert set((await _events_of("RefundSubmitted")).values()) == {1}
    assert [told.count((space.id, "free")) for space in lapsing.spaces] == [1, 1, 1]
    assert await SpaceClaim.all().count() == 0
    for order_id in orders:
        facts = await desk.facts(order_id)
        assert facts["refundedSen"] == 1272
        assert [said["kind"] for said in facts["messages"]].count("refund") == 1

    deliveries = await Delivery.all()
    assert {delivery.attempts for delivery in deliveries} == {1}
    sent = [delivery.id for delivery in deliveries if delivery.status is DeliveryStatus.SENT]
    mails = [int(file.stem.rsplit("-", 1)[-1]) for file in (stack.folder / "mail").glob("*.eml")]
    assert sorted(mails) == sorted(sent)
    logs = "\n".join(process.log() for process in jobs)
    assert logs.count('"delivery_tried"') == len(deliveries)
    assert logs.count('"jobs_stopped"') == 2
    assert "job_failed" not in logs
    assert "one_failed" not in logs
    assert await find_violations() == []


@asynccontextmanager
async def _silent_server() -> AsyncIterator[tuple[int, asyncio.Event]]:
    """Takes connections on a port and never says a word; the event tells that somebody came."""
    came = asyncio.Event()

    async def keep_waiting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.set()
        try:
            await reader.read()
        finally:
            writer.close()

    server = await asyncio.start_server(keep_waiting, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], came
    finally:
        server.close()


async def test_a_jobs_process_that_is_killed_at_work_loses_nothing(bare_stack: Stack, db: Database) -> None:
    stack = bare_stack
    desk = SandboxDesk(stack.sandbox_url)
    paying, lapsing = await make_world(2), await make_world(25, hold_seconds=1)
    web = stack.start_web()
    stack.start_sandbox()
    async with Driver(web.url) as keeps, Driver(web.url) as cancels:
        for driver, space in zip((keeps, cancels), paying.spaces, strict=True):
            await driver.book(space)
            await driver.pay(BANK_APPROVES)
            await driver.sees("confirmed", "captured")
        await cancels.cancel()
    for space in lapsing.spaces:
        await hold(space)
    refund = await Refund.get()

    async with _silent_server() as (mail_port, mail_came), _silent_server() as (refund_port, refund_came):
        doomed = stack.start_jobs(
            SMTP_URL=f"smtp://127.0.0.1:{mail_port}",
            RINGGITPAY_REFUND_URL=f"http://127.0.0.1:{refund_port}/refund",
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            await mail_came.wait()
            await refund_came.wait()
        doomed.kill()
    taken = await Delivery.filter(attempts=1, status=DeliveryStatus.QUEUED)
    await refund.refresh_from_db()
    assert taken
    assert all(delivery.next_attempt_at > clock.now() for delivery in taken if delivery.next_attempt_at)
    assert (refund.status, refund.attempts) == (RefundStatus.SUBMITTED, 1)

    # Two minutes later the leases of the dead are over.
    await Delivery.filter(status=DeliveryStatus.QUEUED).update(next_attempt_at=clock.now())
    await Refund.all().update(next_attempt_at=clock.now())
    heir = stack.start_jobs()

    async def is_all_done() -> bool:
        return (
            not await Delivery.filter(status=DeliveryStatus.QUEUED).exists()
            and await Delivery.all().count() == 4  # confirmed twice, cancelled, refunded
            and await Refund.filter(status=RefundStatus.SUCCEEDED).exists()
            and not await Booking.filter(status=BookingStatus.HELD).exists()
        )

    await _until(is_all_done)
    assert heir.stop() == 0

    assert set((await _events_of("BookingExpired")).values()) == {1}
    assert len(await _events_of("BookingExpired")) == 25
    payment = await Payment.get(id=refund.payment_id)
    assert (await desk.facts(payment.order_id))["refundedSen"] == 1272
    sent = [delivery.id for delivery in await Delivery.filter(status=DeliveryStatus.SENT)]
    mails = [int(file.stem.rsplit("-", 1)[-1]) for file in (stack.folder / "mail").glob("*.eml")]
    assert sorted(mails) == sorted(sent)
    assert await find_violations() == []


async def test_what_a_web_process_left_undone_is_finished_by_the_job_in_one_slot_once(
    bare_stack: Stack, db: Database
) -> None:
    stack = bare_stack
    desk = SandboxDesk(stack.sandbox_url)
    world = await make_world(2)
    web = stack.start_web()
    stack.start_sandbox()
    async with (
        Driver(web.url) as unheard,
        Driver(web.url) as half_heard,
        RinggitPayClient(credentials_of(stack)) as gateway,
    ):
        orders = []
        for driver, space in zip((unheard, half_heard), world.spaces, strict=True):
            await driver.book(space)
            attempt = await driver.start_paying()
            await desk.misbehave(attempt.order_id, dropCallback=True)
            await driver.take(BANK_APPROVES, attempt)
            orders.append(attempt.order_id)
        # The web process kept the callback and was killed before it could act on it.
        [said] = [said for said in (await desk.facts(orders[1]))["messages"] if said["kind"] == "callback"]
        body = urlencode(said["fields"]).encode()
        kept = await keep_message(gateway, Message("callback", body, gateway.parse_answer(None, body)))
        web.kill()
        # Some minutes later:
        await GatewayEvent.all().update(received_at=clock.now() - timedelta(minutes=1))
        await Payment.filter(order_id=orders[0]).update(enquire_at=clock.now())

        brisk = [stack.start_module("tests.support.brisk_jobs") for _ in range(2)]

        async def have_both_struck_thrice() -> bool:
            return all(process.log().count("beat") >= 3 for process in brisk)

        await _until(have_both_struck_thrice)
        assert [process.stop() for process in brisk] == [0, 0]

    runs = await JobRun.filter(job="reconcile_payments").order_by("slot")
    logs = "\n".join(process.log() for process in brisk)
    assert len({run.slot for run in runs}) == len(runs) == logs.count('"job_done"') > 0
    assert {(run.outcome or "").split()[0] for run in runs} == {"done:"}
    assert "job_failed" not in logs
    await kept.refresh_from_db()
    assert kept.outcome == "captured"
    assert {payment.status for payment in await Payment.all()} == {PaymentStatus.CAPTURED}
    assert [said["kind"] for said in (await desk.facts(orders[0]))["messages"]].count("enquiry") == 1
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_of_all_who_reach_for_a_slot_one_gets_it() -> None:
    slots = [SLOT + timedelta(minutes=minute) for minute in range(5)]
    for slot in slots:
        answers = await asyncio.gather(*(take_slot("a_job", slot) for _ in range(6)))
        assert sorted(answers) == [False] * 5 + [True]
    assert await take_slot("another_job", slots[0])
    await close_slot("a_job", slots[0], "done: 3")

    run = await JobRun.get(job="a_job", slot=slots[0])
    assert (run.outcome, run.finished_at is not None) == ("done: 3", True)
    assert await JobRun.all().count() == 6


@pytest.mark.usefixtures("db")
async def test_a_job_that_fails_says_so_in_its_run_and_the_next_slot_is_taken() -> None:
    tries = asyncio.Semaphore(0)

    async def fail() -> int:
        tries.release()
        raise ValueError("broken")

    cron = Cron("failing_job", "* * * * * *", fail)
    cron.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await tries.acquire()
    # As if the minute were over: the slot it ran in becomes another.
    await _until(lambda: JobRun.exclude(outcome=None).exists())
    run = await JobRun.get()
    await JobRun.filter(id=run.id).update(slot=SLOT - timedelta(days=1))
    async with asyncio.timeout(PATIENCE_SECONDS):
        await tries.acquire()
    await cron.finish()

    assert run.outcome == "failed: ValueError"
    assert await JobRun.all().count() == 2


@pytest.mark.usefixtures("db")
async def test_a_job_under_way_is_finished_before_the_process_ends_and_not_begun_again() -> None:
    begun, go_on = asyncio.Semaphore(0), asyncio.Event()

    async def work() -> int:
        begun.release()
        await go_on.wait()
        return 1

    cron = Cron("slow_job", "* * * * * *", work)
    cron.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await begun.acquire()
    finishing = asyncio.create_task(cron.finish())
    await asyncio.sleep(0)
    assert not finishing.done()
    go_on.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await finishing

    assert begun.locked()  # it was begun once only
    assert [run.outcome for run in await JobRun.all()] == ["done: 1"]
