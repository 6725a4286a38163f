"""What the sandbox has to be told at its start."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# Seconds between one try to deliver a server-to-server message and the next; then it gives up.
DEFAULT_RESEND_GAPS = (5.0, 15.0, 60.0, 300.0, 900.0)


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """One merchant application as RinggitPay would have it on file. Durations are in seconds.

    `callback_url` gets the server-to-server messages, `return_url` is the registered redirect URL for forms
    that name none. `state` is the SQLite file that survives restarts, `taken` one of payments that were made
    before it began (`taken.py`). `session_seconds` is how long a buyer may take, `hold_seconds` how long an
    enquiry hangs when told to. `has_production_urls` applies production's rule that URLs carry neither a port
    nor a bare IP address.
    """

    app_id: str
    request_key: str = field(repr=False)
    response_key: str = field(repr=False)
    api_key: str | None = field(repr=False)
    callback_url: str
    return_url: str
    state: Path
    taken: Path | None = None
    merchant_name: str = "Demo merchant"
    session_seconds: float = 900.0
    resend_gaps: tuple[float, ...] = DEFAULT_RESEND_GAPS
    hold_seconds: float = 60.0
    has_production_urls: bool = False
