"""Where the map of the town comes from: an operator's own file, or a server that was configured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

_LOCAL_HOSTS = {"localhost", "127.0.0.1"}
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_BRACES = re.compile(r"\{[^}]*\}")
_VECTOR_ENDINGS = (".pbf", ".mvt")
_ARCHIVE_ENDING = ".pmtiles"
_ARCHIVE_BEGINS = b"PMTiles\x03"
_LINK = re.compile(r"\[([^\]]+)\]\((https://[^\s)]+)\)")


class TileKind(StrEnum):
    """How the tiles come: one archive that is read in pieces, or one by one as pictures or as shapes."""

    PMTILES = "pmtiles"
    RASTER = "raster"
    VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class Credit:
    """A piece of the attribution; with `url` it is a link."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class MapSource:
    """`file` is an archive of one's own, else `url` says where to ask, with `{z}`, `{x}`, `{y}` for a tile.

    `attribution` is what the source wants to be shown on the map. Beyond `max_zoom` there are no tiles.
    """

    kind: TileKind
    url: str | None
    file: Path | None
    attribution: tuple[Credit, ...]
    max_zoom: int

    @property
    def origin(self) -> str | None:
        """The server that browsers ask, such as `https://tiles.example`; None for a file of one's own."""
        if self.url is None:
            return None
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def parse_map_source(tiles: str, attribution: str | None, max_zoom: int) -> MapSource:
    """The source that the settings MAP_TILES, MAP_ATTRIBUTION and MAP_MAX_ZOOM name.

    Raises ValueError that begins with the setting's name.
    """
    credits_ = parse_attribution(attribution or "")
    if not credits_:
        raise ValueError(
            "MAP_ATTRIBUTION: say whose map it is, such as [© OpenStreetMap contributors](https://…)"
        )
    if "://" in tiles:
        return MapSource(_kind_of(tiles), tiles, None, credits_, max_zoom)
    return MapSource(TileKind.PMTILES, None, _archive(Path(tiles)), credits_, max_zoom)


def parse_attribution(text: str) -> tuple[Credit, ...]:
    """`Tiles by [Somebody](https://somebody.example)`, in pieces with and without a link."""
    pieces: list[Credit] = []
    end = 0
    for link in _LINK.finditer(text):
        pieces += _words(text[end : link.start()])
        pieces.append(Credit(link[1], link[2]))
        end = link.end()
    return tuple(pieces + _words(text[end:]))


def _words(text: str) -> list[Credit]:
    return [Credit(text.strip())] if text.strip() else []


def _kind_of(url: str) -> TileKind:
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    if scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        raise ValueError("MAP_TILES: write https://host/{z}/{x}/{y}.png, or the path of a .pmtiles file")
    if scheme == "http" and host.split(":")[0] not in _LOCAL_HOSTS:
        raise ValueError("MAP_TILES: use https:// (plain http is for localhost only)")
    ending = path.partition("?")[0]
    if ending.endswith(_ARCHIVE_ENDING):
        return TileKind.PMTILES
    if sorted(_BRACES.findall(path)) != ["{x}", "{y}", "{z}"]:
        raise ValueError("MAP_TILES: the address of the tiles holds {z}, {x} and {y}, and no other braces")
    return TileKind.VECTOR if ending.endswith(_VECTOR_ENDINGS) else TileKind.RASTER


def _archive(file: Path) -> Path:
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(_ARCHIVE_BEGINS))
    except OSError as error:
        raise ValueError(f"MAP_TILES: cannot read {file}: {error.strerror}") from None
    if begins != _ARCHIVE_BEGINS:
        raise ValueError(f"MAP_TILES: {file} is no PMTiles archive of version 3")
    return file
