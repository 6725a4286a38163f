"""The command line: `python -m app ...`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click
import uvicorn
from tortoise.exceptions import IntegrityError, NotExistOrMultiple

from app.config import Settings, SettingsError, load_settings
from app.core.database.migrate import MigrationBroken, MigrationUnderWay
from app.core.database.readiness import DATABASE_TROUBLE, DatabaseNotReady, migrated_database, reason_of
from app.core.errors import DomainError
from app.core.i18n import DEFAULT_LANGUAGE, translate
from app.logs import configure_logs

T = TypeVar("T")


class _Commands(click.Group):
    """Commands whose refusals are one line on stderr and exit code 1; a fault of ours keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DomainError as error:
            line = translate(f"errors.{error.code}", DEFAULT_LANGUAGE, **error.params)
        except (SettingsError, DatabaseNotReady, MigrationBroken, MigrationUnderWay) as error:
            line = str(error)
        except (IntegrityError, NotExistOrMultiple):
            raise
        except DATABASE_TROUBLE as error:
            line = f"the database refuses: {reason_of(error)}"
        click.echo(line, err=True)
        sys.exit(1)


@click.group(cls=_Commands)
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
    # The server itself would only log a traceback.
    _with_database(_settings(), _nothing)
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
    settings = load_settings()
    configure_logs(settings)
    return settings


def _with_database(settings: Settings, work: Callable[[], Awaitable[T]]) -> T:
    async def run() -> T:
        async with migrated_database(settings.database_url):
            return await work()

    return asyncio.run(run())


async def _nothing() -> None:
    """All that matters is that the database is there."""


if __name__ == "__main__":
    cli()
