"""How a process of ours begins: its settings, its logs, and one line for whoever started it when it can't."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine

from app.config import Settings, SettingsError, load_settings
from app.core.database.readiness import DatabaseNotReady
from app.logs import configure_logs


def run_process(run: Callable[[Settings], Coroutine[None, None, None]]) -> None:
    """Runs `run` until it ends. Settings or a database that are not right: a line on stderr, exit code 1."""
    try:
        settings = load_settings()
        configure_logs(settings)
        asyncio.run(run(settings))
    except (SettingsError, DatabaseNotReady) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
