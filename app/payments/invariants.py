"""What must never be, looked for in the tables: two cars on one spot, books out of balance, money astray."""

from __future__ import annotations

from dataclasses import dataclass

from tortoise import connections


@dataclass(frozen=True, slots=True)
class Violation:
    rule: str
    subject: str


# Each names its rule and selects the ids that break it; the SQL runs on both databases.
_RULES: dict[str, str] = {
    "claims_never_overlap": """
        SELECT a.id AS subject FROM space_claim a JOIN space_claim b
        ON a.space_id = b.space_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at""",
    "live_bookings_have_a_claim": """
        SELECT b.reference AS subject FROM booking b LEFT JOIN space_claim c ON c.booking_id = b.id
        WHERE b.status IN ('held', 'confirmed') AND c.id IS NULL""",
    "ended_bookings_have_no_claim": """
        SELECT b.reference AS subject FROM booking b JOIN space_claim c ON c.booking_id = b.id
        WHERE b.status NOT IN ('held', 'confirmed')""",
    "claims_stand_where_their_bookings_do": """
        SELECT b.reference AS subject FROM booking b JOIN space_claim c ON c.booking_id = b.id
        WHERE b.space_id <> c.space_id OR b.starts_at <> c.starts_at OR b.ends_at <> c.ends_at""",
    "ledger_transactions_balance": """
        SELECT t.id AS subject FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        GROUP BY t.id HAVING SUM(e.amount_sen) <> 0""",
    "every_capture_is_booked": """
        SELECT p.order_id AS subject FROM payment p
        LEFT JOIN ledger_transaction t ON t.kind = 'capture' AND t.charge_id = p.charge_id
        WHERE p.status = 'captured' AND t.id IS NULL""",
    "paid_bookings_were_paid": """
        SELECT b.reference AS subject FROM booking b
        LEFT JOIN charge c ON c.booking_id = b.id AND c.purpose = 'booking' AND c.status = 'paid'
        WHERE b.status = 'confirmed' AND b.amount_sen > 0 AND c.id IS NULL""",
    "refunds_never_exceed_captures": """
        SELECT p.order_id AS subject FROM payment p JOIN refund r ON r.payment_id = p.id
        WHERE r.status <> 'failed' GROUP BY p.id, p.order_id, p.amount_sen
        HAVING SUM(r.amount_sen) > p.amount_sen""",
    "receipt_numbers_have_no_gap": """
        SELECT lot_id AS subject FROM receipt GROUP BY lot_id
        HAVING COUNT(*) <> MAX(number) OR MIN(number) <> 1""",
    "no_driver_money_lies_around": """
        SELECT e.account AS subject FROM ledger_entry e WHERE e.account = 'customer_funds'
        GROUP BY e.account HAVING SUM(e.amount_sen) <> 0""",
}


async def find_violations() -> list[Violation]:
    """Every breach found, at most 20 per rule."""
    connection = connections.get("default")
    found: list[Violation] = []
    for rule, sql in _RULES.items():
        rows = await connection.execute_query_dict(f"{sql} LIMIT 20")
        found += [Violation(rule, str(row["subject"])) for row in rows]
    return found
