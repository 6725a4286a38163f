"""The money desk over HTTP: what has no end, what does not agree, what was paid out; and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from quart import Quart

from app.core import clock
from app.core.actor import GATEWAY as FROM_GATEWAY
from app.core.database.transactions import transactional
from app.core.models import EventRecord
from app.core.money import Money
from app.lots.models import Lot
from app.payments import goodwill, money_desk
from app.payments.discrepancies import note_discrepancy
from app.payments.gateways.protocol import GatewayUnavailable
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.payments.ledger import book_settlement
from app.payments.models import Charge, Discrepancy, Payment, ProposalStatus, RefundProposal, Settlement
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.stays import book
from tests.support.world import World, hold, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


@pytest.fixture
async def operator(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "operator", world.lot.id)


def _path(world: World, rest: str) -> str:
    return f"/api/admin/lots/{world.lot.slug}/{rest}"


async def _json(answer: Any, status: int = 200) -> dict[str, Any]:
    told: dict[str, Any] = await answer.get_json()
    assert answer.status_code == status, told
    return told


@transactional
async def _list(kind: str, subject: str, payment: Payment | None) -> None:
    await note_discrepancy(kind, subject, by=FROM_GATEWAY, payment=payment, facts={"order_id": subject})


async def test_a_payment_without_an_end_is_listed_and_asked_about(
    app: Quart, operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    await receive(answer_body(payment, "RP09"))
    (listed,) = (await _json(await operator.get(_path(world, "open-payments"))))["payments"]
    assert (listed["booking"], listed["orderId"], listed["enquiries"]) == (
        booking.reference,
        payment.order_id,
        0,
    )

    async def unreachable(self: RinggitPayClient, order_id: str, transaction_ref: str | None = None) -> Any:
        raise GatewayUnavailable("no route")

    monkeypatch.setattr(RinggitPayClient, "enquire", unreachable)
    asked = await _json(await operator.post(_path(world, f"open-payments/{payment.id}/ask")))
    assert asked["isReached"] is False
    assert (await Payment.get(id=payment.id)).enquiries == 1
    assert await EventRecord.filter(kind="GatewayAsked", booking_id=booking.id).count() == 1
    await receive(answer_body(payment))
    assert (await _json(await operator.get(_path(world, "open-payments"))))["payments"] == []


async def test_what_does_not_agree_is_resolved_once_with_a_note(operator: Browser, world: World) -> None:
    booking = await book(world.spaces[0])
    payment = await Payment.get(charge__booking_id=booking.id)
    await _list("failed_after_capture", payment.order_id, payment)
    (listed,) = (await _json(await operator.get(_path(world, "discrepancies"))))["discrepancies"]
    assert (listed["booking"], listed["kind"]) == (booking.reference, "failed_after_capture")
    path = _path(world, f"discrepancies/{listed['id']}/resolve")
    assert (await operator.post(path, {"note": "The bank mended it"})).status_code == 204
    assert await code_of(await operator.post(path, {"note": "x"})) == (409, "discrepancy_settled")
    assert (await _json(await operator.get(_path(world, "discrepancies"))))["discrepancies"] == []
    (done,) = (await _json(await operator.get(_path(world, "discrepancies?resolved=true"))))["discrepancies"]
    assert (done["note"], done["resolvedBy"]) == ("The bank mended it", "Aisyah binti Rahman")


async def test_orders_that_are_not_ours_are_for_who_handles_the_money_of_all_lots(
    app: Quart, operator: Browser, world: World
) -> None:
    await _list("unknown_order", "PKSTRANGE", None)
    assert await code_of(await operator.get("/api/admin/discrepancies")) == (403, "not_permitted")
    found = await Discrepancy.get()
    path = _path(world, f"discrepancies/{found.id}/resolve")
    assert await code_of(await operator.post(path, {"note": "x"})) == (404, "discrepancy_not_found")
    owner = await staff_browser(app, "owner")
    (listed,) = (await _json(await owner.get("/api/admin/discrepancies")))["discrepancies"]
    assert (listed["orderId"], listed["lot"], listed["booking"]) == ("PKSTRANGE", None, None)
    path = f"/api/admin/discrepancies/{found.id}/resolve"
    assert (await owner.post(path, {"note": "A test of the gateway's"})).status_code == 204


async def test_pay_outs_are_told_by_day_and_what_is_late_is_listed(operator: Browser, world: World) -> None:
    settled, late = await book(world.spaces[0]), await book(world.spaces[1])
    payment = await Payment.get(charge__booking_id=settled.id)
    charge = await Charge.get(id=payment.charge_id)
    now = clock.now()
    settlement = await Settlement.create(
        payment=payment,
        settled_on=now.date(),
        amount=payment.amount - Money(30),
        fee=Money(30),
        received_at=now,
    )
    await transactional(book_settlement)(settlement, charge.lot_id, charge.id, now)
    query = f"settlements?from={now.date()}&to={now.date()}"
    told = await _json(await operator.get(_path(world, query)))
    assert told["days"] == [
        {
            "day": now.date().isoformat(),
            "payments": 1,
            "grossSen": payment.amount.sen,
            "feeSen": 30,
            "refundedSen": 0,
            "netSen": payment.amount.sen - 30,
        }
    ]
    assert told["unsettled"] == []
    with clock.frozen(now + timedelta(days=4)):
        told = await _json(await operator.get(_path(world, query)))
    assert [one["booking"] for one in told["unsettled"]] == [late.reference]
    assert (told["unsettledSen"], told["unsettledCount"]) == (late.amount.sen, 1)


async def test_what_is_not_paid_out_is_summed_whole_however_little_of_it_is_listed(
    operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await book(world.spaces[0]), await book(world.spaces[1])
    monkeypatch.setattr(money_desk, "LISTED", 1)
    now = clock.now()
    with clock.frozen(now + timedelta(days=4)):
        told = await _json(await operator.get(_path(world, f"settlements?from={now.date()}&to={now.date()}")))
    assert [one["booking"] for one in told["unsettled"]] == [first.reference]
    assert (told["unsettledSen"], told["unsettledCount"]) == ((first.amount + second.amount).sen, 2)


async def test_what_waits_is_counted_whole_and_listed_page_by_page(
    app: Quart, operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments = [await try_to_pay((await hold(space)).id) for space in world.spaces[:2]]
    for number, payment in enumerate(payments):
        await _list("failed_after_capture", f"PK{number}", payment)
    await _list("unknown_order", "PKSTRANGE", None)
    monkeypatch.setattr(money_desk, "PAGE", 1)
    first = await _json(await operator.get(_path(world, "open-payments")))
    assert [one["id"] for one in first["payments"]] == [payments[0].id]
    rest = await _json(await operator.get(_path(world, f"open-payments?after={first['next']}")))
    assert ([one["id"] for one in rest["payments"]], rest["next"]) == ([payments[1].id], None)
    work = {"proposals": 0, "manualRefunds": 0, "openPayments": 2, "discrepancies": 2}
    assert await _json(await operator.get(_path(world, "money-work"))) == {**work, "stray": None}
    owner = await staff_browser(app, "owner")
    assert await _json(await owner.get(_path(world, "money-work"))) == {**work, "stray": 1}


async def test_refunds_that_wait_and_those_that_were_decided_are_listed_page_by_page(
    operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Lot.filter(id=world.lot.id).update(refund_approval_sen=0)
    payment = await Payment.get(charge__booking_id=(await book(world.spaces[0])).id)
    ids = []
    for sen in (100, 200):
        asked = {"amountSen": sen, "reason": "Rain"}
        path = _path(world, f"payments/{payment.id}/refunds")
        answer = await operator.post(path, asked, Idempotency_Key=uuid4().hex)
        ids.append((await _json(answer, 201))["id"])
    monkeypatch.setattr(goodwill, "PAGE", 1)

    async def pages(status: str) -> list[int]:
        first = await _json(await operator.get(_path(world, f"refund-proposals?status={status}")))
        query = f"refund-proposals?status={status}&after={first['next']}"
        second = await _json(await operator.get(_path(world, query)))
        assert second["next"] is None
        return [one["id"] for page in (first, second) for one in page["proposals"]]

    assert await pages("waiting") == ids
    assert (await _json(await operator.get(_path(world, "money-work"))))["proposals"] == 2
    await RefundProposal.filter(id__in=ids).update(status=ProposalStatus.DECLINED)
    assert await pages("declined") == ids[::-1]


@pytest.mark.parametrize(
    "path",
    [
        "money-work",
        "open-payments",
        "discrepancies",
        "manual-refunds",
        "refund-proposals",
        "settlements?from=2026-01-01&to=2026-01-02",
    ],
)
async def test_attendants_and_staff_of_other_lots_see_no_money(app: Quart, world: World, path: str) -> None:
    elsewhere = await staff_browser(app, "owner", (await make_world()).lot.id)
    attendant = await staff_browser(app, "attendant", world.lot.id)
    for browser in (elsewhere, attendant):
        assert await code_of(await browser.get(_path(world, path))) == (403, "not_permitted")


async def test_a_payment_of_another_lot_is_not_asked_about_from_here(operator: Browser, world: World) -> None:
    theirs = await try_to_pay((await hold((await make_world()).spaces[0])).id)
    answer = await operator.post(_path(world, f"open-payments/{theirs.id}/ask"))
    assert await code_of(answer) == (404, "payment_not_found")
