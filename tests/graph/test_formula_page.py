"""The page of computed fields: whole, and made from the declarations alone."""

import re

from graph.computed import ROOT, Argument, Computed, Group, Object, Value
from graph.entities import Datatype
from graph.formula_page import computed_page
from graph.reads import COMPUTED

AREA = Computed(
    "Depot",
    "area",
    "How large it | they are, in m².",
    Object("Area", {"size": Value(Datatype.FLOAT, "The size.")}, "A size."),
    "RETURN 1.0 AS size",
    {"round": Argument(Datatype.BOOLEAN, "Whether it is rounded.", default=True)},
)


def test_every_computed_field_stands_on_the_page() -> None:
    page = computed_page(COMPUTED)

    for item in COMPUTED:
        assert f"### `{item.name}`" in page
        assert item.owner == ROOT or f"\n## {item.owner}\n" in page
        for member in item.members if isinstance(item, Group) else (item,):
            assert member.description.replace("|", "\\|") in page
            assert all(f"| `{name}` |" in page for name in member.arguments)


def test_owners_have_one_part_each() -> None:
    titles = re.findall("^## (.+)$", computed_page(COMPUTED), re.MULTILINE)

    assert titles[0] == "Questions at the root"
    assert len(titles) == len(set(titles)) > 5


def test_field_shows_shape_and_arguments() -> None:
    page = computed_page([AREA])

    assert "### `area`: Area\n\nHow large it | they are, in m²." in page
    assert "| `round` | Boolean | `true` | Whether it is rounded. |" in page
    assert "| `size` | Float | The size. |" in page
