"""The command line: `python -m app ...`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

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


@cli.command("vapid-key")
def vapid_key() -> None:
    """Prints a fresh key for VAPID_PRIVATE_KEY."""
    from app.core.p256 import new_private_key

    click.echo(new_private_key())


@cli.command("token-key")
def token_key() -> None:
    """Prints a fresh key for TOKEN_PRIVATE_KEYS."""
    from app.core.p256 import new_private_key

    click.echo(new_private_key())


@cli.command("seed-demo")
@click.option("--history-days", type=click.IntRange(0, 365), default=0, show_default=True)
@click.option("--taken", type=click.Path(dir_okay=False, path_type=Path), help="A file for the sandbox.")
def seed_demo(history_days: int, taken: Path | None) -> None:
    """Fills the demo with fictional lots, people and bookings. Refused outside the demo.

    New lots get a past of so many days, with stays and their money, for the reports. What the gateway took
    for all that is written to the file, from which the sandbox knows it.
    """
    from app.demo.seed import describe_logins
    from app.demo.seed import seed_demo as seed
    from app.demo.taken import write_taken

    settings = _settings()
    if not settings.demo:
        raise click.ClickException("DEMO is not set: demo data is for the demo only")
    _with_database(settings, lambda: seed(settings, history_days=history_days))
    if taken is not None:
        _with_database(settings, lambda: write_taken(taken))
    click.echo(describe_logins())


@cli.command("grant-role")
@click.argument("email")
@click.argument("role")
def grant_role(email: str, role: str) -> None:
    """Gives a person a role on every lot."""
    from app.accounts.staff import grant_role as grant
    from app.core.actor import OPERATOR

    _with_database(_settings(), lambda: grant(email, role, by=OPERATOR))
    click.echo(f"{role} granted")


@cli.command("first-run")
def first_run() -> None:
    """Prints a link that opens the first owner's account, once and within a day."""
    from app.accounts.first_run import make_first_run_link

    settings = _settings()
    token = _with_database(settings, make_first_run_link)
    # In the fragment, which no server logs.
    click.echo(f"{settings.public_url}/first-run#token={token}")


@cli.command("manual-refunds")
def manual_refunds() -> None:
    """Lists the refunds that staff make by hand in the gateway's portal."""
    from app.payments.queries import list_manual_refunds

    for refund in _with_database(_settings(), list_manual_refunds):
        click.echo(
            f"{refund.id}\t{refund.amount}\torder {refund.payment.order_id}\t"
            f"transaction {refund.payment.transaction_ref}\t{refund.booking.reference}\t{refund.kind}"
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


@cli.command("close-space")
@click.argument("lot")
@click.argument("floor")
@click.argument("spot")
@click.option("--until", type=click.DateTime(), help="when it opens, in the lot's zone; else by reopen-space")
@click.option("--reason", required=True, help="what drivers read on the map")
def close_space(lot: str, floor: str, spot: str, until: datetime | None, reason: str) -> None:
    """Closes SPOT on FLOOR of LOT from now on.

    Bookings in the way move to the nearest equal spot; one that finds none ends with a full refund. Everybody
    concerned gets a mail.
    """
    from app.core import clock
    from app.core.actor import OPERATOR
    from app.lots.queries import get_space_at
    from app.payments.displacement import Rehousing, close_and_rehouse
    from app.payments.gateways.ringgitpay import RinggitPayClient

    settings = _settings()

    async def close() -> Rehousing:
        space = await get_space_at(lot, floor, spot)
        ends_at = until.replace(tzinfo=ZoneInfo(space.area.lot.time_zone)) if until else None
        async with RinggitPayClient(settings.ringgitpay) as gateway:
            return await close_and_rehouse(
                space.id, starts_at=clock.now(), ends_at=ends_at, reason=reason, gateway=gateway, by=OPERATOR
            )

    done = _with_database(settings, close)
    click.echo(f"closed\tmoved: {', '.join(done.moved) or '-'}\trefunded: {', '.join(done.displaced) or '-'}")


@cli.command("reopen-space")
@click.argument("lot")
@click.argument("floor")
@click.argument("spot")
def reopen_space(lot: str, floor: str, spot: str) -> None:
    """Opens SPOT on FLOOR of LOT again. Whoever was moved away stays there."""
    from app.bookings.closures import list_closures
    from app.bookings.closures import reopen_space as reopen
    from app.core.actor import OPERATOR
    from app.lots.queries import get_space_at

    async def open_again() -> int:
        space = await get_space_at(lot, floor, spot)
        closures = await list_closures(space.id)
        for closure_id in closures:
            await reopen(closure_id, by=OPERATOR)
        return len(closures)

    click.echo("open again" if _with_database(_settings(), open_again) else "it was not closed")


@cli.command("spot-reports")
@click.option("--save-photos", type=click.Path(file_okay=False, path_type=Path), help="write the photos here")
def spot_reports(save_photos: Path | None) -> None:
    """Lists the spots that drivers found blocked, newest first; kept for 90 days."""
    from app.bookings.reports import SpotReportSummary, list_spot_reports, photo_of

    async def read() -> list[SpotReportSummary]:
        reports = await list_spot_reports()
        if save_photos is not None:
            for report in reports:
                (save_photos / f"{report.id}-{report.reference}.jpg").write_bytes(await photo_of(report.id))
        return reports

    if save_photos is not None:
        save_photos.mkdir(parents=True, exist_ok=True)
    reports = _with_database(_settings(), read)
    if not reports:
        click.echo("No reports.")
    for report in reports:
        click.echo(
            f"{report.id}\t{report.reported_at:%Y-%m-%d %H:%M} UTC\t{report.lot_slug} {report.area_code} "
            f"{report.space_label}\t{report.reference}\t{report.outcome}"
        )


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
