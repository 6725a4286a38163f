"""Refunds by hand: beyond the policy, approved by a second person, and done in the gateway's portal."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.core.money import Money
from app.payments import goodwill
from app.payments.models import Refund, RefundProposal
from app.payments.queries import get_manual_refund, list_manual_refunds
from app.payments.refunds import record_manual_refund
from app.web.admin.access import StaffAt, staff_at
from app.web.admin.present_bookings import present_proposals, present_refund
from app.web.context import services
from app.web.idempotency import idempotency_key
from app.web.limits import limited
from app.web.schemas.admin_bookings import ProposalOut
from app.web.schemas.admin_money import (
    AnswerIn,
    GoodwillIn,
    ManualRefundOut,
    ManualRefundsOut,
    PortalIn,
    ProposalsOut,
    ProposalsQuery,
)

blueprint = Blueprint("admin_refunds", __name__)


@blueprint.post("/api/admin/lots/<slug>/payments/<int:payment_id>/refunds")
@limited(120)
@staff_at(Permission.HANDLE_MONEY)
@validate_request(GoodwillIn)
@validate_response(ProposalOut, 201)
async def refund_payment(here: StaffAt, payment_id: int, data: GoodwillIn) -> tuple[ProposalOut, int]:
    """Gives back part or all of a payment: `granted` at once, or `waiting` for a second person.

    Needs an Idempotency-Key: sent again under the same, it is given once.
    """
    proposal = await goodwill.propose_refund(
        payment_id,
        Money(data.amount_sen),
        data.reason,
        lot_id=here.lot.id,
        gateway=services().gateway,
        by=here.by,
        key=idempotency_key(),
    )
    return await _shown(here, proposal), 201


@blueprint.get("/api/admin/lots/<slug>/refund-proposals")
@limited(600)
@staff_at(Permission.HANDLE_MONEY)
@validate_querystring(ProposalsQuery)
@validate_response(ProposalsOut)
async def refund_proposals(here: StaffAt, query_args: ProposalsQuery) -> ProposalsOut:
    """The refunds that wait for a second person, or those that were decided."""
    found = await goodwill.list_proposals(here.lot.id, query_args.status, after=query_args.after)
    page = found[: goodwill.PAGE]
    return ProposalsOut(
        proposals=await present_proposals(page, here.person.id),
        next=page[-1].id if len(found) > len(page) else None,
    )


@blueprint.post("/api/admin/lots/<slug>/refund-proposals/<int:proposal_id>/approve")
@limited(120)
@staff_at(Permission.APPROVE_MONEY)
@validate_response(ProposalOut)
async def approve_refund_proposal(here: StaffAt, proposal_id: int) -> ProposalOut:
    """A second person agrees."""
    done = await goodwill.approve_refund(
        proposal_id, lot_id=here.lot.id, gateway=services().gateway, by=here.by
    )
    return await _shown(here, done)


@blueprint.post("/api/admin/lots/<slug>/refund-proposals/<int:proposal_id>/decline")
@limited(120)
@staff_at(Permission.APPROVE_MONEY)
@validate_request(AnswerIn)
@validate_response(ProposalOut)
async def decline_refund_proposal(here: StaffAt, proposal_id: int, data: AnswerIn) -> ProposalOut:
    """A second person does not agree."""
    done = await goodwill.decline_refund(proposal_id, data.reason, lot_id=here.lot.id, by=here.by)
    return await _shown(here, done)


@blueprint.get("/api/admin/lots/<slug>/manual-refunds")
@limited(600)
@staff_at(Permission.HANDLE_MONEY)
@validate_response(ManualRefundsOut)
async def manual_refunds(here: StaffAt) -> ManualRefundsOut:
    """The work list: refunds that staff make by hand."""
    return ManualRefundsOut(refunds=[_manual(each) for each in await list_manual_refunds(here.lot.id)])


@blueprint.post("/api/admin/lots/<slug>/manual-refunds/<int:refund_id>")
@limited(120)
@staff_at(Permission.HANDLE_MONEY)
@validate_request(PortalIn)
@validate_response(ManualRefundOut)
async def record_refund_done(here: StaffAt, refund_id: int, data: PortalIn) -> ManualRefundOut:
    """It was made; `reference` is the portal's."""
    await get_manual_refund(here.lot.id, refund_id)
    await record_manual_refund(refund_id, reference=data.reference, by=here.by)
    return _manual(await get_manual_refund(here.lot.id, refund_id))


async def _shown(here: StaffAt, proposal: RefundProposal) -> ProposalOut:
    await proposal.fetch_related("booking")
    return (await present_proposals([proposal], here.person.id))[0]


def _manual(refund: Refund) -> ManualRefundOut:
    return ManualRefundOut(
        refund=present_refund(refund),
        booking=refund.booking.reference,
        paid_by=refund.payment.channel,
        order_id=refund.payment.order_id,
        transaction_ref=refund.payment.transaction_ref,
    )
