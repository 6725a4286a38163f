"""Every verb locks rows in the order that docs/architecture.md lists, so that no two wait for each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tortoise import Tortoise
from tortoise.backends.mysql.client import TransactionWrapper

from app.accounts.blocks import block_person
from app.accounts.first_run import make_first_run_link, open_first_account
from app.accounts.models import RoleGrant
from app.accounts.service import verify_email
from app.accounts.staff import grant_role, revoke_role
from app.accounts.vehicles import VehicleDetails, add_vehicle
from app.arrivals.exit_fees import ask_exit_fee
from app.arrivals.overstays import watch_overstay
from app.arrivals.service import give_up_no_show
from app.bookings.closures import close_space, end_closures, reopen_space
from app.bookings.extensions import release_extension
from app.bookings.models import Booking, MoveCause
from app.bookings.moves import move_booking
from app.bookings.reminders import remind_of_end
from app.bookings.service import claim_guest_bookings, complete_booking, expire_hold
from app.core import clock
from app.core.actor import GUEST, OPERATOR, Actor
from app.core.database import transactions
from app.core.database.transactions import transactional
from app.core.money import Money
from app.core.p256 import new_private_key
from app.lots.drafts import DraftEdit, get_draft_state, save_draft
from app.lots.drawing import Drawing
from app.lots.rules import FloorPlan
from app.lots.service import publish_map, retire_space
from app.lots.settings import change_lot
from app.notifications.models import ChannelName, Topic
from app.notifications.planner import plan_deliveries
from app.notifications.preferences import set_preferences
from app.observations.service import Reading, dismiss_observation, take_observation
from app.payments.answers import expire_payment
from app.payments.blocked_spots import report_blocked_space
from app.payments.cancelling import cancel_booking
from app.payments.counter import Tender, take_exit_fee, take_price
from app.payments.displacement import close_spaces
from app.payments.floor_changes import publish_draft
from app.payments.goodwill import approve_refund, propose_refund
from app.payments.models import Payment, Refund
from app.payments.next_drivers import help_next_driver
from app.payments.refunds import record_manual_refund
from app.payments.staff_cancellations import cancel_for_driver
from app.privacy.erasure import erase_subject
from app.programs.consent import AuthorizationRequest, allow, check_request
from app.programs.errors import InvalidGrant
from app.programs.grants import redeem_code, refresh
from app.programs.registry import disable_program
from app.programs.tokens import Mint
from tests.accounts.people import PASSWORD, POLICY, mailed_verification_token, sign_up
from tests.arrivals.stays import leave, open_lot, parked
from tests.notifications.devices import a_browser, session_of, subscribe
from tests.pricing.tariffs import open_promo
from tests.programs.known import REDIRECT, Secret, a_reader, an_app
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.settings import ROOT
from tests.support.stays import ask_longer, book
from tests.support.world import hold, make_world


def _listed() -> list[str]:
    """The tables in the order of the document."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    found = re.search(r"^Lock order: ([^;]+);", text, re.MULTILINE)
    assert found is not None
    tables = {model.__name__: model._meta.db_table for model in Tortoise.apps["models"].values()}
    return [tables[name] for name in re.split(r",\s+", found[1])]


def _watch(monkeypatch: pytest.MonkeyPatch) -> Mapping[object, list[str]]:
    """Of each transaction from now on, the tables in which it locks rows, in the order of its first locks."""
    seen: dict[object, list[str]] = {}
    execute = TransactionWrapper.execute_query

    async def watched(self: Any, query: str, values: list[Any] | None = None) -> Any:
        locked = re.match(r"(?:UPDATE|DELETE FROM) `?(\w+)", query)
        if query.endswith("FOR UPDATE"):
            locked = re.search(r" FROM `?(\w+)", query)
        present = transactions._present.get()
        if locked is not None and present is not None and locked[1] not in seen.setdefault(present, []):
            seen[present].append(locked[1])
        return await execute(self, query, values)

    monkeypatch.setattr(TransactionWrapper, "execute_query", watched)
    return seen


# SQLite locks the whole database when a transaction begins.
@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("database", ["mariadb"], indirect=True)
async def test_verbs_lock_in_the_documented_order(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _watch(monkeypatch)
    await _pay_twice_cancel_and_give_back()
    await _let_time_pass_and_pay_late()
    await _stay_longer()
    await _change_people_and_floors()
    await _lose_spots()
    await _stay_too_long()
    await _work_at_the_desk()
    await _let_programs_in()

    order = _listed()
    assert set(order) <= {table for tables in seen.values() for table in tables}
    for tables in seen.values():
        listed = [table for table in tables if table in order]
        assert listed == sorted(listed, key=order.index)


@transactional
async def _verify_and_claim(person_id: int, email: str, token: str) -> None:
    """As the route does it."""
    await verify_email(person_id, token, by=Actor.driver(person_id))
    await claim_guest_bookings(person_id, email, by=Actor.driver(person_id))


async def _pay_twice_cancel_and_give_back() -> None:
    world = await make_world()
    await open_promo("DAMAI10")
    booking = await hold(world.spaces[0], starts_in=48, promo_code="DAMAI10")
    once, twice = await try_to_pay(booking.id), await try_to_pay(booking.id)
    assert await receive(answer_body(once)) == "captured"
    assert await receive(answer_body(twice)) == "double"
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    for refund in await Refund.all():
        await record_manual_refund(refund.id, reference="PORTAL-1", by=OPERATOR)
    assert await plan_deliveries() > 0
    assert await Refund.all().count() == 2


async def _let_time_pass_and_pay_late() -> None:
    world = await make_world()
    await open_promo("LATE10")
    late = await hold(world.spaces[0], promo_code="LATE10")
    payment = await try_to_pay(late.id)
    never = await try_to_pay((await hold(world.spaces[1])).id)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert await expire_hold(late.id)
        await hold(world.spaces[1])  # clears the lapsed hold away
        assert await receive(answer_body(payment)) == "captured"
        assert await expire_payment(never.id)
    with clock.frozen(late.ends_at - timedelta(minutes=10)):
        assert await remind_of_end(late.id)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert await complete_booking(late.id)


async def _stay_longer() -> None:
    world = await make_world()
    booking = await book(world.spaces[0], starts_in=48)
    late = await ask_longer(booking, 1)
    payment = await try_to_pay(booking.id, late.id)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert await expire_hold(booking.id)
        await ask_longer(booking, 2)
        assert await receive(answer_body(payment)) == "captured"
        await booking.refresh_from_db()
        await release_extension(booking.id, (await ask_longer(booking, 1)).id, by=GUEST)
        await ask_longer(booking, 1)
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)


async def _lose_spots() -> None:
    world = await make_world(5)
    await open_promo("MOVE10")
    bookings = [await hold(space, starts_in=1, promo_code="MOVE10") for space in world.spaces[:3]]
    for booking in bookings[:2]:
        assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    with clock.frozen(bookings[1].starts_at):
        moved, refunded = [await Booking.get(id=booking.id) for booking in bookings[:2]]
        for booking, to in ((moved, world.spaces[4].id), (refunded, None)):
            await report_blocked_space(booking, b"photo", to_space_id=to, gateway=GATEWAY, by=GUEST)
    world = await make_world(2)
    for starts_in in (24, 48):
        await hold(world.spaces[1], starts_in)
    await hold(world.spaces[0], 48)
    (done,) = await close_spaces(
        [world.spaces[1].id],
        lot_id=world.lot.id,
        starts_at=None,
        ends_at=None,
        reason="Leak",
        gateway=GATEWAY,
        by=OPERATOR,
    )
    assert (len(done.moved), len(done.displaced)) == (1, 1)


async def _stay_too_long() -> None:
    world = await open_lot(no_show_minutes=30)
    booking, session = await parked(world)
    await book(world.spaces[0], starts_in=4.4)
    absent = await book(world.spaces[2], starts_in=1)
    with clock.frozen(absent.starts_at + timedelta(minutes=40)):
        assert await give_up_no_show(absent.id)
    with clock.frozen(booking.ends_at + timedelta(minutes=20)):
        assert await watch_overstay(booking.id)
        assert await help_next_driver(booking.id, gateway=GATEWAY)
        fee = await ask_exit_fee(session.id, by=GUEST)
        await take_exit_fee(fee.id, lot_id=world.lot.id, tender=Tender.CASH, by=OPERATOR)
        await leave(session)


async def _work_at_the_desk() -> None:
    world = await make_world(4, refund_approval_sen=100)
    await open_promo("DESK10")
    walk_in = await hold(world.spaces[0], email="guest@desk.example", promo_code="DESK10")
    await take_price(walk_in.id, lot_id=world.lot.id, tender=Tender.CASH, by=OPERATOR)
    await move_booking(walk_in.id, world.spaces[1].id, cause=MoveCause.STAFF, reason="Lift", by=OPERATOR)
    payment = await Payment.get(charge__booking_id=walk_in.id)
    for sen, decide in ((50, None), (200, approve_refund)):
        proposal = await propose_refund(
            payment.id, Money(sen), "Noise", lot_id=world.lot.id, gateway=GATEWAY, by=OPERATOR
        )
        if decide is not None:
            await decide(proposal.id, lot_id=world.lot.id, gateway=GATEWAY, by=Actor("owner", 1))
    await cancel_for_driver(
        walk_in.id, lot_id=world.lot.id, percent=None, reason="Ill", gateway=GATEWAY, by=OPERATOR
    )
    for refund in await Refund.filter(booking_id=walk_in.id):
        await record_manual_refund(refund.id, reference="TILL-1", by=OPERATOR)
    await plan_deliveries()
    await erase_subject(email="guest@desk.example", by=OPERATOR)
    person = (await sign_up("leaving@desk.example")).person
    await block_person(person.id, "Left owing", by=OPERATOR)
    await subscribe(a_browser(), session_id=await session_of(person), follows=[])
    await erase_subject(person_id=person.id, by=OPERATOR)


async def _let_programs_in() -> None:
    world = await open_lot()
    reader = (await a_reader(world.lot)).program
    await book(world.spaces[0], starts_in=0, plate="WXY 1234", email="reader@desk.example")
    for plate, sure, direction in (
        ("WXY 1234", 0.2, "in"),
        ("WXY 1234", 1.0, "in"),
        ("WXY 1234", 1.0, "out"),
    ):
        reading = Reading(plate, sure, direction, clock.now(), f"{plate} {sure} {direction}")
        await take_observation(reader, reading)
    doubted = await take_observation(reader, Reading("ABC 1", 0.2, "in", clock.now(), "doubted"))
    await dismiss_observation(doubted.id, world.lot, "A van", by=OPERATOR)
    app = (await an_app()).program
    person = (await sign_up("rides@desk.example")).person
    mint, secret = Mint("http://localhost", (new_private_key(),), ("secret",)), Secret.new()
    asked = AuthorizationRequest(
        app.client_id, REDIRECT, "code", code_challenge=secret.challenge, code_challenge_method="S256"
    )
    address = await allow(await check_request(asked, issuer=mint.issuer), person)
    code = parse_qs(urlsplit(address).query)["code"][0]
    tokens = await redeem_code(app, code, REDIRECT, secret.verifier, mint=mint)
    await refresh(app, tokens.refresh_token or "", None, mint=mint)
    with pytest.raises(InvalidGrant):
        await redeem_code(app, code, REDIRECT, secret.verifier, mint=mint)
    await disable_program(app.id, lot_id=None, by=OPERATOR)
    await subscribe(a_browser(), session_id=await session_of(person), follows=[])
    await erase_subject(person_id=person.id, by=OPERATOR)


async def _change_people_and_floors() -> None:
    world = await make_world()
    await hold(world.spaces[0], email="aisyah@demo.example")
    person = (await sign_up("aisyah@demo.example")).person
    await _verify_and_claim(person.id, person.email, await mailed_verification_token())
    await set_preferences(person.id, {(Topic.PAYMENTS, ChannelName.PUSH): False}, by=Actor.driver(person.id))
    browser = a_browser()
    for _ in range(2):
        await subscribe(browser, session_id=await session_of(person), follows=await Booking.all())
    for role in ("owner", "attendant"):
        await grant_role(person.email, role, by=OPERATOR)
    attendant = await RoleGrant.get(person_id=person.id, role="attendant")
    await revoke_role(attendant.id, by=Actor("owner", person.id))
    await add_vehicle(person.id, VehicleDetails("WXY 1234"), by=Actor.driver(person.id))
    closure = await close_space(
        world.spaces[1].id, starts_at=clock.now(), ends_at=None, reason="Repair", by=OPERATOR
    )
    await end_closures(
        [closure.id], lot_id=world.lot.id, ends_at=clock.now() + timedelta(days=2), by=OPERATOR
    )
    await reopen_space(closure.id, by=OPERATOR)
    await retire_space(world.spaces[2].id, by=OPERATOR)
    drawing = Drawing.model_validate(world.area.drawing)
    plan = FloorPlan(world.area.width, world.area.height, drawing, spaces=())
    await publish_map(world.area.id, plan, by=OPERATOR)
    await _redraw_a_floor()
    await RoleGrant.all().delete()
    await open_first_account(
        await make_first_run_link(), "first@demo.example", PASSWORD, "First", "en", policy=POLICY
    )


async def _redraw_a_floor() -> None:
    world = await make_world(3)
    await book(world.spaces[0])
    await hold(world.spaces[1])
    await hold(world.spaces[2])
    state = await get_draft_state(world.lot.id, "B1")
    bare = state.plan.model_copy(update={"spaces": state.plan.spaces[1:2]})
    edit = DraftEdit(state.name, state.level, bare, state.revision, state.base_map_version)
    await save_draft(world.lot.id, "B1", edit, by=OPERATOR)
    done = await publish_draft(
        world.lot.id, "B1", revision=1, base_map_version=1, gateway=GATEWAY, by=OPERATOR
    )
    assert len(done.displaced) == 2
    await change_lot(world.lot.id, {"contact": "-"}, by=OPERATOR)
