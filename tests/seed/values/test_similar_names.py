"""Similar names: the likest first, without regard to case, and none where nothing is like."""

from seed.values.similar_names import similar_names

NAMES = {"1": "Sell my first car", "2": "Sell my car", "3": "Pay off"}


def test_likest_names_come_first() -> None:
    assert similar_names("sell my cars", NAMES, 5) == ["2", "1"]
    assert similar_names("SELL MY FIRST CAT", NAMES) == ["1"]


def test_last_part_of_a_path_is_meant() -> None:
    assert similar_names("Everything / Pay of", NAMES, 5) == ["3"]


def test_nothing_is_like_other_words() -> None:
    assert similar_names("Nirvana", NAMES, 5) == []
