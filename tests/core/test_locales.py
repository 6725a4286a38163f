"""Sentences for people: every language has them all, and each fits its placeholders."""

from __future__ import annotations

from string import Formatter

import pytest

from app.core.i18n import DEFAULT_LANGUAGE, Phrase, catalogue, closest_language, languages, translate
from tests.support.errors import every_code

OTHERS = [language for language in languages() if language != DEFAULT_LANGUAGE]


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_english_and_malay_are_spoken_and_english_comes_first() -> None:
    assert languages()[0] == DEFAULT_LANGUAGE == "en"
    assert "ms" in languages()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_sentences(language: str) -> None:
    assert sorted(catalogue(language)) == sorted(catalogue(DEFAULT_LANGUAGE))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_has_the_same_placeholders_in_every_language(language: str) -> None:
    ours, theirs = catalogue(DEFAULT_LANGUAGE), catalogue(language)

    assert {
        key: theirs[key] for key in ours if _placeholders(ours[key]) != _placeholders(theirs.get(key, ""))
    } == {}


@pytest.mark.parametrize("language", languages())
def test_every_placeholder_is_a_name(language: str) -> None:
    """`{}` and `{0}` can't be filled by name, and `{x.y}` would reach into what was given."""
    odd = {
        key: sentence
        for key, sentence in catalogue(language).items()
        if not all(name.isidentifier() for name in _placeholders(sentence))
    }

    assert odd == {}


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_empty_or_padded(language: str) -> None:
    assert [key for key, text in catalogue(language).items() if not text or text != text.strip()] == []


@pytest.mark.parametrize("language", languages())
def test_every_error_has_a_sentence(language: str) -> None:
    codes = every_code()

    assert {"not_found", "too_busy", "not_signed_in", "space_already_taken"} <= codes
    assert sorted(code for code in codes if f"errors.{code}" not in catalogue(language)) == []


def test_every_sentence_of_an_error_has_its_error() -> None:
    """A sentence whose code nobody utters any more is to be removed."""
    told = {key.removeprefix("errors.") for key in catalogue(DEFAULT_LANGUAGE) if key.startswith("errors.")}

    assert sorted(told - every_code()) == []


@pytest.mark.parametrize(
    ("wish", "language"),
    [("ms", "ms"), ("ms-MY", "ms"), ("MS", "ms"), ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en")],
)
def test_the_closest_language_to_a_wish(wish: str | None, language: str) -> None:
    assert closest_language(wish) == language


def test_a_filling_that_is_a_phrase_is_said_in_the_language_of_the_sentence() -> None:
    english = translate("errors.promo_not_valid", "en", reason=Phrase("promo.over"))
    malay = translate("errors.promo_not_valid", "ms-MY", reason=Phrase("promo.over"))

    assert catalogue("en")["promo.over"] in english
    assert catalogue("ms")["promo.over"] in malay
    assert english != malay


def test_a_sentence_nobody_wrote_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        translate("errors.no_such_sentence", "en")
