"""Text that people typed, made fit to stand inside our own."""

from __future__ import annotations

import unicodedata

# The two joiners shape letters in several scripts of the region; alone they are harmless.
_KEPT = "\u200c\u200d"


def one_line(text: str) -> str:
    """`text` on one line, without control characters and without marks that turn the reading direction.

    Whatever is left may still hold markup: escape it where markup counts.
    """
    kept = (character if _is_visible(character) else " " for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return character in _KEPT or not (category.startswith("C") or category in {"Zl", "Zp"})
