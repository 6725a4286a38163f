"""People of the demo who have no account: names, addresses and plates, all made up."""

from __future__ import annotations

from random import Random

_NAMES = ("Siti", "Wei Ming", "Kavitha", "Hafiz", "Mei Ling", "Arjun", "Nurul", "Daniel", "Puteri", "Jason")
_SERIES = ("WA", "VB", "BQ", "WC", "VD", "KV", "BM", "JT", "PK", "WB")
_GUESTS = "neighbours.example"


def some_name(chance: Random) -> str:
    return chance.choice(_NAMES)


def email_of(name: str, number: int) -> str:
    return f"{name.lower().replace(' ', '.')}.{number}@{_GUESTS}"


def plate_of(chance: Random) -> str:
    return f"{chance.choice(_SERIES)}{chance.choice('ABCDEFGHJK')} {chance.randrange(1, 9999)}"
