"""Draws receipts in processes of their own, so that a web process goes on answering meanwhile."""

from __future__ import annotations

import asyncio
import math
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import structlog

from app.receipts.errors import ReceiptNotDrawn
from app.receipts.view import ReceiptView

log = structlog.get_logger()

Draw = Callable[[ReceiptView], bytes]

MAX_IN_HAND = 50  # different receipts; the last of them would wait for about half a minute
_WORKER_LIFE = 200  # receipts; what the drawing libraries keep in memory goes with the process
_START_SECONDS = 30.0  # a new process has to load those libraries first


def _draw(view: ReceiptView) -> bytes:
    # Loaded by the workers only: the drawing libraries are big.
    from app.receipts.drawing import draw_receipt

    return draw_receipt(view)


class ReceiptRenderer:
    """Begins its processes with the first receipt. `await close()` at the end of the process that owns it."""

    def __init__(self, *, workers: int = 1, timeout: float = 20.0, draw: Draw = _draw) -> None:
        self._workers = workers
        self._timeout = timeout
        self._draw = draw
        self._pool: ProcessPoolExecutor | None = None
        # The pool of Python 3.11 stands still at the end of a worker's life when more was handed to it
        # than it has workers (CPython issue 115634), so the rest waits here.
        self._free = asyncio.Semaphore(workers)
        self._in_hand: dict[ReceiptView, asyncio.Task[bytes]] = {}
        self._is_closed = False

    async def render(self, view: ReceiptView) -> bytes:
        """The PDF of `view`. Raises ReceiptNotDrawn when drawing breaks down or outlasts `timeout`, or when
        too many others wait. Who asks for what is in hand gets the same one."""
        task = self._in_hand.get(view)
        if task is None:
            if len(self._in_hand) >= MAX_IN_HAND:
                raise ReceiptNotDrawn
            task = self._in_hand[view] = asyncio.create_task(self._render(view))
            task.add_done_callback(lambda done: self._in_hand.pop(view, None))
        # Who stops waiting does not stop the worker, so its place is not free before it is done.
        return await asyncio.shield(task)

    async def _render(self, view: ReceiptView) -> bytes:
        async with self._free:
            if self._is_closed:
                raise ReceiptNotDrawn
            pool = self._pool = self._pool or self._new_pool()
            try:
                work = pool.submit(_draw_within, self._timeout, self._draw, view)
                return await asyncio.wait_for(asyncio.wrap_future(work), self._timeout + _START_SECONDS)
            except (BrokenProcessPool, TimeoutError) as error:
                self._drop(pool)
                log.warning("receipt_process_lost", number=view.number, error=type(error).__name__)
                raise ReceiptNotDrawn from error
            except Exception as error:
                log.exception("receipt_not_drawn", number=view.number)
                raise ReceiptNotDrawn from error

    async def close(self) -> None:
        """Lets the receipts in hand be finished and ends the processes. Nothing can be drawn afterwards."""
        self._is_closed = True
        if self._pool is not None:
            pool, self._pool = self._pool, None
            await asyncio.to_thread(pool.shutdown, wait=True)
        await asyncio.gather(*self._in_hand.values(), return_exceptions=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin_worker,
            max_tasks_per_child=_WORKER_LIFE,
        )

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """A pool that lost a process is of no use any more; the next receipt begins another."""
        if self._pool is pool:
            self._pool = None
        pool.shutdown(wait=False, cancel_futures=True)


def _begin_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who then closes us
    threading.Thread(target=_end_with_owner, daemon=True).start()


def _end_with_owner() -> None:
    """An owner that was killed could not close us."""
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(1)


def _draw_within(seconds: float, draw: Draw, view: ReceiptView) -> bytes:
    """Draws, or dies: nothing else ends a drawing that hangs inside a library."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(math.ceil(seconds))
    try:
        return draw(view)
    finally:
        signal.alarm(0)
