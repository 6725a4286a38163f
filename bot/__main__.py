"""The bot's process: `python -m bot`. Two may run side by side."""

from __future__ import annotations

import asyncio
import sys

from app.config import SettingsError, load_settings
from app.core.database.readiness import DatabaseNotReady
from app.logs import configure_logs
from bot.process import run


def main() -> None:
    try:
        settings = load_settings()
        configure_logs(settings)
        asyncio.run(run(settings))
    except (SettingsError, DatabaseNotReady) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
