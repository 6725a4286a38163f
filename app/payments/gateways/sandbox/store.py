"""The sandbox's memory: one small SQLite file, so that a restart forgets nothing.

Methods block for the length of a statement; call them in a thread.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from app.payments.gateways.sandbox.behaviour import Behaviour
from app.payments.gateways.sandbox.records import (
    BehaviourRule,
    Delivery,
    DeliveryState,
    Message,
    Refund,
    SandboxPayment,
    Scope,
    Stage,
)
from app.payments.gateways.sandbox.rows import (
    PAYMENT_COLUMNS,
    payment_row,
    read_delivery,
    read_message,
    read_optional_moment,
    read_payment,
    read_rule,
)
from app.payments.gateways.sandbox.rules import Channel

_SCHEMA = """
CREATE TABLE IF NOT EXISTS payment (
    order_id TEXT PRIMARY KEY, transaction_ref TEXT NOT NULL UNIQUE, page_key TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL, amount TEXT NOT NULL, return_url TEXT NOT NULL, buyer_email TEXT NOT NULL,
    payer_name TEXT NOT NULL, refs TEXT NOT NULL, created_at REAL NOT NULL, expires_at REAL NOT NULL,
    stage TEXT NOT NULL, status_code TEXT NOT NULL, channel TEXT, bank TEXT NOT NULL,
    payment_mode TEXT NOT NULL, remarks TEXT NOT NULL, concluded_at REAL, enquiries INTEGER NOT NULL,
    settled_sen INTEGER
);
CREATE INDEX IF NOT EXISTS payment_by_time ON payment (created_at);
CREATE INDEX IF NOT EXISTS payment_open ON payment (expires_at) WHERE stage = 'open';
CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY, order_id TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, due_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (due_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY, order_id TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL,
    fields TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS message_by_order ON message (order_id, id);
CREATE TABLE IF NOT EXISTS behaviour (
    id INTEGER PRIMARY KEY, scope TEXT NOT NULL, order_id TEXT NOT NULL, settings TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS refund (
    refund_id TEXT PRIMARY KEY, order_id TEXT NOT NULL, amount_sen INTEGER NOT NULL
);
"""


class Store:
    """Everything the sandbox remembers. Safe to call from several threads; one process per file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)
        # Whoever was to let these go is gone with the process that held them.
        self._database.execute("UPDATE delivery SET state = 'waiting' WHERE state = 'held'")
        self._database.commit()

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._database as connection:
            yield connection

    # Payments

    def add_payment(self, payment: SandboxPayment) -> bool:
        """Remembers a new payment and ties to it what was asked for the next one.

        False, and nothing done, when its order number was used before.
        """
        marks = ", ".join("?" * len(PAYMENT_COLUMNS.split(", ")))
        with self._transaction() as connection:
            added = connection.execute(
                f"INSERT OR IGNORE INTO payment ({PAYMENT_COLUMNS}) VALUES ({marks})",  # noqa: S608
                payment_row(payment),
            )
            if added.rowcount and payment.stage == "open":
                connection.execute(
                    "UPDATE behaviour SET scope = 'order', order_id = ? WHERE scope = 'next'",
                    (payment.order_id,),
                )
            return added.rowcount == 1

    def take_over(self, taken: Iterable[tuple[SandboxPayment, Refund | None]]) -> None:
        """Remembers payments that were made elsewhere, with what went back of them; known ones stay."""
        marks = ", ".join("?" * len(PAYMENT_COLUMNS.split(", ")))
        with self._transaction() as connection:
            for payment, refund in taken:
                connection.execute(
                    f"INSERT OR IGNORE INTO payment ({PAYMENT_COLUMNS}) VALUES ({marks})",  # noqa: S608
                    payment_row(payment),
                )
                if refund is not None:
                    connection.execute(
                        "INSERT OR IGNORE INTO refund (refund_id, order_id, amount_sen) VALUES (?, ?, ?)",
                        (refund.refund_id, refund.order_id, refund.amount_sen),
                    )

    def find_payment(self, order_id: str) -> SandboxPayment | None:
        return self._payment("order_id = ?", order_id)

    def find_payment_by_page(self, page_key: str) -> SandboxPayment | None:
        return self._payment("page_key = ?", page_key)

    def list_payments(self, limit: int) -> list[SandboxPayment]:
        """The newest first."""
        return self._payments("1 ORDER BY created_at DESC, rowid DESC LIMIT ?", limit)

    def list_expired(self, moment: datetime) -> list[SandboxPayment]:
        """Open payments whose buyer took too long."""
        return self._payments("stage = 'open' AND expires_at <= ?", moment.timestamp())

    def choose(self, order_id: str, channel: Channel, bank: str) -> None:
        """Notes what the buyer picked, while the payment is open."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE payment SET channel = ?, bank = ? WHERE order_id = ? AND stage = 'open'",
                (channel, bank, order_id),
            )

    def conclude(
        self,
        payment: SandboxPayment,
        *,
        stage: Stage,
        status_code: str,
        payment_mode: str,
        remarks: str,
        moment: datetime,
    ) -> bool:
        """Gives `payment` its outcome; False when somebody else did so since it was read."""
        with self._transaction() as connection:
            changed = connection.execute(
                "UPDATE payment SET stage = ?, status_code = ?, payment_mode = ?, remarks = ?, "
                "concluded_at = ? "
                "WHERE order_id = ? AND stage = ?",
                (
                    stage,
                    status_code,
                    payment_mode,
                    remarks,
                    moment.timestamp(),
                    payment.order_id,
                    payment.stage,
                ),
            )
            return changed.rowcount == 1

    def count_enquiry(self, order_id: str) -> int:
        """How many times the order has been enquired about, this time included."""
        with self._transaction() as connection:
            row = connection.execute(
                "UPDATE payment SET enquiries = enquiries + 1 WHERE order_id = ? RETURNING enquiries",
                (order_id,),
            ).fetchone()
            return int(row["enquiries"]) if row else 1

    def settle(self, order_id: str, settled_sen: int) -> int:
        """Notes the amount settled, in sen, once; returns the one that counts."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE payment SET settled_sen = ? WHERE order_id = ? AND settled_sen IS NULL",
                (settled_sen, order_id),
            )
            row = connection.execute(
                "SELECT settled_sen FROM payment WHERE order_id = ?", (order_id,)
            ).fetchone()
            return int(row["settled_sen"])

    # Refunds

    def find_refund(self, refund_id: str) -> Refund | None:
        with self._transaction() as connection:
            row = connection.execute("SELECT * FROM refund WHERE refund_id = ?", (refund_id,)).fetchone()
        return Refund(row["refund_id"], row["order_id"], row["amount_sen"]) if row else None

    def add_refund(self, refund: Refund, *, captured_sen: int) -> bool:
        """Remembers a refund unless the order would give back more than `captured_sen` in all."""
        with self._transaction() as connection:
            added = connection.execute(
                "INSERT OR IGNORE INTO refund (refund_id, order_id, amount_sen) SELECT ?1, ?2, ?3 "
                "WHERE (SELECT COALESCE(SUM(amount_sen), 0) FROM refund WHERE order_id = ?2) + ?3 <= ?4",
                (refund.refund_id, refund.order_id, refund.amount_sen, captured_sen),
            )
            return added.rowcount == 1

    def refunded_sen(self, order_id: str) -> int:
        """What has been given back for an order, in sen."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT COALESCE(SUM(amount_sen), 0) AS total FROM refund WHERE order_id = ?", (order_id,)
            ).fetchone()
        return int(row["total"])

    # Deliveries

    def add_delivery(
        self, order_id: str, kind: str, fields: Mapping[str, str], state: DeliveryState, due_at: datetime
    ) -> Delivery:
        with self._transaction() as connection:
            added = connection.execute(
                "INSERT INTO delivery (order_id, kind, fields, state, attempts, due_at) "
                "VALUES (?, ?, ?, ?, 0, ?)",
                (order_id, kind, json.dumps(dict(fields)), state, due_at.timestamp()),
            )
        return Delivery(added.lastrowid or 0, order_id, kind, fields, state, 0, due_at)

    def list_due(self, moment: datetime) -> list[Delivery]:
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM delivery WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id",
                (moment.timestamp(),),
            ).fetchall()
        return [read_delivery(row) for row in rows]

    def list_deliveries(self, order_id: str) -> list[Delivery]:
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM delivery WHERE order_id = ? ORDER BY id", (order_id,)
            ).fetchall()
        return [read_delivery(row) for row in rows]

    def record_attempt(self, delivery_id: int, state: DeliveryState, due_at: datetime) -> None:
        """One more attempt was made; `due_at` is when to make the next, if `state` is still waiting."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE delivery SET state = ?, attempts = attempts + 1, due_at = ? WHERE id = ?",
                (state, due_at.timestamp(), delivery_id),
            )

    def release_held(self, order_id: str, since_planned: timedelta) -> None:
        """Lets go what was held back until the browser returned; its delays count from now."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE delivery SET state = 'waiting', due_at = due_at + ? "
                "WHERE order_id = ? AND state = 'held'",
                (since_planned.total_seconds(), order_id),
            )

    def next_moment(self, after: datetime) -> datetime | None:
        """When the next delivery or session end is due, of those still to come."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT MIN(moment) AS moment FROM ("
                "SELECT MIN(due_at) AS moment FROM delivery WHERE state = 'waiting' AND due_at > ?1 "
                "UNION ALL SELECT MIN(expires_at) FROM payment WHERE stage = 'open' AND expires_at > ?1)",
                (after.timestamp(),),
            ).fetchone()
        return read_optional_moment(row["moment"])

    # The log

    def log(self, order_id: str, at: datetime, kind: str, fields: Mapping[str, str], note: str) -> None:
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO message (order_id, at, kind, fields, note) VALUES (?, ?, ?, ?, ?)",
                (order_id, at.timestamp(), kind, json.dumps(dict(fields)), note),
            )

    def list_messages(self, order_id: str) -> list[Message]:
        """In the order they were said."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM message WHERE order_id = ? ORDER BY id", (order_id,)
            ).fetchall()
        return [read_message(row) for row in rows]

    # Misbehaviour

    def add_behaviour(self, scope: Scope, order_id: str, behaviour: Behaviour) -> BehaviourRule:
        with self._transaction() as connection:
            added = connection.execute(
                "INSERT INTO behaviour (scope, order_id, settings) VALUES (?, ?, ?)",
                (scope, order_id, json.dumps(behaviour.to_json())),
            )
        return BehaviourRule(added.lastrowid or 0, scope, order_id, behaviour)

    def list_behaviours(self) -> list[BehaviourRule]:
        with self._transaction() as connection:
            rows = connection.execute("SELECT * FROM behaviour ORDER BY id").fetchall()
        return [read_rule(row) for row in rows]

    def behaviour_for(self, order_id: str) -> Behaviour:
        """What was asked for always, departed from by what was asked for this order, the later winning."""
        found = Behaviour()
        rules = [
            rule
            for rule in self.list_behaviours()
            if rule.scope == "always" or (rule.scope == "order" and rule.order_id == order_id)
        ]
        for rule in sorted(rules, key=lambda rule: (rule.scope == "order", rule.id)):
            found = rule.behaviour.over(found)
        return found

    def remove_behaviour(self, rule_id: int) -> bool:
        with self._transaction() as connection:
            return connection.execute("DELETE FROM behaviour WHERE id = ?", (rule_id,)).rowcount == 1

    def clear_behaviours(self) -> None:
        with self._transaction() as connection:
            connection.execute("DELETE FROM behaviour")

    # Reading

    def _payment(self, condition: str, *values: object) -> SandboxPayment | None:
        return next(iter(self._payments(condition, *values)), None)

    def _payments(self, condition: str, *values: object) -> list[SandboxPayment]:
        with self._transaction() as connection:
            rows: Iterable[sqlite3.Row] = connection.execute(
                f"SELECT * FROM payment WHERE {condition}",  # noqa: S608 - conditions are literals above
                values,
            ).fetchall()
        return [read_payment(row) for row in rows]
