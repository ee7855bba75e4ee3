"""Feelings in words and faces, and the impact they stand for."""

import pytest

from seed.values.feelings import feeling


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Negative", -1.0),
        ("sehr zufrieden", 2.0),
        ("😡", -2.0),
        ("😕 Confused", -1.0),
        ("Hopeful, anxious", 0.0),
        ("--", -2.0),
        ("Very angry", -2.0),
        ("muy frustrado", -2.0),
        ("a bit sad, really happy", 0.75),
        ("+", 1.0),
        ("purple", None),
        ("Anxious+", -2.0),
        ("Confident++", 2.0),
        ("Not happy", -1.0),
        ("nicht sehr zufrieden", -1.0),
        ("pas content", -1.0),
        ("not bad", 0.5),
        ("notable", None),
        ("☹", -1.0),
        ("☹☹☹", -2.0),
        ("😊😊", 2.0),
        ("😐😐😐", 0.0),
        ("Frustrated (no answer)", -1.0),
        ("frustrated: no answer", -1.0),
        (":-(", -1.0),
        ("preocupada", -1.0),
        ("arrabbiato", -2.0),
        ("zadowolona", 1.0),
        ("満足", 1.0),
        ("不高兴", -1.0),
        ("불안", -1.0),
    ],
)
def test_feeling_has_an_impact(text: str, expected: float | None) -> None:
    assert feeling(text).impact == expected


def test_feeling_names_what_was_not_read() -> None:
    assert feeling("sad, blorked").unread == ("blorked",)
    assert feeling("purple").unread == ("purple",)
    assert feeling("😕 Confused (the form)").unread == ()
