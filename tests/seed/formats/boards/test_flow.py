"""The order that lines give: beginnings first, branches as drawn, circles cut."""

from itertools import pairwise

from seed.formats.boards.flow import flow_order


def order(items: str, *lines: str) -> str:
    """The items that lines join, in their order; each line is two items."""
    ranks, _ = flow_order(list(items), [(line[0], line[1]) for line in lines])
    return "".join(sorted(ranks, key=lambda item: ranks[item]))


def test_lines_say_what_comes_first() -> None:
    assert order("dcba", "ab", "bc", "cd") == "abcd"


def test_what_no_line_joins_has_no_rank() -> None:
    assert order("xab", "ab") == "ab"


def test_branch_is_followed_before_what_begins_elsewhere() -> None:
    assert order("axbc", "ab", "bc", "xc") == "abxc"


def test_circle_is_cut_at_its_first_item() -> None:
    ranks, cut = flow_order(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")])

    assert ranks == {"a": 0, "b": 1, "c": 2}
    assert cut == ["a"]


def test_long_chain_needs_no_deep_stack() -> None:
    items = [str(number) for number in range(20_000)]

    ranks, cut = flow_order(items[::-1], list(pairwise(items)))

    assert (ranks["0"], ranks["19999"], cut) == (0, 19_999, [])
