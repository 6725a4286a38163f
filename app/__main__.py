"""The command line: `python -m app ...`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click
import uvicorn

from app.config import Settings, SettingsError, load_settings
from app.core.database.connection import close_database, open_database
from app.logs import configure_logs

T = TypeVar("T")


@click.group()
def cli() -> None:
    """ParkPro's commands. Settings come from the environment (docs/settings.md)."""


@cli.command()
def migrate() -> None:
    """Brings the database to this version's tables. Safe to run twice, and by two at once."""
    from app.core.database.migrate import migrate_database

    settings = _settings()
    applied = asyncio.run(migrate_database(settings.database_url))
    click.echo(f"migrations applied: {applied}" if applied else "the database is up to date")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="web processes")
def web(host: str, port: int, workers: int) -> None:
    """Serves the web."""
    _settings()
    uvicorn.run(
        "app.web.server:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
        server_header=False,
    )


@cli.command()
def openapi() -> None:
    """Prints the OpenAPI document of the public interface."""
    from app.web.openapi import describe

    click.echo(json.dumps(asyncio.run(describe()), indent=2, sort_keys=True))


@cli.command("seed-demo")
def seed_demo() -> None:
    """Fills the demo with fictional lots, people and bookings. Refused outside the demo."""
    from app.demo.seed import describe_logins
    from app.demo.seed import seed_demo as seed

    settings = _settings()
    if not settings.demo:
        raise click.ClickException("DEMO is not set: demo data is for the demo only")
    _with_database(settings, lambda: seed(settings))
    click.echo(describe_logins())


@cli.command("grant-role")
@click.argument("email")
@click.argument("role")
def grant_role(email: str, role: str) -> None:
    """Gives a person a role on every lot."""
    from app.accounts.service import grant_role as grant
    from app.core.actor import OPERATOR

    _with_database(_settings(), lambda: grant(email, role, by=OPERATOR))
    click.echo(f"{role} granted")


@cli.command("manual-refunds")
def manual_refunds() -> None:
    """Lists the refunds that staff make by hand in the gateway's portal."""
    from app.payments.queries import list_manual_refunds

    for refund in _with_database(_settings(), list_manual_refunds):
        click.echo(
            f"{refund.id}\t{refund.amount}\torder {refund.payment.order_id}\t"
            f"transaction {refund.payment.transaction_ref}\t{refund.booking.reference}\t{refund.cause}"
        )


@cli.command("record-refund")
@click.argument("refund_id", type=int)
@click.argument("reference")
def record_refund(refund_id: int, reference: str) -> None:
    """Records that a refund was made by hand, with the portal's REFERENCE."""
    from app.core.actor import OPERATOR
    from app.payments.refunds import record_manual_refund

    _with_database(_settings(), lambda: record_manual_refund(refund_id, reference=reference, by=OPERATOR))
    click.echo("recorded")


def _settings() -> Settings:
    try:
        settings = load_settings()
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    configure_logs(settings)
    return settings


def _with_database(settings: Settings, work: Callable[[], Awaitable[T]]) -> T:
    async def run() -> T:
        database = await open_database(settings.database_url)
        try:
            return await work()
        finally:
            await close_database(database)

    return asyncio.run(run())


if __name__ == "__main__":
    cli()
