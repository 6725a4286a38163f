"""A sentence cut into pieces that say something about time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.times.vocabulary import Kind, longest_phrase, vocabulary

MOST_CHARACTERS = 200  # of a sentence; the rest is not looked at

# Nothing is tried in more than a handful of ways, so that no sentence takes long.
_PIECE = re.compile(
    r"""
      (?P<date> (?: [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}
                  | [0-9]{1,2}([-.])[0-9]{1,2}\2(?:[0-9]{4}|[0-9]{2})
                  | [0-9]{1,2}[ ]?/[ ]?[0-9]{1,2}(?:[ ]?/[ ]?(?:[0-9]{4}|[0-9]{2}))?
                ) (?![0-9]) (?:t(?=[0-9]))? )
    | (?P<time> [0-9]{1,2}(?:[.][0-9]{2}|:[0-9]{2}(?::[0-9]{2})?) (?![0-9]) )
    | (?P<decimal> [0-9]{1,2}[.][0-9] (?![0-9]) )
    | (?P<number> [0-9]+ )
    | (?P<word> [^\W\d_]+(?:'[^\W\d_]+)* )
    | (?P<range> [-~] )
    | (?P<at> @ )
    | (?P<nothing> [\s.,;:!?()'"+\u2026] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_DOTTED_LETTERS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.([^\W\d_])(?![^\W_])")  # a.m.
_SAME_SIGN = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {"\u2019": "'"})
_PICTURES_AND_INVISIBLE = frozenset({"So", "Sk", "Mn", "Me", "Cf", "Cc"})
_LONGEST_NUMBER = 4  # digits: a year, or 1400
_KINDS = {
    "date": Kind.DATE,
    "time": Kind.TIME,
    "decimal": Kind.DECIMAL,
    "number": Kind.NUMBER,
    "range": Kind.RANGE,
    "at": Kind.AT,
}


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is that of `words/README.md`, 0 for what is no word; `text` is as typed, in small letters."""

    kind: Kind
    text: str
    value: int = 0
    follows_at_once: bool = False  # nothing stands between it and what comes before


def tokens_of(text: str) -> list[Token]:
    """What `text` says, without what says nothing. What is not known is in it too, as Kind.UNKNOWN."""
    pieces = [piece for piece in _PIECE.finditer(_plain(text)) if not _says_nothing(piece)]
    return [token for token in _tokens(pieces) if token.kind is not Kind.SKIP]


def _plain(text: str) -> str:
    """Small letters, one kind of dash, single spaces, `a.m.` as `am`."""
    plain = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).casefold().translate(_SAME_SIGN)
    return _DOTTED_LETTERS.sub(r"\1\2", " ".join(plain.split()))


def _says_nothing(piece: re.Match[str]) -> bool:
    if piece.lastgroup == "other":
        return unicodedata.category(piece[0]) in _PICTURES_AND_INVISIBLE
    return piece.lastgroup == "nothing"


def _tokens(pieces: list[re.Match[str]]) -> Iterator[Token]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.lastgroup == "word":
            length = _length_of_phrase(pieces, at)
            yield from _meant(tuple(it[0] for it in pieces[at : at + length]))
            at += length
            continue
        kind = _KINDS.get(piece.lastgroup or "", Kind.UNKNOWN)
        if kind is Kind.NUMBER and len(piece[0]) > _LONGEST_NUMBER:
            kind = Kind.UNKNOWN
        follows_at_once = at > 0 and pieces[at - 1].end() == piece.start()
        yield Token(kind, piece[0], follows_at_once=follows_at_once)
        at += 1


def _length_of_phrase(pieces: list[re.Match[str]], at: int) -> int:
    """How many pieces from `at` on make the longest known phrase; 1 when there is none."""
    words = [piece[0] for piece in pieces[at : at + longest_phrase()]]
    return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in vocabulary()), 1)


def _meant(words: tuple[str, ...]) -> Iterator[Token]:
    text = " ".join(words)
    for kind, value in vocabulary().get(words, ((Kind.UNKNOWN, 0),)):
        yield Token(kind, str(value) if kind is Kind.NUMBER else text, value)
