"""Sentences for people, by language. A language is a file in `app/locales`, not code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DEFAULT_LANGUAGE = "en"
_LOCALES = Path(__file__).resolve().parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A filling that is itself in the locale files, and is said in the language of the whole sentence."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are files for, the default first."""
    others = sorted(path.stem for path in _LOCALES.glob("*.toml") if path.stem != DEFAULT_LANGUAGE)
    return (DEFAULT_LANGUAGE, *others)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of `language`, flat: `errors.not_found` -> sentence with `{placeholders}`."""
    with (_LOCALES / f"{language}.toml").open("rb") as file:
        return dict(_flatten("", tomllib.load(file)))


def translate(key: str, language: str, **params: object) -> str:
    """The sentence `key` in `language` with its placeholders filled. Raises KeyError for an unknown key."""
    sentences = catalogue(closest_language(language))
    filled = {
        name: translate(it.key, language, **it.params) if isinstance(it, Phrase) else it
        for name, it in params.items()
    }
    return sentences[key].format(**filled)


def closest_language(wanted: str | None) -> str:
    """The language we have for a wish such as `ms-MY`; the default when we have none."""
    code = (wanted or "").split("-")[0].lower()
    return code if code in languages() else DEFAULT_LANGUAGE


def _flatten(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat += _flatten(f"{prefix}{key}.", value)
        else:
            flat.append((f"{prefix}{key}", str(value)))
    return flat
