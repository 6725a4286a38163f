"""What staff have to look at arrives where they asked for it, as long as they are staff and linked."""

from __future__ import annotations

import httpx

from app.accounts.models import RoleGrant
from app.core import clock
from app.notifications.models import Delivery
from app.payments.models import Payment
from jobs.alarm import Alarm
from tests.bot.behind import meanwhile
from tests.bot.driving import hold, look_over, payment_address, press, reference_in
from tests.bot.linking import link, sign_up
from tests.bot.paying import pay
from tests.support.gateway import CREDENTIALS, answer_body
from tests.support.stack import Stack
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


def start_work(stack: Stack, person: Person, email: str) -> None:
    """The person has an account with a role, linked to their Telegram."""
    client = sign_up(stack, email)
    stack.command("grant-role", email, "attendant")
    link(person, client)


def lose_role(stack: Stack, email: str) -> None:
    async def take() -> None:
        assert await RoleGrant.filter(person__email=email).delete()

    meanwhile(stack, take)


def fail_a_job(stack: Stack, job: str) -> None:
    """What the clockwork does when a job of its process fails."""
    meanwhile(stack, lambda: Alarm(job).ring(clock.now(), RuntimeError("no such luck")))


def alerts_planned(stack: Stack, person: Person) -> int:
    async def count() -> int:
        return await Delivery.filter(recipient=f"alerts:{person.chat_id}").count()

    return meanwhile(stack, count)


def tell_of_another_amount(stack: Stack, reference: str) -> Payment:
    """The gateway calls about the booking's payment, and names a sum that nobody asked for."""

    async def find() -> Payment:
        return await Payment.get(charge__booking__reference=reference)

    payment = meanwhile(stack, find)
    body = answer_body(payment, amount_sen=payment.amount.sen - 100)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-API-Key": CREDENTIALS.api_key or "",
    }
    told = httpx.post(
        f"{stack.url}/payments/ringgitpay/callback", content=body, headers=headers, trust_env=False
    )
    assert told.status_code == 200, told.text
    return payment


def test_money_that_does_not_match_and_failed_jobs_are_told_to_staff_and_their_group(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    hafiz, group, guest = chats.person("Hafiz Demo"), chats.group("Damai crew"), chats.person("Siti Demo")
    start_work(car_park, hafiz, "hafiz.chat@operator.example")
    hafiz.types("/alerts")
    hafiz.waits_for("hears of what staff have to look at")
    hafiz.adds_bot_to(group)
    hafiz.types("/alerts", into=group)
    group.waits_for("hears of what staff have to look at")

    look_over(guest)
    reference = reference_in(hold(guest))
    payment = tell_of_another_amount(car_park, reference)
    for talk in (hafiz, group):
        told = talk.waits_for("another amount than was asked for", anywhere=True)
        assert reference in told.words
        assert payment.order_id in told.words
        assert f"driver-{guest.chat_id}" not in told.words
    assert not any("is yours" in message.words for message in guest.messages)
    pay(payment_address(guest))  # the right sum is still welcome
    guest.waits_for(lambda message: message.photo is not None, anywhere=True)

    fail_a_job(car_park, "reconcile_payments")
    for talk in (hafiz, group):
        told = talk.waits_for("The job reconcile_payments failed", anywhere=True)
        assert "no such luck" not in told.words

    hafiz.types("/alerts off", into=group)
    group.waits_for("no more alerts")
    fail_a_job(car_park, "clean_up")
    hafiz.waits_for("The job clean_up failed", anywhere=True)
    assert not any("clean_up" in message.words for message in group.messages)


def test_drivers_and_guests_are_refused_and_nobody_else_is_heard_in_a_group(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    driver, guest, group = chats.person("Aina Demo"), chats.person("Siti Demo"), chats.group("Neighbours")
    link(driver, sign_up(car_park, "no-staff.chat@driver.example"))
    for person in (driver, guest):
        person.types("/alerts")
        person.waits_for("staff")
        assert alerts_planned(car_park, person) == 0
    driver.adds_bot_to(group)
    driver.types("/book", into=group)
    driver.types("/alerts@another_bot", into=group)
    driver.types("/alerts", into=group)
    group.waits_for("staff")
    assert len(group.messages) == 1


def test_who_loses_the_role_or_unlinks_hears_no_more_alerts(car_park: Stack, chats: TelegramStandIn) -> None:
    dismissed, unlinked, witness = (chats.person(name) for name in ("Hafiz Demo", "Mei Demo", "Ravi Demo"))
    emails = {person.chat_id: f"staff-{person.chat_id}@operator.example" for person in (dismissed, unlinked)}
    start_work(car_park, witness, "witness.chat@operator.example")
    for person in (dismissed, unlinked):
        start_work(car_park, person, emails[person.chat_id])
    for person in (dismissed, unlinked, witness):
        person.types("/alerts")
        person.waits_for("hears of what staff have to look at")
    fail_a_job(car_park, "send_refunds")
    for person in (dismissed, unlinked, witness):
        person.waits_for("The job send_refunds failed", anywhere=True)

    lose_role(car_park, emails[dismissed.chat_id])
    unlinked.types("/unlink")
    unlinked.waits_for("Unlink this Telegram")
    press(unlinked, "Unlink")
    unlinked.waits_for("Unlinked")
    fail_a_job(car_park, "expire_holds")
    witness.waits_for("The job expire_holds failed", anywhere=True)
    for person in (dismissed, unlinked):
        assert alerts_planned(car_park, person) == 1
        person.types("/alerts")
        person.waits_for("staff")
