"""Reports of blocked spots: what staff look at, and how long they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bookings.models import SpotReport
from app.core import clock
from app.core.database.transactions import transactional

# The photo may show people and plates; it serves while somebody may still dispute it.
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SpotReportSummary:
    """A report without its photo."""

    id: int
    reported_at: datetime
    lot_slug: str
    area_code: str
    space_label: str
    reference: str
    outcome: str


async def list_spot_reports() -> list[SpotReportSummary]:
    """All that are kept, newest first."""
    rows = (
        await SpotReport.all()
        .order_by("-id")
        .values_list(
            "id",
            "reported_at",
            "booking__lot__slug",
            "space__area__code",
            "space__label",
            "booking__reference",
            "outcome",
        )
    )
    return [SpotReportSummary(*row) for row in rows]


async def photo_of(report_id: int) -> bytes:
    """The photo of a report, a JPEG."""
    report = await SpotReport.get(id=report_id)
    return bytes(report.photo)


@transactional
async def forget_spot_reports() -> int:
    """Deletes reports older than that, with their photos. Returns how many. For a job, daily."""
    return await SpotReport.filter(reported_at__lt=clock.now() - KEPT).delete()
