"""Stretches of time as arithmetic: joined, cut, taken away, summed. Pure; whole seconds since 1970.

A span is `(start, end)`, half-open, and ends after it starts. What these functions take and give as `Spans`
is in order and apart: no two of them touch. `joined` makes such a list of any spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = Sequence[Span]


def joined(spans: Iterable[Span]) -> list[Span]:
    """All of the time that any of `spans` covers. Empty and reversed ones cover none."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def shared(these: Spans, those: Spans) -> list[Span]:
    """The time that is in both."""
    found: list[Span] = []
    here = there = 0
    while here < len(these) and there < len(those):
        start = max(these[here][0], those[there][0])
        end = min(these[here][1], those[there][1])
        if start < end:
            found.append((start, end))
        if these[here][1] <= those[there][1]:
            here += 1
        else:
            there += 1
    return found


def without(these: Spans, those: Spans) -> list[Span]:
    """The time of `these` that is not in `those`."""
    found: list[Span] = []
    there = 0
    for span_start, end in these:
        start = span_start
        while there < len(those) and those[there][1] <= start:
            there += 1
        following = there
        while following < len(those) and those[following][0] < end:
            if start < those[following][0]:
                found.append((start, those[following][0]))
            start = max(start, those[following][1])
            following += 1
        if start < end:
            found.append((start, end))
    return found


def length(spans: Spans) -> int:
    """Seconds."""
    return sum(end - start for start, end in spans)
