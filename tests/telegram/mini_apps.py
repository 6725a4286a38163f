"""What Telegram gives a Mini App when it opens one."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import urlencode

from app.telegram.init_data import sign_init_data

TOKEN = "123456:a-token-that-only-these-tests-know"
BOT = "parking_example_bot"


def init_data(user_id: int, at: datetime, *, token: str = TOKEN, **more: str) -> str:
    """As it stands in `tgWebAppData`, signed at that moment."""
    user = {"id": user_id, "first_name": "Aisyah", "language_code": "en"}
    fields = {
        "query_id": "AAF03eA0AAAAAHTd4DT7tZ5p",
        "user": json.dumps(user, separators=(",", ":")),
        "auth_date": str(int(at.timestamp())),
        "signature": "of-another-kind",
        **more,
    }
    return urlencode({**fields, "hash": sign_init_data(fields, token)})
