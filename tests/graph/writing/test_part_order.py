"""The order of parts after moves, against lists that are moved by hand."""

from hypothesis import given
from hypothesis import strategies as st

from graph.writing.inputs import MISSING, Missing
from graph.writing.part_order import Orders


def test_move_behind_another() -> None:
    orders = Orders({"p": ["a", "b", "c"]})

    orders.move("a", "p", "b")

    assert orders.positions() == {"b": 0, "a": 1}


def test_move_to_other_owner_closes_up() -> None:
    orders = Orders({"p": ["a", "b", "c"], "q": ["d"]})

    orders.move("a", "q", None)

    assert orders.positions() == {"b": 0, "c": 1, "a": 0, "d": 1}
    assert orders.holds("q", "a")
    assert not orders.holds("p", "a")


def test_move_to_same_number_counts() -> None:
    orders = Orders({"p": ["a"], "q": []})

    orders.move("a", "q")

    assert orders.positions() == {"a": 0}


def test_remove_closes_up() -> None:
    orders = Orders({"p": ["a", "b", "c"]})

    orders.remove("b")

    assert orders.positions() == {"c": 1}


def test_nothing_moved_changes_nothing() -> None:
    orders = Orders({"p": ["a", "b"]})

    orders.move("b", "p")
    orders.move("a", "p", None)

    assert orders.positions() == {}
    assert not orders.holds("p", "unknown")


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("pq"), st.integers(-2, 5)), max_size=12))
def test_positions_follow_any_moves(moves: list[tuple[int, str, int]]) -> None:
    present = {"p": list("abcd"), "q": list("ef")}
    expected = {owner: list(parts) for owner, parts in present.items()}
    orders = Orders(present)

    for number, owner, place in moves:
        part = "abcdef"[number]
        others = [other for other in expected[owner] if other != part]
        after: str | Missing | None = MISSING if place == -2 or place >= len(others) else None
        index = 0 if after is None else len(others)
        if after is None and place >= 0:
            after, index = others[place], place + 1
        for parts in expected.values():
            if part in parts:
                parts.remove(part)
        expected[owner].insert(index, part)
        orders.move(part, owner, after)

    before = {part: (owner, place) for owner, parts in present.items() for place, part in enumerate(parts)}
    now = {part: (owner, place) for owner, parts in expected.items() for place, part in enumerate(parts)}
    assert orders.positions() == {part: now[part][1] for part in now if now[part] != before[part]}
