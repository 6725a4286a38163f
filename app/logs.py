"""Structured logs: a JSON object a line (coloured text at a desk), without secrets, plates or e-mails."""

from __future__ import annotations

import logging
import sys

import structlog

from app.config import Settings

# Libraries that write addresses with secrets in them at INFO, or what is told to people at DEBUG.
_TALKATIVE = (
    "httpx",
    "httpcore",
    "telegram",
    "tortoise",
    "aiosqlite",
    "weasyprint",
    "fontTools",
    "uvicorn.access",
)


def configure_logs(settings: Settings) -> None:
    """Sets up logging of this process by LOG_LEVEL and LOG_FORMAT."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if settings.log_format == "console":
        renderer: list[structlog.types.Processor] = [
            structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    else:
        # Without the values of local variables: they may be secrets or somebody's e-mail address.
        traces = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        renderer = [structlog.processors.ExceptionRenderer(traces), structlog.processors.JSONRenderer()]
    level = logging.getLevelNamesMapping()[settings.log_level]
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
