"""The templates of mails, receipts and the server's own pages. A missing value is an error, never a gap."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@cache
def template_environment() -> Environment:
    """Everything but plain text (`.txt`) is escaped as HTML."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=_is_escaped,  # noqa: S701  # by the kind of file
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _is_escaped(name: str | None) -> bool:
    return name is None or not name.endswith(".txt")
