"""Records that people name: without regard to case, by parts of names, and what may have been meant."""

import pytest

from api.reports.record_lookup import resolve_filters
from graph.errors import Invalid, NotFound
from tests.api.portfolio import Portfolio
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio


async def found(make: Maker, name: str, text: str) -> str:
    """The id of the record that a text means."""
    filters = await resolve_filters({name: [text]}, (), make.ask)
    (identifier,) = filters.ids(name) or []
    return identifier


@pytest.mark.parametrize(
    ("name", "text", "label", "key"),
    [
        ("journey", "repair A FAULT", "Journey", "repair"),
        ("journey", "technician", "Journey", "booking"),
        ("team", "it", "Team", "it"),  # a part of another name too
        ("opportunity", "„Little trust“!", "Opportunity", "trust"),
        ("goal", "fewer", "Goal", "fewer"),
        ("tag", "URG", "Tag", "urgent"),
        ("persona", "tech", "Persona", "tech"),
    ],
)
async def test_names_are_found(
    make: Maker, portfolio: Portfolio, name: str, text: str, label: str, key: str
) -> None:
    assert await found(make, name, text) == portfolio.id(label, key)


async def test_whole_names_come_before_parts(make: Maker, portfolio: Portfolio) -> None:
    assert await found(make, "team", "sales") == portfolio.id("Team", "sales")
    assert await found(make, "persona", "Anna") == portfolio.id("Persona", "anna")


async def test_several_records_are_listed(make: Maker, portfolio: Portfolio) -> None:
    with pytest.raises(Invalid) as several:
        await found(make, "goal", "er")

    names = {"dropped": "Be everywhere", "fewer": "Fewer calls", "happy": "Happier customers"}
    ids = {name: portfolio.id("Goal", key) for key, name in names.items()}
    shown = "; ".join(f'"{name}" ({identifier})' for name, identifier in ids.items())
    advice = "Say which by its whole name, its key or its id."
    assert several.value.message == f'goal: 3 goals fit "er": {shown}. {advice}'


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("goal", "Happy customers", 'Is "Happier customers" meant?'),
        ("persona", "Nirvana", 'There are "Anna", "Ben", "Nora", "Technician".'),
    ],
)
async def test_unknown_names_bring_suggestions(make: Maker, name: str, text: str, hint: str) -> None:
    with pytest.raises(NotFound) as unknown:
        await found(make, name, text)

    assert unknown.value.message == f'{name}: no {name} has the id, key or name "{text}". {hint}'
