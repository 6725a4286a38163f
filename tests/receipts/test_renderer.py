from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.receipts import renderer as renderer_module
from app.receipts.errors import ReceiptNotDrawn
from app.receipts.renderer import MAX_IN_HAND, ReceiptRenderer
from app.receipts.view import ReceiptView
from tests.receipts.views import RECEIPT
from tests.support.settings import ROOT

DRAWS, FAILS, DIES, HANGS = (
    replace(RECEIPT, number=number) for number in ("draws", "fails", "dies", "hangs")
)


def draw(view: ReceiptView) -> bytes:
    """Stands in for the drawing: what a worker may come to, by the receipt's number."""
    if view.number == "fails":
        raise ValueError("the template is broken")
    if view.number == "dies":
        os._exit(3)
    while view.number == "hangs":
        pass
    return str(os.getpid()).encode()


def another(number: int) -> ReceiptView:
    """A receipt of its own: the same one is drawn once for all who ask at a time."""
    return replace(DRAWS, order_id=f"PK{number}")


def draw_and_count(drawn: Path, view: ReceiptView) -> bytes:
    with drawn.open("a") as opened:
        opened.write(".")
    return draw(view)


@pytest.fixture
async def renderer() -> AsyncIterator[ReceiptRenderer]:
    made = ReceiptRenderer(timeout=2, draw=draw)
    yield made
    await made.close()


async def test_a_receipt_is_drawn_in_another_process() -> None:
    made = ReceiptRenderer()
    try:
        pdf = await made.render(RECEIPT)
    finally:
        await made.close()

    assert pdf.startswith(b"%PDF")


async def test_one_process_draws_many_receipts(renderer: ReceiptRenderer) -> None:
    pids = {await renderer.render(DRAWS) for _ in range(3)}

    assert len(pids) == 1
    assert pids != {str(os.getpid()).encode()}


async def test_a_drawing_that_fails_is_told_apart_and_the_process_goes_on(renderer: ReceiptRenderer) -> None:
    before = await renderer.render(DRAWS)
    with pytest.raises(ReceiptNotDrawn):
        await renderer.render(FAILS)

    assert await renderer.render(DRAWS) == before


@pytest.mark.parametrize("view", [DIES, HANGS], ids=["dies", "hangs"])
async def test_a_process_that_dies_or_hangs_is_replaced(renderer: ReceiptRenderer, view: ReceiptView) -> None:
    before = await renderer.render(DRAWS)
    with pytest.raises(ReceiptNotDrawn):
        await renderer.render(view)

    assert await renderer.render(DRAWS) != before


async def test_those_who_wait_in_line_outlive_a_process_that_dies(renderer: ReceiptRenderer) -> None:
    outcomes = await asyncio.gather(
        *(renderer.render(view) for view in (DRAWS, DIES, another(1), another(2))), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [bytes, ReceiptNotDrawn, bytes, bytes]


@pytest.mark.parametrize("workers", [1, 2])
async def test_a_crowd_is_served_over_many_lives_of_a_process(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer_module, "_WORKER_LIFE", 2)
    made = ReceiptRenderer(workers=workers, draw=draw)
    try:
        pids = await asyncio.gather(*(made.render(another(number)) for number in range(7)))
    finally:
        await made.close()

    assert len(pids) == 7
    assert len(set(pids)) >= 4


async def test_who_stops_waiting_leaves_the_renderer_whole(renderer: ReceiptRenderer) -> None:
    await renderer.render(DRAWS)
    waiting = [asyncio.create_task(renderer.render(another(number))) for number in range(5)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)

    assert await renderer.render(DRAWS)


async def test_closing_ends_the_processes_and_draws_no_more() -> None:
    made = ReceiptRenderer(draw=draw)
    worker = int(await made.render(DRAWS))
    await made.close()

    assert worker not in {child.pid for child in multiprocessing.active_children()}
    with pytest.raises(ReceiptNotDrawn):
        await made.render(DRAWS)


async def test_a_renderer_that_was_never_used_is_closed_without_a_process() -> None:
    before = multiprocessing.active_children()
    await ReceiptRenderer(draw=draw).close()

    assert multiprocessing.active_children() == before


_OWNER = """
import asyncio
from app.receipts.renderer import ReceiptRenderer
from tests.receipts.test_renderer import DRAWS, draw

async def main():
    print((await ReceiptRenderer(draw=draw).render(DRAWS)).decode(), flush=True)
    await asyncio.sleep(600)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_a_worker_ends_with_an_owner_that_was_killed() -> None:
    owner = subprocess.Popen([sys.executable, "-c", _OWNER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    worker = int(owner.stdout.readline())
    assert _lives(worker)

    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()

    deadline = time.monotonic() + 20
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _lives(worker)


def _lives(pid: int) -> bool:
    """Whether it runs; one that only waits to be reaped does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def test_asking_for_one_receipt_again_and_again_draws_it_once(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn"
    made = ReceiptRenderer(draw=partial(draw_and_count, drawn))
    try:
        pdfs = await asyncio.gather(*(made.render(DRAWS) for _ in range(20)))
        assert len(set(pdfs)) == 1
        assert drawn.read_text() == "."
        await made.render(DRAWS)
        assert drawn.read_text() == ".."
    finally:
        await made.close()


async def test_a_flood_of_receipts_is_refused_before_it_is_a_queue_of_hours() -> None:
    made = ReceiptRenderer(draw=draw)
    wanted = [made.render(another(number)) for number in range(MAX_IN_HAND + 5)]
    try:
        answers = await asyncio.gather(*wanted, return_exceptions=True)
    finally:
        await made.close()
    assert [isinstance(answer, ReceiptNotDrawn) for answer in answers] == [False] * MAX_IN_HAND + [True] * 5
