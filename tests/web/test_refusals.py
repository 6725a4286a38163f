"""What a buyer's browser shows when the payment page or the way back from the gateway cannot be had."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode

import pytest
from itsdangerous import URLSafeTimedSerializer
from quart import Quart, Response

from app.bookings.models import Booking
from app.core import clock
from app.core.local_time import time_words
from app.payments.models import GatewayEvent, LedgerEntry, Payment, PaymentStatus
from tests.accounts.people import POLICY
from tests.support.databases import Database
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.stays import ask_longer, book
from tests.support.world import hold, make_world
from tests.web.browsers import LOCAL, Browser, application, problem_of

RETURN = "/payments/ringgitpay/return"
FORM = "application/x-www-form-urlencoded"
EYES = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def app(db: Database) -> Quart:
    app = application(db.url)
    app.extensions["parkpro"] = SimpleNamespace(gateway=GATEWAY)
    return app


@pytest.fixture
def phone(app: Quart) -> Browser:
    return Browser(app)


@pytest.fixture
async def booking(db: Database) -> Booking:
    return await hold((await make_world(1)).spaces[0])


@pytest.fixture
async def payment(booking: Booking) -> Payment:
    return await try_to_pay(booking.id)


async def _page(answer: Response, status: int) -> str:
    page = await answer.get_data(as_text=True)
    assert '<link rel="icon" href="/icons/icon.svg"' in page
    assert (answer.status_code, answer.mimetype) == (status, "text/html"), page
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    return page


def _without(body: bytes, *names: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(body.decode()) if name not in names])


@pytest.mark.parametrize("fault", ["forged", "truncated", "doubled"])
@pytest.mark.parametrize("way", ["GET", "POST"])
async def test_a_return_that_cannot_be_believed_leads_to_the_booking_and_moves_nothing(
    phone: Browser, booking: Booking, payment: Payment, fault: str, way: str
) -> None:
    good = answer_body(payment)
    query = {
        "forged": answer_body(payment, key="of a stranger").decode(),
        "truncated": _without(good, "rp_amount", "rp_checkSum"),
        "doubled": f"{good.decode()}&rp_amount=1.00",
    }[fault]
    if way == "GET":
        answer = await phone.get(f"{RETURN}?{query}", Accept=EYES)
    else:
        answer = await phone.send(RETURN, query.encode(), FORM, Accept=EYES)

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{LOCAL}/bookings/{booking.reference}?from=payment"
    assert (await Payment.get(id=payment.id)).status is PaymentStatus.CREATED
    assert await LedgerEntry.all().count() == 0
    assert not await GatewayEvent.filter(is_authentic=True).exists()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "rp_orderId=PKNOBODYS",
        "rp_orderId=%00&rp_orderId=%ff",
        f"rp_orderId={'x' * 500}",
        "&" * 3000,
    ],
)
async def test_a_return_about_nothing_of_ours_is_a_kind_page(
    phone: Browser, payment: Payment, query: str
) -> None:
    page = await _page(await phone.get(f"{RETURN}?{query}", Accept=EYES), 400)

    assert "If you paid, your booking shows it within a few minutes." in page
    assert 'href="/"' in page


async def test_the_page_speaks_the_buyers_language(phone: Browser, db: Database) -> None:
    page = await _page(await phone.get(RETURN, Accept=EYES, Accept_Language="ms-MY,ms;q=0.9"), 400)

    assert '<html lang="ms">' in page
    assert "Pergi ke ParkPro" in page


async def test_programs_are_told_by_a_problem_document(phone: Browser, db: Database) -> None:
    assert (await problem_of(await phone.get(RETURN), 400))["code"] == "gateway_message_malformed"
    assert (await problem_of(await phone.get("/pay/x"), 404))["code"] == "checkout_link_invalid"
    assert (await problem_of(await phone.get("/api/none", Accept=EYES), 404))["code"] == "not_found"


async def test_a_body_without_end_is_a_page_too(phone: Browser, db: Database) -> None:
    answer = await phone.send(RETURN, b"a" * 70_000, FORM, Accept=EYES)

    assert "ParkPro" in await _page(answer, 413)


def _link(payment: Payment) -> str:
    return f"/pay/{URLSafeTimedSerializer(POLICY.secret_key, salt='checkout').dumps(payment.id)}"


async def test_a_payment_page_leads_to_the_gateway(phone: Browser, payment: Payment) -> None:
    assert payment.order_id in await _page(await phone.get(_link(payment), Accept=EYES), 200)


@pytest.mark.parametrize(("language", "words"), [("en", "Pay by {}:"), ("ms", "Bayar sebelum {}:")])
async def test_a_payment_page_says_until_when_the_spot_is_held(
    phone: Browser, booking: Booking, payment: Payment, language: str, words: str
) -> None:
    page = await _page(await phone.get(_link(payment), Accept=EYES, Accept_Language=language), 200)

    assert words.format(time_words(booking.hold_expires_at, "Asia/Kuala_Lumpur", language)) in page


async def test_a_payment_page_for_more_time_says_until_when_that_is_held(
    phone: Browser, db: Database
) -> None:
    booking = await book((await make_world(1)).spaces[0])
    with clock.frozen(clock.now() + timedelta(minutes=20)):
        extension = await ask_longer(booking, 1)
    page = await _page(await phone.get(_link(await try_to_pay(booking.id, extension.id)), Accept=EYES), 200)

    assert f"Pay by {time_words(extension.hold_expires_at, 'Asia/Kuala_Lumpur', 'en')}:" in page


async def test_a_payment_page_whose_link_was_changed_leads_to_the_app(
    phone: Browser, payment: Payment
) -> None:
    page = await _page(await phone.get(f"{_link(payment)}x", Accept=EYES), 404)

    assert "This payment link is no longer valid." in page
    assert 'href="/"' in page


async def test_a_payment_page_that_is_too_old_leads_to_its_booking(
    phone: Browser, booking: Booking, payment: Payment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.payments.checkout_links._VALID_SECONDS", -1)
    page = await _page(await phone.get(_link(payment), Accept=EYES), 404)

    assert "This payment link is no longer valid." in page
    assert f'href="/bookings/{booking.reference}"' in page


async def test_a_payment_page_that_was_used_leads_to_its_booking(
    phone: Browser, booking: Booking, payment: Payment
) -> None:
    await receive(answer_body(payment))
    page = await _page(await phone.get(_link(payment), Accept=EYES), 404)

    assert f'href="/bookings/{booking.reference}"' in page
