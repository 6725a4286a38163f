"""The ways to pay that every RinggitPay test environment has, and how each ends."""

from __future__ import annotations

from dataclasses import dataclass

from app.payments.gateways.ringgitpay import Outcome, PaymentForm
from tests.support.buyer import Buyer, Page


@dataclass(frozen=True, slots=True)
class Way:
    """One way: what to choose on the page, in words for a person, and how the payment then stands.

    `codes` are the status codes that the guide allows for it.
    """

    name: str
    instruction: str
    outcome: Outcome
    codes: frozenset[str]

    def __str__(self) -> str:
        return self.name


def _way(name: str, instruction: str, outcome: Outcome, *codes: str) -> Way:
    return Way(name, instruction, outcome, frozenset(codes))


BANK_APPROVES = _way("bank-approves", "Pay by FPX from SBI A", Outcome.CAPTURED, "RP00")
BANK_FAILS = _way("bank-fails", "Pay by FPX from SBI B", Outcome.FAILED, "RP91", "RP92")
CORPORATE = _way("corporate", "Pay by corporate FPX, don't approve it yet", Outcome.PENDING, "RP09")
CARD_APPROVED = _way("card-approved", "Pay by a test card that expires 01/39", Outcome.CAPTURED, "RP00")
CARD_DECLINED = _way("card-declined", "Pay by a test card that expires 05/39", Outcome.FAILED, "RP50")
CARD_EXPIRED = _way("card-expired", "Pay by a test card that expires 04/27", Outcome.FAILED, "RP50", "RP91")
CARD_TIMES_OUT = _way("card-times-out", "Pay by a test card that expires 08/28", Outcome.FAILED, "RP97")
WALLET_APPROVES = _way("wallet-approves", "Pay by the test e-wallet", Outcome.CAPTURED, "RP00")
WALLET_EMPTY = _way("wallet-empty", "Pay by the e-wallet without balance", Outcome.FAILED, "RP80")
CANCELS = _way("cancels", "Choose to cancel", Outcome.FAILED, "RP96")
LEAVES = _way("leaves", "Only look at the page and leave it open", Outcome.PENDING, "RP09")

WAYS = (
    *(BANK_APPROVES, BANK_FAILS, CORPORATE, CARD_APPROVED, CARD_DECLINED, CARD_EXPIRED, CARD_TIMES_OUT),
    *(WALLET_APPROVES, WALLET_EMPTY, CANCELS, LEAVES),
)

_BANKS = {BANK_APPROVES: "SBI-A", BANK_FAILS: "SBI-B"}
_CARDS = {CARD_APPROVED: "01/39", CARD_DECLINED: "05/39", CARD_EXPIRED: "04/27", CARD_TIMES_OUT: "08/28"}
_WALLETS = {WALLET_APPROVES: "full", WALLET_EMPTY: "empty"}


async def take(way: Way, buyer: Buyer, form: PaymentForm) -> Page:
    """Does on the sandbox's pages what the way's instruction says; ends at the result, not yet home."""
    page = await buyer.start(form)
    if way in _BANKS:
        page = await buyer.follow(page, "Online banking")
        page = await buyer.fill_in(page, bank=_BANKS[way])
        return await buyer.fill_in(page)
    if way == CORPORATE:
        page = await buyer.follow(page, "Corporate banking")
        page = await buyer.fill_in(page, bank="SBI-A-CORP")
        return await buyer.fill_in(page)
    if way in _CARDS:
        page = await buyer.follow(page, "Card")
        return await buyer.fill_in(page, expiry=_CARDS[way])
    if way in _WALLETS:
        page = await buyer.follow(page, "E-wallet")
        return await buyer.fill_in(page, wallet=_WALLETS[way])
    if way == CANCELS:
        return await buyer.send(page, page.form_to("/cancel"))
    return page
