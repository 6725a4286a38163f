"""What can be wrong before anything is started, each told in one line that says what to do."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import pymysql

from app.dev.console import SetupProblem
from app.dev.stamps import ROOT

LOCK_PATIENCE_SECONDS = 5


def port_from(environment: dict[str, str], name: str, default: int) -> int:
    """The port in setting `name`. Raises SetupProblem."""
    text = environment.get(name, "") or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise SetupProblem(
            f"{name}={text} is not a port: give a number from 1 to 65535, as in: make run {name}={default}"
        )
    return int(text)


def free_port() -> int:
    """A port that nothing listens on, on this machine's own address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def require_free_port(port: int, setting: str) -> None:
    """Raises SetupProblem when something listens on `port`, or nobody but root may."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except PermissionError as error:
            raise SetupProblem(
                f"Port {port} is for root only. Choose another: make run {setting}=8080"
            ) from error
        except OSError as error:
            if family == socket.AF_INET6 and error.errno != errno.EADDRINUSE:
                continue  # a machine without IPv6
            raise SetupProblem(
                f"Port {port} is taken. Stop what listens there, "
                f"or choose another: make run {setting}={port + 10}"
            ) from error


def require_usable_database(url: str) -> None:
    """Raises SetupProblem when the SQLite file is no database, or can't be read and written, or when the
    server of a `mysql://` address does not let us in. Other addresses are for the settings to refuse."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        _require_usable_file(ROOT / (parts.netloc + parts.path))
    elif parts.scheme in {"mysql", "mariadb"}:
        _require_answering_server(parts)


def _require_usable_file(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupProblem(
            f"Cannot make the folder {file.parent} for the database: {error.strerror}."
        ) from error
    if not os.access(file if file.exists() else file.parent, os.R_OK | os.W_OK):
        raise SetupProblem(
            f"Cannot read and write the database {file}. "
            f"Make it yours: sudo chown -R $USER {file.parent} && chmod -R u+rwX {file.parent}"
        )
    if file.is_dir():
        raise SetupProblem(
            f"{file} is a folder: DATABASE_URL has to name a file, as in sqlite://var/parkpro.sqlite3"
        )
    if not file.exists():
        return
    try:
        database = sqlite3.connect(
            f"{file.as_uri()}?mode=rw", uri=True, timeout=LOCK_PATIENCE_SECONDS, isolation_level=None
        )
        try:
            database.execute("BEGIN IMMEDIATE")
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            database.execute("ROLLBACK")
        finally:
            database.close()
    except sqlite3.Error as error:
        advice = (
            "Stop what is using it"
            if "locked" in str(error)
            else f"Move it away to begin with a new one: mv {file} {file}.broken"
        )
        raise SetupProblem(f"Cannot use the database {file}: {error}. {advice}") from error


def _require_answering_server(parts: SplitResult) -> None:
    name = parts.path.lstrip("/")
    try:
        pymysql.connect(
            host=parts.hostname or "localhost",
            port=parts.port or 3306,
            user=unquote(parts.username or "root"),
            password=unquote(parts.password or ""),
            database=name,
            connect_timeout=5,
        ).close()
    except pymysql.MySQLError as error:
        raise SetupProblem(
            f"Cannot use the database {name} at {parts.hostname}:{parts.port or 3306}: {error.args[-1]}. "
            "Start its server, create it, or correct DATABASE_URL"
        ) from error
