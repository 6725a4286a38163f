"""The settings of the processes that tests start."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What a process needs from the machine. Settings of the developer's own shell stay outside.
_FROM_THE_MACHINE = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")

SECRETS = {
    "SECRET_KEY": "a-session-key-that-only-tests-know-0123456789",
    "VAPID_PRIVATE_KEY": "2GsnmFoNIy4Mnk5v3zTdtfvhYGfg7HhLBJqQu2cCk8E",
    "TOKEN_PRIVATE_KEYS": "9tsRsh-5QfBg3mC0MZK5oWtsCBLGXyhc1UO2jOv3kUs",
    "RINGGITPAY_APP_ID": "RPA-TEST-1",
    "RINGGITPAY_REQUEST_KEY": "request-key-of-the-tests",
    "RINGGITPAY_RESPONSE_KEY": "response-key-of-the-tests",
    "RINGGITPAY_API_KEY": "api-key-of-the-tests",
}


def process_environment(**settings: str) -> dict[str, str]:
    """A complete environment: the machine's, the tests' secrets, and `settings` over both."""
    machine = {name: os.environ[name] for name in _FROM_THE_MACHINE if name in os.environ}
    defaults = {"PUBLIC_URL": "http://localhost", "PYTHONUNBUFFERED": "1"}
    return {**machine, **SECRETS, **defaults, **settings}
