"""Numbers and fields as protocol buffers write them."""

from __future__ import annotations

from collections.abc import Iterable


def varints(numbers: Iterable[int]) -> bytes:
    """Each in as many bytes as it needs, seven bits at a time."""
    written = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            written.append(rest & 0x7F | 0x80)
            rest >>= 7
        written.append(rest)
    return bytes(written)


def zigzag(number: int) -> int:
    """Small numbers stay small, whatever their sign."""
    return number * 2 if number >= 0 else -number * 2 - 1


def number_field(field: int, number: int) -> bytes:
    return varints([field << 3, number])


def bytes_field(field: int, content: bytes) -> bytes:
    return varints([field << 3 | 2, len(content)]) + content
