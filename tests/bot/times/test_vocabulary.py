"""The words of each language."""

from __future__ import annotations

import pytest

from app.core.i18n import languages
from bot.times.tokens import tokens_of
from bot.times.vocabulary import WORDS, Kind, phrases_of, spoken_languages, vocabulary


def test_times_are_understood_in_every_language_that_we_speak() -> None:
    assert set(languages()) <= set(spoken_languages())


def test_no_phrase_means_different_things_in_two_languages() -> None:
    assert {phrase for language in spoken_languages() for phrase in phrases_of(language)} == set(vocabulary())


@pytest.mark.parametrize("language", spoken_languages())
def test_every_phrase_can_be_typed(language: str) -> None:
    """None holds a sign at which sentences are cut, or stands in the shadow of a shorter one."""
    unread = {
        phrase: tokens
        for phrase, meaning in phrases_of(language).items()
        if (tokens := [(token.kind, token.value) for token in tokens_of(" ".join(phrase))])
        != [(kind, value) for kind, value in meaning if kind is not Kind.SKIP]
    }

    assert unread == {}


def test_every_section_is_described() -> None:
    described = (WORDS / "README.md").read_text()
    sections = {kind for phrase in vocabulary().values() for kind, _ in phrase}

    assert {section for section in sections if f"`{section.value}`" not in described} == set()
