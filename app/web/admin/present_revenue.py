"""Revenue, from the ledger's cells to what staff see and take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.analytics.figures import NOTHING, Cell, Figures, add_up, add_up_by
from app.analytics.revenue import read_revenue
from app.analytics.till import Till, read_till
from app.core.days import Days
from app.core.i18n import catalogue, translate
from app.lots.models import Lot
from app.web.context import language
from app.web.exports import Table
from app.web.schemas.admin_reports import DayFiguresOut, FiguresOut, RevenueOut, ShareOut, TillOut

_HEADS = (
    *("day", "lot", "space_type", "channel", "sold"),
    *("gross", "refunds", "tax", "net", "fees", "net_of_fees"),
)


async def present_revenue(lots: Sequence[Lot], days: Days) -> RevenueOut:
    """Some days of these lots, which have one currency, beside as many before."""
    now, before = await read_revenue(lots, days), await read_revenue(lots, days.before)
    names = {str(lot.id): lot.name for lot in lots}
    slugs = {str(lot.id): lot.slug for lot in lots}
    by_lot = _shares(now, before, lambda cell: str(cell.lot_id), lambda key: names[key])
    return RevenueOut(
        currency=lots[0].currency,
        from_=days.first,
        to=days.last,
        before_from=days.before.first,
        before_to=days.before.last,
        total=_figures(add_up(now)),
        total_before=_figures(add_up(before)),
        by_day=_by_day(now, before, days),
        by_lot=[share.model_copy(update={"key": slugs[share.key or ""]}) for share in by_lot],
        by_space_type=_shares(now, before, lambda cell: cell.space_type, _type_words),
        by_channel=_shares(now, before, lambda cell: cell.channel, _channel_words),
        by_sold=_shares(now, before, lambda cell: cell.sold, _sold_words),
        till=_till(await read_till(lots, days)),
    )


async def revenue_table(lots: Sequence[Lot], days: Days) -> Table:
    """Every cell a row, so that a spreadsheet can add them up as it likes."""
    names = {lot.id: lot.name for lot in lots}
    return Table(
        [translate(f"reports.heads.{head}", language()) for head in _HEADS],
        [
            (
                cell.day,
                names[cell.lot_id],
                _words(_type_words, cell.space_type),
                _words(_channel_words, cell.channel),
                _words(_sold_words, cell.sold),
                cell.figures.gross,
                cell.figures.refunds,
                cell.figures.tax,
                cell.figures.net,
                cell.figures.fees,
                cell.figures.net_of_fees,
            )
            for cell in await read_revenue(lots, days)
        ],
    )


def _by_day(now: Sequence[Cell], before: Sequence[Cell], days: Days) -> list[DayFiguresOut]:
    here, there = add_up_by(now, lambda cell: cell.day), add_up_by(before, lambda cell: cell.day)
    return [
        DayFiguresOut(
            day=day, now=_figures(here.get(day, NOTHING)), before=_figures(there.get(earlier, NOTHING))
        )
        for day, earlier in zip(days.each(), days.before.each(), strict=True)
    ]


def _shares(
    now: Sequence[Cell],
    before: Sequence[Cell],
    key: Callable[[Cell], str | None],
    label: Callable[[str], str],
) -> list[ShareOut]:
    """The greatest first."""
    here, there = add_up_by(now, key), add_up_by(before, key)
    keys = sorted({*here, *there}, key=lambda name: (-here.get(name, NOTHING).gross.sen, name or ""))
    return [
        ShareOut(
            key=name,
            label=_words(label, name),
            now=_figures(here.get(name, NOTHING)),
            before=_figures(there.get(name, NOTHING)),
        )
        for name in keys
    ]


def _figures(figures: Figures) -> FiguresOut:
    return FiguresOut(
        gross_sen=figures.gross.sen,
        refunds_sen=figures.refunds.sen,
        tax_sen=figures.tax.sen,
        net_sen=figures.net.sen,
        fees_sen=figures.fees.sen,
        net_of_fees_sen=figures.net_of_fees.sen,
    )


def _till(till: Till) -> TillOut:
    return TillOut(**{f"{name}_sen": getattr(till, name).sen for name in Till.__slots__})


def _words(words: Callable[[str], str], key: str | None) -> str:
    return translate("reports.other", language()) if key is None else words(key)


def _type_words(key: str) -> str:
    return _translated(f"space_types.{key}", key)


def _channel_words(key: str) -> str:
    return _translated(f"reports.channels.{key}", key)


def _sold_words(key: str) -> str:
    return _translated(f"reports.sold.{key}", key)


def _translated(key: str, otherwise: str) -> str:
    return catalogue(language()).get(key, otherwise)
