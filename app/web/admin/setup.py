"""From an empty database to a lot that can be booked: the first owner, lots, and what is still missing."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.first_run import has_owner, open_first_account
from app.accounts.permissions import Permission
from app.bookings.queries import lots_with_bookings
from app.config import Settings
from app.lots.queries import list_all_lots, lots_with_floors
from app.lots.service import LotDetails
from app.lots.settings import open_lot
from app.payments.checkout_links import return_url
from app.pricing.queries import lots_with_prices
from app.web.access import callers
from app.web.admin.access import Staff, staff_everywhere
from app.web.admin.settings import present_settings
from app.web.context import language, settings
from app.web.gateway import CALLBACK_PATH
from app.web.limits import limited
from app.web.present_person import present_person
from app.web.schemas.accounts import FirstOwnerIn, FirstRunOut, MeOut
from app.web.schemas.admin_settings import LotIn, PaymentsSetupOut, SettingsOut, SetupOut, SetupStepOut
from app.web.sign_in import account_policy, remember_sign_in, session_token

blueprint = Blueprint("admin_setup", __name__)

_HOUR = 3600


@blueprint.get("/api/first-run")
@limited(600)
@callers("anyone")
@validate_response(FirstRunOut)
async def first_run() -> FirstRunOut:
    """Whether there is no owner yet, so that the link from `python -m app first-run` opens one's account."""
    return FirstRunOut(is_open=not await has_owner())


@blueprint.post("/api/first-run/owner")
@limited(20, seconds=_HOUR)
@callers("anyone")
@validate_request(FirstOwnerIn)
@validate_response(MeOut, 201)
async def make_owner(data: FirstOwnerIn) -> tuple[MeOut, int]:
    """Opens the first owner's account by the link's token, and signs in. Once only."""
    entered = await open_first_account(
        data.token,
        data.email,
        data.password,
        data.name,
        data.language or language(),
        policy=account_policy(),
        replaces=session_token(),
    )
    remember_sign_in(entered)
    return await present_person(entered.person), 201


@blueprint.get("/api/admin/setup")
@limited(600)
@staff_everywhere(Permission.SET_LOT)
@validate_response(SetupOut)
async def lot_setup(caller: Staff) -> SetupOut:
    """What each lot still lacks before drivers can book."""
    with_floors, with_prices = await lots_with_floors(), await lots_with_prices()
    with_booking = await lots_with_bookings()
    return SetupOut(
        lots=[
            SetupStepOut(
                slug=lot.slug,
                name=lot.name,
                has_floor=lot.id in with_floors,
                has_prices=lot.id in with_prices,
                is_listed=lot.is_listed,
                has_booking=lot.id in with_booking,
            )
            for lot in await list_all_lots()
        ],
        payments=_present_payments(settings()),
    )


def _present_payments(installation: Settings) -> PaymentsSetupOut:
    return PaymentsSetupOut(
        is_sandbox=not installation.moves_real_money,
        refunds_by_itself=installation.ringgitpay_refund_url is not None,
        checks_callbacks=installation.ringgitpay_api_key is not None,
        sends_mail=installation.smtp_url is not None,
        callback_url=f"{installation.public_url}{CALLBACK_PATH}",
        return_url=return_url(installation.public_url),
    )


@blueprint.post("/api/admin/lots")
@limited(60)
@staff_everywhere(Permission.SET_LOT)
@validate_request(LotIn)
@validate_response(SettingsOut, 201)
async def make_lot(caller: Staff, data: LotIn) -> tuple[SettingsOut, int]:
    """Enters a lot with the usual policy. Nobody finds it before it is listed (`PATCH …/settings`)."""
    given = data.model_dump(exclude_none=True)
    lot = await open_lot(LotDetails(**given, is_listed=False), by=caller.by)
    return await present_settings(lot), 201
