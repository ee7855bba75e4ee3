"""Items and paths are read as they were written, whatever names hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.values.references import (
    escaped_item,
    formula_safe,
    items,
    joined_items,
    normal_name,
    path,
    plain,
    texts,
    without_guard,
)

# Names as the graph keeps them: trimmed, not empty, with everything that separates.
NAMES = st.text(st.sampled_from("aé ;/\\\n'=-§"), min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(NAMES, max_size=5))
def test_texts_survive_a_cell(names: list[str]) -> None:
    assert texts(joined_items(names)) == names


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=4))
def test_paths_survive_a_cell(paths: list[list[str]]) -> None:
    cell = "; ".join(escaped_item(each) for each in paths)

    assert [path(item) for item in items(cell)] == paths


@given(NAMES)
def test_single_names_survive(name: str) -> None:
    assert plain(escaped_item([name])) == name


def test_items_end_at_breaks_too() -> None:
    assert items("a ; b\n\n c;; ") == ["a", "b", "c"]
    assert items("a\\; b; c:\\drive\\") == ["a\\; b", "c:\\drive\\"]


def test_path_ignores_blanks_around_slashes() -> None:
    assert path("Buy/ Look /Search") == ["Buy", "Look", "Search"]
    assert path("24\\/7 help") == ["24/7 help"]


@pytest.mark.parametrize("other", ["pay  the bill", "Pay the bill.", "“Pay the bill”", "PAY THE BILL!"])
def test_spellings_of_a_name_agree(other: str) -> None:
    assert normal_name(other) == normal_name("Pay the bill")


@pytest.mark.parametrize("other", ["Pay the bills", "Pay bill", "Pay-the-bill"])
def test_other_names_stay_apart(other: str) -> None:
    assert normal_name(other) != normal_name("Pay the bill")


@given(st.text(min_size=1))
def test_name_never_normalises_to_nothing(text: str) -> None:
    assert bool(normal_name(text)) == bool(text.strip())


@given(st.text(st.sampled_from("'=+-@\ta1"), max_size=6))
def test_guarded_text_is_no_formula(text: str) -> None:
    cell = formula_safe(text)

    assert cell[:1] not in set("=+-@\t")
    assert without_guard(cell) == text
