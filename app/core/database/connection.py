"""Opening and closing the database of a process."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tortoise import Tortoise
from tortoise.context import TortoiseContext

# One list, so that migrations, processes and tests all know the same tables.
MODEL_MODULES = [
    "app.core.models",
    "app.accounts.models",
    "app.lots.models",
    "app.programs.models",
    "app.pricing.models",
    "app.bookings.models",
    "app.arrivals.models",
    "app.observations.models",
    "app.payments.models",
    "app.telegram.models",
    "app.notifications.models",
]

_SQLITE_BUSY_MS = 15_000
_MYSQL_SESSION = "SET SESSION tx_isolation='READ-COMMITTED', time_zone='+00:00', innodb_lock_wait_timeout=5"


class DatabaseUrlError(ValueError):
    """DATABASE_URL names no database that we can open; the text says what to write instead."""


def tortoise_config(url: str, *, pool_size: int = 10, foreign_keys: bool = True) -> dict[str, Any]:
    """Tortoise's configuration for `sqlite://PATH` or `mysql://USER:PASSWORD@HOST[:PORT]/NAME`.

    Raises DatabaseUrlError for anything else. `foreign_keys` is switched off only while SQLite
    tables are rebuilt by a migration.
    """
    return {
        "connections": {"default": _connection(url, pool_size, foreign_keys=foreign_keys)},
        "apps": {
            "models": {
                "models": MODEL_MODULES,
                "default_connection": "default",
                "migrations": "app.migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:")


async def open_database(url: str, *, pool_size: int = 10) -> TortoiseContext:
    """Connects this process; `await close_database(context)` at its end, or its exit hangs."""
    return await Tortoise.init(config=tortoise_config(url, pool_size=pool_size), _enable_global_fallback=True)


async def close_database(context: TortoiseContext) -> None:
    await context.close_connections()


def _connection(url: str, pool_size: int, *, foreign_keys: bool) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = parts.netloc + parts.path
        if not path:
            raise DatabaseUrlError("sqlite:// needs a path, such as sqlite://var/parkpro.sqlite3")
        return {
            "engine": "app.core.database.sqlite",
            "credentials": {
                "file_path": path,
                "journal_mode": "WAL",
                "synchronous": "NORMAL",
                "busy_timeout": _SQLITE_BUSY_MS,
                "foreign_keys": "ON" if foreign_keys else "OFF",
            },
        }
    if parts.scheme in {"mysql", "mariadb"}:
        name = parts.path.lstrip("/")
        if not (parts.hostname and name):
            raise DatabaseUrlError(
                "mysql:// needs a host and a name, such as mysql://user:secret@db.example/parkpro"
            )
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        credentials: dict[str, Any] = {
            "host": parts.hostname,
            "port": parts.port or 3306,
            "user": unquote(parts.username or "root"),
            "password": unquote(parts.password or ""),
            "database": name,
            "charset": "utf8mb4",
            "sql_mode": "STRICT_TRANS_TABLES",
            "init_command": _MYSQL_SESSION,
            "connect_timeout": 5,
            "maxsize": pool_size,
            # A server closes idle connections after hours; ours are renewed well before.
            "pool_recycle": 1800,
        }
        if "unix_socket" in options:
            credentials["unix_socket"] = options["unix_socket"]
        return {"engine": "app.core.database.mysql", "credentials": credentials}
    raise DatabaseUrlError(
        f"'{parts.scheme}' is not supported: write sqlite://PATH or mysql://USER:PASSWORD@HOST/NAME"
    )
