"""Headings show the language of a file, where no other language shares their words."""

import pytest

from seed.values.languages import LANGUAGES, language_of


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Kennzahl", "German"),
        ("Wert (Monat)", "German"),
        ("Unité", "French"),
        ("Streefwaarde", "Dutch"),
        ("Fecha", "Spanish"),
        ("Value", "English"),
        ("Phase", None),
        ("Der Wert der Karte ist hoch", None),
        ("12,500", None),
    ],
)
def test_heading_shows_its_language(heading: str, name: str | None) -> None:
    found = language_of(heading)

    assert (found.name if found else None) == name


def test_words_shared_by_languages_show_no_sign() -> None:
    words = [(word, language) for language in LANGUAGES for word in language.words.split()]
    shared = [word for word, _ in words if sum(1 for other, _ in words if other == word) > 1]

    assert shared == []
