"""Refusals of reports."""

from __future__ import annotations

from app.core.errors import DomainError


class ReportNotYet(DomainError):
    """None of the days asked for has begun."""

    code = "report_not_yet"


class ReportTooLong(DomainError):
    """More days were asked for than a report covers."""

    code = "report_too_long"
