"""Orders of parts: rows against what is there, with as few moves as possible."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from seed.importing.row_order import merge_order, wanted_order

PRESENT = st.permutations("abcdefg").flatmap(
    lambda letters: st.integers(0, 7).map(lambda size: list(letters[:size]))
)


def test_positions_put_rows_in_place() -> None:
    rows = [("a", None), ("b", None), ("c", 0), ("d", 2)]

    assert wanted_order(rows) == ["c", "a", "d", "b"]


def test_positions_past_the_end_are_last() -> None:
    assert wanted_order([("a", 9), ("b", None)]) == ["b", "a"]


def test_one_moved_row_is_one_move() -> None:
    assert merge_order("bcda", "abcd") == (list("bcda"), {"a"})
    assert merge_order("dabc", "abcd") == (list("dabc"), {"d"})


def test_new_rows_stand_behind_their_neighbours() -> None:
    assert merge_order("axb", "ab") == (list("axb"), set())
    assert merge_order("xab", "ab") == (list("xab"), set())


def test_rows_the_file_does_not_name_stay() -> None:
    assert merge_order("ca", "abc") == (list("cab"), {"c"})
    assert merge_order("ac", "abc") == (list("abc"), set())


@given(PRESENT, st.permutations("abcdefghi").map(list), st.integers(0, 9))
def test_merged_order_keeps_what_is_wanted(present: list[str], letters: list[str], size: int) -> None:
    wanted = letters[:size]

    order, moved = merge_order(wanted, present)

    assert sorted(order) == sorted({*wanted, *present})
    places = {item: place for place, item in enumerate(order)}
    assert all(places[a] < places[b] for a, b in pairwise(wanted))
    staying = [item for item in present if item not in moved]
    assert [item for item in order if item in staying] == staying


@given(PRESENT)
def test_same_order_moves_nothing(present: list[str]) -> None:
    assert merge_order(present, present) == (present, set())
