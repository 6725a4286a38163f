"""The demo's town: an archive that is small, the same on every run, and numbered as browsers count."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest

from app.demo.town import ensure_town_map
from app.demo.town.archive import tile_id
from app.demo.town.clipping import Box, clip_line, clip_ring
from app.demo.town.wire import varints, zigzag

BOX = Box(0, 0, 10, 10)


def test_the_town_is_drawn_once_and_the_same_everywhere(tmp_path: Path) -> None:
    one = ensure_town_map(tmp_path / "one")
    again = ensure_town_map(tmp_path / "one")
    other = ensure_town_map(tmp_path / "other")

    assert one == again
    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_size < 500_000


def test_the_header_says_where_the_parts_of_the_archive_are(tmp_path: Path) -> None:
    archive = ensure_town_map(tmp_path).read_bytes()
    root, root_length, facts, facts_length, _, leaves, data, data_length, *counts = struct.unpack_from(
        "<11Q", archive, 8
    )

    assert archive[:8] == b"PMTiles\x03"
    assert root == 127
    assert leaves == 0
    assert data + data_length == len(archive)
    assert len(set(counts)) == 1
    assert gzip.decompress(archive[root : root + root_length]).startswith(varints([counts[0]]))
    assert b"Fictional map of the demo" in gzip.decompress(archive[facts : facts + facts_length])


@pytest.mark.parametrize(
    ("tile", "number"),
    [((0, 0, 0), 0), ((1, 0, 0), 1), ((1, 1, 0), 4), ((5, 3, 17), 609), ((12, 3423, 1763), 19078479)],
)
def test_tiles_are_numbered_along_the_curve(tile: tuple[int, int, int], number: int) -> None:
    """The numbers are those of the reference implementation."""
    assert tile_id(*tile) == number


def test_a_line_that_leaves_a_box_and_comes_back_is_two_pieces() -> None:
    line = [(5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)]

    assert clip_line(line, BOX) == [[(5, 5), (10, 5)], [(10, 8), (5, 8)]]
    assert clip_line([(-5.0, 12.0), (15.0, 12.0)], BOX) == []


def test_an_area_around_a_box_fills_it() -> None:
    around = [(-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0)]

    assert sorted(clip_ring(around, BOX)) == [(0, 0), (0, 10), (10, 0), (10, 10)]
    assert clip_ring([(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)], BOX) == []


def test_numbers_are_written_as_protocol_buffers_write_them() -> None:
    assert varints([1, 127, 128, 300]) == b"\x01\x7f\x80\x01\xac\x02"
    assert [zigzag(number) for number in (0, -1, 1, -2)] == [0, 1, 2, 3]
