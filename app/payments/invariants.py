"""What must never be, looked for in the tables: two cars on one spot, books out of balance, money astray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tortoise import connections

# More than comes in between two runs of the frequent check, on the busiest day of the largest operator.
_RECENT_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Violation:
    """`subject` names what breaks the rule: a booking's reference, an order id, or the id of a row."""

    rule: str
    subject: str


# What is true now: bookings and claims that live, one row per lot. Few rows, however long the history.
_PRESENT: Mapping[str, str] = {
    "claims_never_overlap": """
        SELECT a.id AS subject FROM space_claim a JOIN space_claim b ON a.space_id = b.space_id
        WHERE a.id <> b.id AND a.starts_at <= b.starts_at AND b.starts_at < a.ends_at""",
    "live_bookings_have_a_claim": """
        SELECT b.reference AS subject FROM booking b LEFT JOIN space_claim c ON c.booking_id = b.id
        WHERE b.status IN ('held', 'confirmed') AND c.id IS NULL""",
    "ended_bookings_have_no_claim": """
        SELECT b.reference AS subject FROM space_claim c JOIN booking b ON b.id = c.booking_id
        WHERE b.status NOT IN ('held', 'confirmed')""",
    "claims_stand_where_their_bookings_do": """
        SELECT b.reference AS subject FROM space_claim c JOIN booking b ON b.id = c.booking_id
        LEFT JOIN extension e ON e.booking_id = b.id AND e.status = 'held'
        WHERE b.space_id <> c.space_id OR b.starts_at <> c.starts_at
        OR c.ends_at <> COALESCE(e.ends_at, b.ends_at)""",
    "a_booking_holds_one_extension_and_only_while_confirmed": """
        SELECT MIN(b.reference) AS subject FROM extension e JOIN booking b ON b.id = e.booking_id
        WHERE e.status = 'held' GROUP BY e.booking_id HAVING COUNT(*) > 1 OR MAX(b.status) <> 'confirmed'""",
    "extensions_follow_one_another_to_the_end": """
        SELECT MIN(b.reference) AS subject FROM booking b JOIN extension e ON e.booking_id = b.id
        WHERE b.status = 'confirmed' AND e.status = 'confirmed' GROUP BY b.id
        HAVING MAX(e.ends_at) <> MAX(b.ends_at) OR COUNT(*) <> COUNT(DISTINCT e.starts_at)""",
    "paid_extensions_were_paid": """
        SELECT b.reference AS subject FROM extension e JOIN booking b ON b.id = e.booking_id
        LEFT JOIN charge c ON c.extension_id = e.id AND c.status = 'paid'
        WHERE b.status = 'confirmed' AND e.status = 'confirmed' AND e.amount_sen > 0 AND c.id IS NULL""",
    "a_stay_owes_one_fee_asked_for_after_all_that_was_settled": """
        SELECT MIN(o.id) AS subject FROM exit_fee o JOIN exit_fee s
        ON s.session_id = o.session_id AND s.id <> o.id
        AND (s.status = 'owed' OR (s.status IN ('paid', 'waived') AND s.settled_at > o.asked_at))
        WHERE o.status = 'owed' GROUP BY o.session_id""",
    "paid_bookings_were_paid": """
        SELECT b.reference AS subject FROM booking b
        LEFT JOIN charge c ON c.booking_id = b.id AND c.purpose = 'booking' AND c.status = 'paid'
        WHERE b.status = 'confirmed' AND b.amount_sen > 0 AND c.id IS NULL""",
    "receipts_run_from_one_to_the_counter": """
        SELECT c.lot_id AS subject FROM receipt_counter c
        LEFT JOIN receipt oldest ON oldest.lot_id = c.lot_id AND oldest.number = 1
        LEFT JOIN receipt newest ON newest.lot_id = c.lot_id AND newest.number = c.last_number
        WHERE oldest.id IS NULL OR newest.id IS NULL""",
}

# What was ever booked. A table's name in braces stands for the id after which its rows are looked at.
_HISTORY: Mapping[str, str] = {
    "ledger_transactions_balance": """
        SELECT t.id AS subject FROM ledger_transaction t LEFT JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE t.id > {ledger_transaction} GROUP BY t.id HAVING COALESCE(SUM(e.amount_sen), 1) <> 0""",
    "every_capture_is_booked": """
        SELECT p.order_id AS subject FROM payment p LEFT JOIN ledger_transaction t ON t.key = {capture_key}
        WHERE p.id > {payment} AND p.status = 'captured' AND t.id IS NULL""",
    "refunds_never_exceed_captures": """
        SELECT p.order_id AS subject FROM payment p JOIN refund r ON r.payment_id = p.id
        WHERE p.id IN (SELECT payment_id FROM refund WHERE id > {refund}) AND r.status <> 'failed'
        GROUP BY p.id, p.order_id, p.amount_sen HAVING SUM(r.amount_sen) > p.amount_sen""",
    "receipt_numbers_have_no_gap": """
        SELECT lot_id AS subject FROM receipt WHERE id > {receipt} GROUP BY lot_id
        HAVING COUNT(*) <> MAX(number) - MIN(number) + 1""",
    "displaced_bookings_got_all_back": """
        SELECT MIN(b.reference) AS subject FROM booking b JOIN charge c ON c.booking_id = b.id
        JOIN receipt n ON n.charge_id = c.id JOIN payment p ON p.id = n.payment_id
        LEFT JOIN refund r ON r.payment_id = p.id AND r.status <> 'failed'
        WHERE b.id > {booking} AND b.status = 'displaced'
        GROUP BY p.id HAVING COALESCE(SUM(r.amount_sen), 0) <> MAX(p.amount_sen)""",
    "who_got_all_of_a_sale_back_got_all_of_its_tax": """
        SELECT p.order_id AS subject FROM refund r JOIN payment p ON p.id = r.payment_id
        JOIN receipt n ON n.payment_id = p.id JOIN charge c ON c.id = n.charge_id
        WHERE p.id IN (SELECT payment_id FROM refund WHERE id > {refund}) AND r.status <> 'failed'
        GROUP BY p.id, p.order_id
        HAVING SUM(r.amount_sen) = MAX(p.amount_sen) AND SUM(r.tax_sen) <> MAX(c.tax_sen)""",
    "granted_proposals_became_refunds": """
        SELECT a.id AS subject FROM refund_proposal a LEFT JOIN refund r
        ON r.payment_id = a.payment_id AND r.cause = {proposal_cause} AND r.amount_sen = a.amount_sen
        WHERE a.id > {refund_proposal} AND (a.status = 'granted') <> (r.id IS NOT NULL)""",
    "of_what_was_paid_out_nothing_is_owed": """
        SELECT t.charge_id AS subject FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE e.account = 'gateway_receivable'
        AND t.charge_id IN (SELECT charge_id FROM ledger_transaction WHERE id > {ledger_transaction})
        AND NOT EXISTS (SELECT 1 FROM payment p LEFT JOIN settlement s ON s.payment_id = p.id
            WHERE p.charge_id = t.charge_id AND p.status = 'captured' AND p.channel = 'gateway'
            AND s.id IS NULL)
        GROUP BY t.charge_id HAVING SUM(e.amount_sen) <> 0""",
    "stays_begin_before_they_end_and_follow_one_another": """
        SELECT s.id AS subject FROM parking_session s LEFT JOIN parking_session n
        ON n.booking_id = s.booking_id AND n.id <> s.id AND n.entered_at > s.entered_at
        WHERE s.id > {parking_session} AND (s.exited_at < s.entered_at OR n.entered_at < s.exited_at)""",
    "moved_bookings_stand_where_they_went": """
        SELECT b.reference AS subject FROM booking_move m JOIN booking b ON b.id = m.booking_id
        WHERE m.id > {booking_move} AND b.space_id <> m.to_space_id
        AND m.id = (SELECT MAX(last.id) FROM booking_move last WHERE last.booking_id = m.booking_id)""",
    "no_driver_money_lies_around": """
        SELECT t.charge_id AS subject FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE t.charge_id IN (SELECT charge_id FROM ledger_transaction WHERE id > {ledger_transaction})
        GROUP BY t.charge_id
        HAVING SUM(CASE WHEN e.account = 'customer_funds' THEN e.amount_sen ELSE 0 END) <> 0""",
}

_GROWING = (
    "booking",
    "booking_move",
    "ledger_transaction",
    "payment",
    "refund",
    "receipt",
    "refund_proposal",
    "parking_session",
)

RULES = (*_PRESENT, *_HISTORY)


async def find_violations(*, only_recent: bool = False) -> list[Violation]:
    """Every breach found, at most 20 per rule.

    `only_recent`: of what was booked looks at the newest rows only, which takes as long after years as
    on the first day.
    """
    connection = connections.get("default")
    terms = {
        table: f"(SELECT MAX(id) - {_RECENT_ROWS} FROM {table})" if only_recent else "0"  # noqa: S608
        for table in _GROWING
    }
    is_sqlite = connection.capabilities.dialect == "sqlite"
    terms["capture_key"] = "'capture:' || p.id" if is_sqlite else "CONCAT('capture:', p.id)"
    terms["proposal_cause"] = "'goodwill:' || a.id" if is_sqlite else "CONCAT('goodwill:', a.id)"
    found: list[Violation] = []
    for rule, sql in {**_PRESENT, **_HISTORY}.items():
        rows = await connection.execute_query_dict(f"{sql.format(**terms)} LIMIT 20")
        found += [Violation(rule, str(row["subject"])) for row in rows]
    return found
