"""The settings of a local run: secrets made once into `var/dev.env`, the rest from where things are."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from app.dev.console import SetupProblem


def _demo_secret() -> str:
    """Marked, so that production refuses to start with it."""
    # Only the first run pays for this import.
    from app.config import DEMO_MARK

    return DEMO_MARK + secrets.token_urlsafe(32)


def _private_key() -> str:
    from app.core.p256 import new_private_key

    return new_private_key()


_MAKERS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": _demo_secret,
    "VAPID_PRIVATE_KEY": _private_key,
    "TOKEN_PRIVATE_KEYS": _private_key,
    "RINGGITPAY_APP_ID": lambda: "RPA-DEMO-" + secrets.token_hex(4).upper(),
    "RINGGITPAY_REQUEST_KEY": _demo_secret,
    "RINGGITPAY_RESPONSE_KEY": _demo_secret,
    "RINGGITPAY_API_KEY": _demo_secret,
}


def local_secrets(file: Path) -> dict[str, str]:
    """Reads `file`, adding the secrets it lacks; only its owner can read it.

    Raises SetupProblem when it can't be read or written.
    """
    try:
        known = _read(file)
        missing = {name: make() for name, make in _MAKERS.items() if name not in known}
        if missing:
            _append(file, missing)
        file.chmod(0o600)
    except OSError as error:
        raise SetupProblem(
            f"Cannot use {file}: {error.strerror}. Make it yours, or remove it to have new secrets made."
        ) from error
    return known | missing


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = (line.strip() for line in file.read_text().splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def _append(file: Path, values: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}={value}\n" for name, value in values.items())
    if not file.exists():
        text = "# Secrets of this machine's own ParkPro, made by `make run`. Not for production.\n" + text
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(text)
