"""Keys of texts: the order in which people sort, alike in Python and on the server; the folded text."""

import pytest

from graph.model import MODEL
from graph.text_keys import fold_text, search_text, sort_key, with_text_keys


@pytest.mark.parametrize(
    "names",
    [
        ["apfel", "Äpfel", "Apfelmus", "Birne"],
        ["éa", "eb", "Éc", "ed"],
        ["step 2", "Step 9", "step 10", "step 010 b", "step ١١", "step 1234567890123"],
        ["#1", "1", "2a", "10", "a"],
        ["ssa", "ßb", "ssc"],
        ["ｆｕｌｌ", "fullb", "ŁÓDŹ"],
        ["a", "\ufffd", "\uffff", "\uffffa", "😀", "😁"],
    ],
)
def test_sort_key_orders_as_people_do(names: list[str]) -> None:
    assert sorted(names[1:] + names[:1], key=sort_key) == names


def test_sort_key_tells_equal_looking_texts_apart() -> None:
    alike = ["A", "a", "Á", "01", "1"]

    assert len({sort_key(name) for name in alike}) == len(alike)


@pytest.mark.parametrize("pair", [("～", "😀"), ("\uffff", "\U00010000"), ("a\uffffb", "a\U0001f600")])
def test_sort_key_compares_alike_both_ways(pair: tuple[str, str]) -> None:
    low, high = map(sort_key, pair)

    assert low < high
    assert low.encode("utf-16-be") < high.encode("utf-16-be")


def test_two_longest_keys_fit_an_index() -> None:
    longest = max((sort_key(sign * 200) for sign in ("😀", "ﷺ", "각", "1")), key=len)

    assert 2 * len(longest.encode()) + 100 < 8_000


def test_fold_text_drops_accents_and_case() -> None:
    assert fold_text("Łódź, STRAẞE, Ｔōkyō, Ñandú ²") == "łodz, strasse, tokyo, nandu 2"


def test_search_text_is_kept_only_where_it_differs() -> None:
    assert [search_text(text) for text in ("Plain", "łoś", "łos", "Öl")] == [None, "łos", None, "ol"]


def test_with_text_keys_adds_the_keys_of_texts() -> None:
    properties = MODEL["Opportunity"].properties

    written = with_text_keys(properties, {"name": "Öl", "description": None, "status": "OPEN"})

    assert written == {
        "name": "Öl",
        "nameOrder": "ol\u0001Öl",
        "nameFolded": "ol",
        "description": None,
        "descriptionFolded": None,
        "status": "OPEN",
    }
