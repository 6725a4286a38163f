"""Event streams are cheap to open and stay open: there is an end to them."""

from __future__ import annotations

import resource
from contextlib import ExitStack

from app.realtime.hub import EventHub


def _open(hub: EventHub, streams: ExitStack, caller: str | None, count: int) -> None:
    for _ in range(count):
        streams.enter_context(hub.watching(area_id=1, reference=None, caller=caller))


async def test_one_caller_has_room_until_its_share_is_used_and_others_still_have() -> None:
    hub = EventHub(most=10, most_per_caller=3)
    with ExitStack() as streams:
        _open(hub, streams, "greedy", 2)
        assert hub.has_room_for("greedy")
        _open(hub, streams, "greedy", 1)
        assert not hub.has_room_for("greedy")
        assert hub.has_room_for("modest")
    assert hub.has_room_for("greedy")


async def test_a_full_process_has_room_for_nobody() -> None:
    hub = EventHub(most=4, most_per_caller=3)
    with ExitStack() as streams:
        _open(hub, streams, None, 4)
        assert not hub.has_room_for(None)
        assert not hub.has_room_for("modest")


async def test_streams_leave_open_files_for_everything_else() -> None:
    hub = EventHub()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        small = EventHub()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with ExitStack() as streams:
        for own in (hub, small):
            _open(own, streams, None, 128)
        assert not small.has_room_for(None)
        assert hub.has_room_for(None)
