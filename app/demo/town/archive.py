"""Writes tiles into one file that browsers read in pieces: PMTiles, version 3.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md. Few enough tiles for a single directory.
"""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.demo.town.wire import varints

Tile = tuple[int, int, int]
"""Zoom, column and row, counted from the north-west."""

_HEADER_BYTES = 127
_GZIP = 2
_MVT = 1
_LAYERS = ("earth", "landuse", "water", "roads", "places")


def write_archive(file: Path, tiles: Mapping[Tile, bytes], *, attribution: str) -> None:
    """`tiles`: vector tiles, not compressed yet."""
    numbered = sorted((tile_id(*tile), gzip.compress(data, mtime=0)) for tile, data in tiles.items())
    directory = gzip.compress(_directory(numbered), mtime=0)
    facts = {"attribution": attribution, "vector_layers": [{"id": name, "fields": {}} for name in _LAYERS]}
    metadata = gzip.compress(json.dumps(facts).encode(), mtime=0)
    data = b"".join(content for _, content in numbered)
    zooms = [zoom for zoom, _, _ in tiles]
    file.write_bytes(
        _header(len(directory), len(metadata), len(data), len(numbered), min(zooms), max(zooms))
        + directory
        + metadata
        + data
    )


def tile_id(zoom: int, column: int, row: int) -> int:
    """The tile's place on the Hilbert curve of its zoom, after all tiles of smaller zooms."""
    number = ((1 << (2 * zoom)) - 1) // 3
    for bit in reversed(range(zoom)):
        side = 1 << bit
        right, low = bool(column & side), bool(row & side)
        number += side * side * ((3 * right) ^ low)
        if not low:
            if right:
                column, row = side - 1 - column, side - 1 - row
            column, row = row, column
    return number


def _directory(numbered: list[tuple[int, bytes]]) -> bytes:
    """Ids as differences, then run lengths, lengths and offsets: 0 is right after the tile before."""
    ids = [number for number, _ in numbered]
    columns: list[Iterable[int]] = [
        [len(ids)],
        (number - before for number, before in zip(ids, [0, *ids], strict=False)),
        (1 for _ in ids),
        (len(content) for _, content in numbered),
        (0 if place else 1 for place in range(len(ids))),
    ]
    return b"".join(varints(column) for column in columns)


def _header(directory: int, metadata: int, data: int, count: int, min_zoom: int, max_zoom: int) -> bytes:
    metadata_at = _HEADER_BYTES + directory
    data_at = metadata_at + metadata
    parts = (_HEADER_BYTES, directory, metadata_at, metadata, data_at, 0, data_at, data, count, count, count)
    whole_world = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    return (
        b"PMTiles\x03"
        + struct.pack("<11Q", *parts)
        + struct.pack("<6B", 1, _GZIP, _GZIP, _MVT, min_zoom, max_zoom)
        + struct.pack("<4iB2i", *whole_world, min_zoom, 0, 0)
    )
