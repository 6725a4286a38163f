"""The bot's process: `python -m bot`. Two may run side by side."""

from __future__ import annotations

from app.process import run_process
from bot.process import run

if __name__ == "__main__":
    run_process(run)
