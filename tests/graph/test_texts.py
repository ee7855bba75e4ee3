"""Text as it is kept, and the forms of names and nouns."""

import pytest

from graph.texts import capitals, clean_text, plural, singular, snake_case


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("  a \n", "a"), ("a\r\nb\rc", "a\nb\nc"), ("e\u0301", "é"), ("a\tb", "a\tb"), ("👩‍🚒", "👩‍🚒")],
)
def test_text_is_cleaned(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb", "a\ud800b"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"control character U\+"):
        clean_text(text)


@pytest.mark.parametrize(
    ("one_word", "several"), [("step", "steps"), ("opportunity", "opportunities"), ("journey", "journeys")]
)
def test_plurals_are_regular(one_word: str, several: str) -> None:
    assert plural(one_word) == several
    assert singular(several) == one_word


@pytest.mark.parametrize(
    ("name", "lower", "upper"),
    [
        ("name", "name", "NAME"),
        ("Step", "step", "STEP"),
        ("WorkshopImport", "workshop_import", "WORKSHOP_IMPORT"),
        ("journeyCount", "journey_count", "JOURNEY_COUNT"),
        ("sha256", "sha256", "SHA256"),
    ],
)
def test_camel_case_becomes_words(name: str, lower: str, upper: str) -> None:
    assert snake_case(name) == lower
    assert capitals(name) == upper
