"""A town that does not exist, as a map for the demo: drawn by rule, so that nothing needs to be fetched."""

from __future__ import annotations

from pathlib import Path

from app.demo.lots import DEMO_LOTS
from app.demo.town.archive import write_archive
from app.demo.town.drawing import Place, draw_town
from app.demo.town.vector_tiles import cut_tiles

# Whose map it is cannot be told in the reader's language alone: it is a setting.
ATTRIBUTION = "Fictional map of the demo / Peta rekaan demo"
# In the file's name: another drawing is another file.
DRAWING = 1
_ZOOMS = range(6, 15)


def town_map_in(folder: Path) -> Path:
    """Where in `folder` the archive of tiles is, or will be."""
    return folder / f"demo-town-{DRAWING}.pmtiles"


def ensure_town_map(folder: Path) -> Path:
    """The archive of tiles in `folder`, drawn unless it is there."""
    file = town_map_in(folder)
    if not file.exists():
        lots = [Place(lot.details.name, lot.details.longitude, lot.details.latitude) for lot in DEMO_LOTS]
        folder.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft")
        write_archive(draft, cut_tiles(draw_town(lots), _ZOOMS), attribution=ATTRIBUTION)
        draft.replace(file)
    return file
