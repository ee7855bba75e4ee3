"""Text as it is kept, and the forms of names and nouns."""

from datetime import UTC, date, datetime

import pytest

from graph.texts import capitals, clean_text, plural, singular, snake_case, value_text, with_article


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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1.5, "1.5"),
        ('It\'s "None" é\n', '"It\'s \\"None\\" é\\n"'),
        ({"id": ["x", {"a b": False}], "n": 1}, '{id: ["x", {"a b": false}], n: 1}'),
        ({}, "{}"),
        ([], "[]"),
        (date(2026, 11, 22), '"2026-11-22"'),
        (datetime(2026, 11, 22, 16, 41, tzinfo=UTC), '"2026-11-22T16:41:00.000Z"'),
        ([[[[[1]]]]], "[[[[…]]]]"),
    ],
)
def test_values_are_written_as_in_graphql(value: object, text: str) -> None:
    assert value_text(value) == text


def test_long_values_are_cut() -> None:
    text = value_text([{"name": "x" * 1000}] * 1000)

    assert text.startswith('[{name: "xxx')
    assert len(text) == 103


def test_nouns_take_their_article() -> None:
    assert [with_article(word) for word in ("Opportunity", "Step", "Insight")] == [
        "an Opportunity",
        "a Step",
        "an Insight",
    ]
