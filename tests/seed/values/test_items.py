"""Several items in one cell, numbers before names, and quotation marks."""

import pytest

from seed.values.items import is_listed, is_nothing, items, numbered_name, parting_remark, quoted_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("one; two", ["one", "two"]),
        ("one · two | three", ["one", "two", "three"]),
        ("• one\n• two, or so", ["one", "two, or so"]),
        ("- one\n  goes on\n- two", ["one goes on", "two"]),
        ("1. one\n2. two\n10) ten", ["one", "two", "ten"]),
        ("Foo - bar", ["Foo - bar"]),
        ("2.5 minutes", ["2.5 minutes"]),
        ('"a; b"; c', ['"a; b"', "c"]),
        ("„a · b“\n„c“", ["„a · b“", "„c“"]),
        ("Photo too large, no hint why", ["Photo too large, no hint why"]),
        ("one;\n-\n", ["one"]),
        ("AT&amp;T <b>bold</b><br>line", ["AT&T bold", "line"]),
        ("n/a", []),
        ("待ち時間；価格", ["待ち時間", "価格"]),
        ("「高い；遅い」；『別』", ["「高い；遅い」", "『別』"]),
        ("・一つ\n・二つ", ["一つ", "二つ"]),
        ("①一つ\n②二つ", ["一つ", "二つ"]),
        ("なし", []),
    ],
)
def test_items_part_at_separators(text: str, expected: list[str]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Web, App / Phone", ["Web", "App", "Phone"]),
        ("A letter that comes by mail, unread for weeks", ["A letter that comes by mail, unread for weeks"]),
        ("Web\nApp, old", ["Web", "App, old"]),
        ("店舗、電話", ["店舗", "電話"]),
    ],
)
def test_commas_part_short_names(text: str, expected: list[str]) -> None:
    assert items(text, commas=True) == expected


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("1. Realise", "Realise", 1),
        ("Phase 2: Compare", "Compare", 2),
        ("3 – Sign up", "Sign up", 3),
        ("(4) Switch", "Switch", 4),
        ("Phase 1", "Phase 1", None),
        ("10:30 meeting", "10:30 meeting", None),
        ("24 hours later", "24 hours later", None),
    ],
)
def test_number_before_name_is_order(text: str, name: str, number: int | None) -> None:
    assert numbered_name(text) == (name, number)


def test_quotation_marks_are_told() -> None:
    assert quoted_text("„Wo?“") == ("Wo?", True)
    assert quoted_text('"Where?"') == ("Where?", True)
    assert quoted_text("Where?") == ("Where?", False)
    assert quoted_text("「どこ？」") == ("どこ？", True)
    assert quoted_text("『どこ？』") == ("どこ？", True)


def test_dashes_say_nothing() -> None:
    assert [is_nothing(text) for text in ("-", " N/A ", "k.A.", "no")] == [True, True, True, False]


@pytest.mark.parametrize("text", ["one", "• one\n• two", "1. one\n2. two", "- one\n  goes on\n- two"])
def test_lines_with_bullets_need_no_remark(text: str) -> None:
    assert parting_remark(text, items(text)) is None


@pytest.mark.parametrize("text", ["one; two", "one\ntwo", "- one; two"])
def test_cell_taken_apart_is_a_remark(text: str) -> None:
    assert parting_remark(text, items(text)) == "It was taken apart into 2: “one”; “two”"


def test_lists_have_bullets_or_numbers() -> None:
    assert [is_listed(text) for text in ("• one\n• two", "1. one\n2. two", "one\ntwo", "- one")] == [
        True,
        True,
        False,
        False,
    ]
