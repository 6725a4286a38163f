"""Refusals of reports."""

from __future__ import annotations

from app.core.errors import DomainError


class ReportTooLong(DomainError):
    """More days were asked for than a report covers."""

    code = "report_too_long"
    status = 422
