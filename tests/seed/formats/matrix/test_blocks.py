"""Several matrices in one sheet are journeys of their own, whether stages run down or to the right."""

from graph.model import MODEL
from seed.content import CellValue
from seed.draft import Draft
from seed.formats.matrix import matrix_reader
from tests.seed.formats.drafts import is_whole, left, linked, names, table

HEADS = ("Phase", "Step", "Touchpoint", "Pain")
ANN = (("Look", "ask", "Desk", "slow"), ("Look", "wait", "Bench", ""))
BEN = (("Look", "call", "Phone", ""), ("Buy", "pay", "Card", "dear"))


def read(*rows: tuple[CellValue, ...]) -> Draft:
    """The draft of a table, each cell of which is accounted for."""
    draft = matrix_reader.read(table(*rows), MODEL)
    assert is_whole(draft)
    return draft


def journeys(draft: Draft) -> list[tuple[str, str]]:
    """The steps with the journeys that their phases are of."""
    owners = {id(link.start): link.end for link in draft.links if link.field in ("phase", "journey")}
    told: list[tuple[str, str]] = []
    for step in draft.records_of("Step"):
        phase = owners[id(step)]
        journey = owners[id(phase)]
        assert not isinstance(journey, str)
        told.append((step.name, journey.name))
    return told


def test_blocks_below_each_other_are_journeys() -> None:
    draft = read(
        ("Rent a bike",),
        ("Persona: Ann",),
        HEADS,
        *ANN,
        (),
        ("Persona: Ben",),
        HEADS,
        *BEN,
    )

    first, second = "Rent a bike – Ann", "Rent a bike – Ben"
    assert journeys(draft) == [("ask", first), ("wait", first), ("call", second), ("pay", second)]
    assert linked(draft, "personas")[:1] == [(first, "Ann")]
    assert (second, "Ben") in linked(draft, "personas")
    assert ("slow", "Ben") not in linked(draft, "personas")
    assert draft.leftovers == []


def test_turned_blocks_are_journeys() -> None:
    draft = read(
        ("Persona", "Ann"),
        *zip(HEADS, *ANN, strict=True),
        (),
        ("Persona", "Ben"),
        *zip(HEADS, *BEN, strict=True),
    )

    assert journeys(draft) == [
        ("ask", "walk – Ann"),
        ("wait", "walk – Ann"),
        ("call", "walk – Ben"),
        ("pay", "walk – Ben"),
    ]
    assert draft.leftovers == []


def test_blocks_with_titles_bear_them() -> None:
    draft = read(("Ann rents",), HEADS, *ANN, ("Ben rents",), HEADS, *BEN)

    assert names(draft, "Journey") == ["Ann rents", "Ben rents"]
    assert len(names(draft, "Step")) == 4
    assert draft.leftovers == []


def test_lanes_of_several_rows_are_one_block() -> None:
    draft = read(
        ("Phase", "Look", "Buy"),
        ("Step", "ask", "pay"),
        ("Pain", "slow", ""),
        ("Pain", "loud", "dear"),
        ("Touchpoint", "Desk", "Card"),
    )

    assert names(draft, "Journey") == ["walk"]
    assert names(draft, "Insight") == ["slow", "loud", "dear"]
    assert left(draft) == {}
