"""Behind the counter: the console for people under `/sandbox`, and the same as JSON for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast, get_args

from quart import Blueprint, abort, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from app.payments.gateways.sandbox import rules
from app.payments.gateways.sandbox.behaviour import BadBehaviour, Behaviour, behaviour_from_json
from app.payments.gateways.sandbox.records import BehaviourRule, SandboxPayment, Scope
from app.payments.gateways.sandbox.service import Sandbox

_SHOWN_PAYMENTS = 100
_AMOUNT = re.compile(r"([0-9]{1,12})(?:\.([0-9]{2}))?")
# What the console's form offers in its two lists, and what each entry stands for.
_CALLBACKS: dict[str, Mapping[str, object]] = {
    "normal": {},
    "drop": {"dropCallback": True},
    "double": {"doubleCallback": True},
    "late": {"callbackDelaySeconds": 20},
    "amount": {"callbackAmount": "99999.99"},
    "forged": {"forgeCallback": True},
}


def console(sandbox: Sandbox) -> Blueprint:
    """The routes under `/sandbox`."""
    desk = Blueprint("console", __name__, url_prefix="/sandbox")

    @desk.before_request
    async def refuse_other_sites() -> ResponseReturnValue | None:
        is_foreign = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        if request.method not in ("GET", "HEAD") and is_foreign:
            return {"error": "the console takes orders from its own pages only"}, 403
        return None

    @desk.get("")
    async def overview() -> ResponseReturnValue:
        return await _overview_page(sandbox)

    @desk.get("/payments/<order_id>")
    async def payment_page(order_id: str) -> ResponseReturnValue:
        payment = await _payment(sandbox, order_id)
        return await render_template(
            "payment.html",
            payment=payment,
            meaning=rules.MEANINGS.get(payment.status_code, "Not known"),
            messages=await sandbox.remember(sandbox.store.list_messages, order_id),
            deliveries=await sandbox.remember(sandbox.store.list_deliveries, order_id),
            refunded_sen=await sandbox.remember(sandbox.store.refunded_sen, order_id),
        )

    @desk.get("/payments/<order_id>.json")
    async def payment_json(order_id: str) -> ResponseReturnValue:
        payment = await _payment(sandbox, order_id)
        messages = await sandbox.remember(sandbox.store.list_messages, order_id)
        deliveries = await sandbox.remember(sandbox.store.list_deliveries, order_id)
        return {
            "orderId": payment.order_id,
            "transactionRef": payment.transaction_ref,
            "statusCode": payment.status_code,
            "stage": payment.stage,
            "amountSen": payment.amount_sen,
            "refundedSen": await sandbox.remember(sandbox.store.refunded_sen, order_id),
            "messages": [
                {"kind": said.kind, "note": said.note, "fields": dict(said.fields)} for said in messages
            ],
            "deliveries": [
                {"kind": delivery.kind, "state": delivery.state, "attempts": delivery.attempts}
                for delivery in deliveries
            ],
        }

    @desk.post("/payments/<order_id>/approve")
    async def approve(order_id: str) -> ResponseReturnValue:
        await sandbox.decide(await _payment(sandbox, order_id), is_approved=True)
        return _see_payment(order_id)

    @desk.post("/payments/<order_id>/decline")
    async def decline(order_id: str) -> ResponseReturnValue:
        await sandbox.decide(await _payment(sandbox, order_id), is_approved=False)
        return _see_payment(order_id)

    @desk.post("/payments/<order_id>/callback")
    async def resend(order_id: str) -> ResponseReturnValue:
        await sandbox.resend(await _payment(sandbox, order_id))
        return _see_payment(order_id)

    @desk.post("/payments/<order_id>/settle")
    async def settle(order_id: str) -> ResponseReturnValue:
        fee_sen = _fee((await request.form).get("fee", ""))
        await sandbox.settle(await _payment(sandbox, order_id), fee_sen)
        return _see_payment(order_id)

    @desk.get("/behaviour")
    async def list_behaviours() -> ResponseReturnValue:
        rules_in_force = await sandbox.remember(sandbox.store.list_behaviours)
        return {"behaviours": [_rule_json(rule) for rule in rules_in_force]}

    @desk.post("/behaviour")
    async def add_behaviour() -> ResponseReturnValue:
        document: object = await request.get_json(silent=True)
        if not isinstance(document, dict):
            raise BadBehaviour("send a JSON object")
        rule = await _add_rule(sandbox, document)
        return _rule_json(rule), 201

    @desk.delete("/behaviour")
    async def clear_behaviours() -> ResponseReturnValue:
        await sandbox.remember(sandbox.store.clear_behaviours)
        return "", 204

    @desk.delete("/behaviour/<int:rule_id>")
    async def remove_behaviour(rule_id: int) -> ResponseReturnValue:
        if not await sandbox.remember(sandbox.store.remove_behaviour, rule_id):
            abort(404)
        return "", 204

    @desk.post("/misbehave")
    async def misbehave() -> ResponseReturnValue:
        form = await request.form
        try:
            await _add_rule(sandbox, _document_of_form(form))
        except BadBehaviour as error:
            return await _overview_page(sandbox, problem=str(error)), 422
        return redirect(url_for("console.overview"), 303)

    @desk.post("/misbehave/<int:rule_id>/stop")
    async def stop_misbehaving(rule_id: int) -> ResponseReturnValue:
        await sandbox.remember(sandbox.store.remove_behaviour, rule_id)
        return redirect(url_for("console.overview"), 303)

    @desk.errorhandler(BadBehaviour)
    async def bad_behaviour(error: BadBehaviour) -> ResponseReturnValue:
        return {"error": str(error)}, 422

    @desk.errorhandler(404)
    async def not_found(_: Exception) -> ResponseReturnValue:
        return await render_template("lost.html", heading="There is no such payment here"), 404

    return desk


async def _payment(sandbox: Sandbox, order_id: str) -> SandboxPayment:
    payment = await sandbox.remember(sandbox.store.find_payment, order_id)
    if payment is None:
        abort(404)
    return payment


async def _overview_page(sandbox: Sandbox, problem: str | None = None) -> str:
    return await render_template(
        "console.html",
        payments=await sandbox.remember(sandbox.store.list_payments, _SHOWN_PAYMENTS),
        behaviours=await sandbox.remember(sandbox.store.list_behaviours),
        meanings=rules.MEANINGS,
        problem=problem,
    )


async def _add_rule(sandbox: Sandbox, document: Mapping[str, object]) -> BehaviourRule:
    """Reads `{"scope": "next" | "order" | "always", "orderId"?, …}` and puts it in force."""
    settings = dict(document)
    scope, order_id = settings.pop("scope", "next"), settings.pop("orderId", "")
    if scope not in get_args(Scope):
        raise BadBehaviour("scope: one of next, order, always")
    if not isinstance(order_id, str) or (scope == "order") != bool(order_id):
        raise BadBehaviour("orderId: the order for scope order, and only then")
    behaviour = behaviour_from_json(settings)
    if behaviour == Behaviour():
        raise BadBehaviour("nothing departs from the normal course")
    return await sandbox.remember(sandbox.store.add_behaviour, cast(Scope, scope), order_id, behaviour)


def _document_of_form(form: Mapping[str, str]) -> dict[str, object]:
    """The console's form as the JSON a program would have sent."""
    document: dict[str, object] = {"scope": form.get("scope", "next")}
    document |= _CALLBACKS.get(form.get("callback", "normal"), {})
    if order_id := form.get("orderId", "").strip():
        document["orderId"] = order_id
    if status := form.get("status", "").strip():
        document["status"] = status
    chosen = {
        name: form.get(name, "") for name in ("sequence", "reportFirst", "enquiry", "refund", "returnBy")
    }
    return document | {name: value for name, value in chosen.items() if value}


def _rule_json(rule: BehaviourRule) -> dict[str, object]:
    return {"id": rule.id, "scope": rule.scope, "orderId": rule.order_id, **rule.behaviour.to_json()}


def _fee(text: str) -> int | None:
    """The fee in sen from ringgit as typed (`0.70`, `2`); None, the usual fee, when empty or unreadable."""
    found = _AMOUNT.fullmatch(text.strip())
    return int(found[1]) * 100 + int(found[2] or 0) if found else None


def _see_payment(order_id: str) -> ResponseReturnValue:
    return redirect(url_for("console.payment_page", order_id=order_id), 303)
