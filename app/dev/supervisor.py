"""Several processes under one Ctrl-C: when one ends, all end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from app.dev.console import say
from app.dev.stamps import ROOT

# Longer than the web server waits for its open requests.
PATIENCE_SECONDS = 8
_COLOURS = (36, 33, 35, 32)


@dataclass(frozen=True)
class Command:
    name: str
    arguments: list[str]


@dataclass(frozen=True)
class EndedByItself:
    """The process that ended without being asked, and its exit code (minus the signal that killed it)."""

    name: str
    code: int


async def supervise(
    commands: list[Command], environment: Mapping[str, str], beside: Callable[[], Awaitable[None]]
) -> EndedByItself | None:
    """Runs `commands` side by side, each line they say under their name, and `beside` with them.

    Returns when all have ended: None after SIGINT, SIGTERM or SIGHUP, else who began it. Each
    process leads a group of its own, so that a Ctrl-C reaches it once, from here.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    width = max(len(command.name) for command in commands)
    running: dict[str, asyncio.subprocess.Process] = {}
    relays: list[asyncio.Task[None]] = []
    try:
        for index, command in enumerate(commands):
            process = await _start(command, environment)
            running[command.name] = process
            relays.append(asyncio.create_task(_relay(process, _label(command.name.ljust(width), index))))
        return await _first_end(running, stop, beside)
    finally:
        await asyncio.gather(*(_end(process) for process in running.values()))
        await asyncio.gather(*relays)


async def _first_end(
    running: Mapping[str, asyncio.subprocess.Process],
    stop: asyncio.Event,
    beside: Callable[[], Awaitable[None]],
) -> EndedByItself | None:
    waits = {asyncio.create_task(process.wait()): name for name, process in running.items()}
    asked = asyncio.create_task(stop.wait())
    companion = asyncio.ensure_future(beside())
    done, _ = await asyncio.wait([asked, *waits], return_when=asyncio.FIRST_COMPLETED)
    companion.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await companion
    if asked in done:
        return None
    asked.cancel()
    first = next(wait for wait in waits if wait in done)
    return EndedByItself(waits[first], first.result())


async def _start(command: Command, environment: Mapping[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command.arguments,
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
        limit=2**20,
    )


async def _relay(process: asyncio.subprocess.Process, label: str) -> None:
    if process.stdout is None:
        return
    async for line in process.stdout:
        say(f"{label} {line.decode(errors='replace').rstrip()}")


async def _end(process: asyncio.subprocess.Process) -> None:
    """Asks the process and what it started to end, and insists after a while."""
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
    _signal(process, signal.SIGKILL)
    await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    # The group may outlive its leader; once both are gone there is nothing to tell.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _label(name: str, index: int) -> str:
    if sys.stdout.isatty():
        return f"\033[{_COLOURS[index % len(_COLOURS)]}m{name} |\033[0m"
    return f"{name} |"
