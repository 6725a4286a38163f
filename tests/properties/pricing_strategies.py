"""Tariffs, stays and discounts of every kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.core.money import Money
from app.core.period import Period
from app.pricing.models import PromoKind
from app.pricing.rules import Band, Discount, ServiceTax, Tariff

LARGEST_RATE = 10**9  # sen: ten million ringgit a step

zones = st.sampled_from(
    [ZoneInfo(name) for name in ("Asia/Kuala_Lumpur", "Europe/London", "America/St_Johns", "Asia/Kathmandu")]
)
space_types = st.sampled_from(["standard", "ev", "vip", "oku", "motorcycle"])
rates = st.one_of(st.integers(0, 2_000), st.integers(0, LARGEST_RATE)).map(Money)
taxes = st.builds(ServiceTax, basis_points=st.integers(0, 3_000), included=st.booleans())
discounts = st.one_of(
    st.builds(Discount, st.just("SHARE"), st.just(PromoKind.PERCENTAGE), st.integers(0, 100)),
    st.builds(Discount, st.just("FIXED"), st.just(PromoKind.FIXED), st.integers(0, 10**10)),
)
multipliers = st.dictionaries(space_types, st.integers(0, 400))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    from_minute = draw(st.integers(0, 1439))
    return Band(
        name=draw(st.sampled_from(["night", "weekend", "Raya"])),
        weekdays=frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        from_minute=from_minute,
        to_minute=draw(st.integers(from_minute + 1, 1440)),
        rate=draw(rates),
    )


@st.composite
def tariffs(draw: st.DrawFn, *, one_band: bool = False) -> Tariff:
    minimum = draw(st.one_of(st.just(Money(0)), rates))
    above = st.integers(minimum.sen, minimum.sen + 10 * LARGEST_RATE).map(Money)
    return Tariff(
        step_minutes=draw(st.sampled_from([15, 30, 45, 60, 120, 1440])),
        rate=draw(rates),
        minimum=minimum,
        daily_cap=draw(st.one_of(st.none(), above)),
        multipliers=draw(multipliers),
        bands=() if one_band else tuple(draw(st.lists(bands(), max_size=4))),
    )


starts = st.integers(0, 2 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
durations = st.integers(1, 4 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    starts_at = draw(starts)
    return Period(starts_at, starts_at + draw(durations))
